import { type TimerHandler } from '@azure/functions';
import { describeFailure } from '../shared/failure';
import { type Environment } from '../shared/pipeline/ports';
import { logEntry } from './log-entry';
import { type ReadRecord } from './outcomes';

/** Every half hour: what is left over goes the next time. */
export const sweepOutcomesSchedule = '0 */30 * * * *';

/** Less than the host gives a function. */
const maxMs = 240_000;

const dayMs = 86_400_000;

/** The timer `sweep-outcomes`: removes days of outcomes that were kept for long enough. */
export const sweepOutcomes =
  ({ now }: Pick<Environment, 'now'>, { store, days }: ReadRecord): TimerHandler =>
  async (_, context) => {
    const swept = await store.sweep(new Date(now().getTime() - days * dayMs), AbortSignal.timeout(maxMs))();
    const intake = context.invocationId;
    if (swept._tag === 'Left')
      context.warn(
        logEntry('record', { intake, failed: `${describeFailure(swept.left)}; tried again in half an hour` }),
      );
    else if (swept.right > 0) context.log(logEntry('record', { intake, swept: swept.right }));
  };
