import { type TimerHandler } from '@azure/functions';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { describeFailure, type Unavailable } from '../shared/failure';
import { type Gauges, type QueueState } from '../shared/health/ports';
import { type Telemetry } from '../shared/telemetry/telemetry';
import { logEntry } from './log-entry';

interface Watched {
  readonly telemetry: Pick<Telemetry, 'gauge'>;
  readonly gauges: Gauges;
  /** Deletes what is kept for a day only and is older. */
  readonly forget: TE.TaskEither<Unavailable, void>;
}

/** Every five minutes, at the full minutes that five divides. */
export const watchSchedule = '0 */5 * * * *';

/**
 * The timer `watch`: measures the queues and how much is parked, and deletes what is outdated. What cannot be measured is
 * reported, and measured the next time.
 */
export const watch =
  ({ telemetry, gauges, forget }: Watched): TimerHandler =>
  async (_, context) => {
    const queueState = ({ queue, depth, ageSeconds }: QueueState): void => {
      telemetry.gauge('gateway.queue.depth', depth, { queue });
      telemetry.gauge('gateway.queue.age', ageSeconds ?? 0, { queue });
    };
    const failed = (failure: Unavailable): void => {
      context.warn(logEntry('watch', { intake: context.invocationId, failed: describeFailure(failure) }));
    };
    await pipe(
      gauges.queues,
      TE.match(failed, (states) => states.forEach(queueState)),
    )();
    await pipe(
      gauges.parked,
      TE.match(failed, (count) => telemetry.gauge('gateway.parked', count, {})),
    )();
    await pipe(
      forget,
      TE.match(failed, () => undefined),
    )();
  };
