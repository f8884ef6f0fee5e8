import { type InvocationContext } from '@azure/functions';
import { type TaskEither } from 'fp-ts/TaskEither';
import { describeFailure, type Failure } from '../shared/failure';
import { logEntry, type Channel } from './log-entry';

/** Runs a queue trigger's work. A failure is thrown, which is the only way to tell the host to bring the message again. */
export const orThrow =
  (context: InvocationContext, channel: Channel) =>
  async (work: TaskEither<Failure, void>): Promise<void> => {
    const result = await work();
    if (result._tag === 'Left') {
      const failed = `${describeFailure(result.left)}; the message comes again`;
      const nothing = { counts: {}, reasons: {} };
      context.warn(logEntry('delivery', { intake: context.invocationId, channel, ...nothing, failed }));
      throw new Error(failed);
    }
  };
