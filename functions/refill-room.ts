import { type TimerHandler } from '@azure/functions';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { describeFailure, type Failure } from '../shared/failure';
import { type Outcome } from '../shared/pipeline/outcome';
import { type Environment } from '../shared/pipeline/ports';
import { refill } from '../shared/pipeline/parked/refill';
import { logEntry } from './log-entry';
import { reportOutcomes } from './outcomes-output';
import { traced } from './traced';

/** Every five minutes, at the full minutes that five divides. */
export const refillSchedule = '0 */5 * * * *';

/** It ends before the next one is due. */
const maxMs = 120_000;

/** The timer `refill-room`: counts what full destinations hold, and sends what is parked for want of room as far as there is some. */
export const refillRoom =
  (environment: Environment): TimerHandler =>
  async (_, context) => {
    const deadline = new Date(environment.now().getTime() + maxMs);
    for (const route of environment.routes) {
      const failed = (failure: Failure): void => {
        const text = `${describeFailure(failure)}; it is still parked`;
        const where = { intake: context.invocationId, destination: route.name };
        context.warn(logEntry('refill', { ...where, failed: text }));
      };
      const settled = (outcomes: readonly Outcome[]): TE.TaskEither<never, void> =>
        outcomes.length === 0
          ? TE.right(undefined)
          : TE.fromTask(reportOutcomes(environment, context, { arrival: { channel: 'job' }, outcomes }));
      await pipe(
        refill(environment, deadline)(route),
        traced(environment, { name: 'refill-room', channel: 'job', context, message: null }),
        TE.flatMap(settled),
        TE.match(failed, () => undefined),
      )();
    }
  };
