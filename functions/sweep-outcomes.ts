import { type InvocationContext, type TimerHandler } from '@azure/functions';
import { describeFailure } from '../shared/failure';
import { type Environment } from '../shared/pipeline/ports';
import { logEntry } from './log-entry';
import { type ReadRecord } from './outcomes';

/** Every half hour; what is left over goes the next time. */
export const sweepOutcomesSchedule = '0 */30 * * * *';

/** Less than the time that the host gives a function. */
const maxMs = 240_000;

const dayMs = 86_400_000;

const sweepOne = async (
  now: Date,
  { store, days }: ReadRecord,
  context: InvocationContext,
): Promise<void> => {
  const swept = await store.sweep(new Date(now.getTime() - days * dayMs), AbortSignal.timeout(maxMs))();
  const intake = context.invocationId;
  if (swept._tag === 'Left')
    context.warn(
      logEntry('record', { intake, failed: `${describeFailure(swept.left)}; tried again in half an hour` }),
    );
  else if (swept.right > 0) context.log(logEntry('record', { intake, swept: swept.right }));
};

/** The timer `sweep-outcomes`: removes days of outcomes that were kept long enough. */
export const sweepOutcomes =
  ({ now }: Pick<Environment, 'now'>, kept: readonly ReadRecord[]): TimerHandler =>
  async (_, context) => {
    for (const one of kept) await sweepOne(now(), one, context);
  };
