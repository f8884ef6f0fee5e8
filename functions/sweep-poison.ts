import { type InvocationContext, type TimerHandler } from '@azure/functions';
import { pipe } from 'fp-ts/function';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { describeFailure, type Failure } from '../shared/failure';
import { type Outcome } from '../shared/pipeline/outcome';
import { settlePoison } from '../shared/pipeline/parked/poison';
import { type Environment, type PoisonMessage, type PoisonQueue } from '../shared/pipeline/ports';
import { logEntry } from './log-entry';
import { maxDequeueCount } from './names';
import { reportOutcomes } from './outcomes-output';
import { traced } from './traced';

/** Every minute: what the host gave up is parked long before it would expire after seven days. */
export const sweepSchedule = '0 * * * * *';

/** A sweep ends before the next one is due. */
const maxMs = 45_000;

/** So many are settled at once; each takes a few calls to the storage account. */
const atOnce = 8;

const chunksOf = <A>(items: readonly A[], size: number): readonly (readonly A[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );

const sweepQueue = (environment: Environment, queue: PoisonQueue, context: InvocationContext) => {
  const channel = queue.kind === 'event' ? 'queue' : 'job';
  const until = environment.now().getTime() + maxMs;
  const failed = (failure: Failure): void => {
    const text = `${describeFailure(failure)}; taken again later`;
    context.warn(logEntry('sweep', { intake: context.invocationId, queue: queue.of, failed: text }));
  };
  const settled = (outcomes: readonly Outcome[]) =>
    TE.fromTask(
      reportOutcomes(environment, context, {
        arrival: { channel },
        outcomes,
        kept: channel === 'job' ? { mark: { kind: 'later' } } : {},
      }),
    );
  const one = (message: PoisonMessage): T.Task<void> =>
    pipe(
      settlePoison(environment, queue, { intakeId: context.invocationId, tries: maxDequeueCount })(message),
      traced(environment, { name: 'sweep-poison', channel, context, message: null }),
      TE.flatMap(settled),
      TE.match(failed, () => undefined),
    );
  return async (): Promise<void> => {
    while (environment.now().getTime() < until) {
      const taken = await queue.take();
      if (taken._tag === 'Left') failed(taken.left);
      if (taken._tag === 'Left' || taken.right.length === 0) return;
      for (const chunk of chunksOf(taken.right, atOnce)) await T.traverseArray(one)(chunk)();
    }
  };
};

/**
 * The timer `sweep-poison`: parks what the host gave up. It is a timer and no trigger on the poison queues, because the library
 * walks a message before the app sees it: a deeply nested one ends the function before it begins.
 */
export const sweepPoison =
  (environment: Environment, queues: readonly PoisonQueue[]): TimerHandler =>
  async (_, context) => {
    for (const queue of queues) await sweepQueue(environment, queue, context)();
  };
