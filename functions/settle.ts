import { type InvocationContext } from '@azure/functions';
import { type TaskEither } from 'fp-ts/TaskEither';
import { describeFailure, type Failure } from '../shared/failure';

/** Runs a queue trigger's work. A failure is thrown, the only language in which the host is told to bring it again. */
export const settle =
  (context: InvocationContext) =>
  async (work: TaskEither<Failure, void>): Promise<void> => {
    const result = await work();
    if (result._tag === 'Left') {
      const text = `${describeFailure(result.left)}; the message comes again`;
      context.warn(`intake=${context.invocationId} ${text}`);
      throw new Error(text);
    }
  };
