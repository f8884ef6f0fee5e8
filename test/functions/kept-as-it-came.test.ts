import { type StorageQueueHandler } from '@azure/functions';
import { deliverJob } from '../../functions/deliver-job';
import { receiveQueue } from '../../functions/receive-queue';
import { settlePoison } from '../../shared/pipeline/parked/poison';
import { type PoisonQueue } from '../../shared/pipeline/ports';
import * as TE from 'fp-ts/TaskEither';
import { createWorld, invocation, run, type World } from './world';

const trigger =
  (handlerOf: (environment: World['environment']) => StorageQueueHandler) =>
  async (world: World, text: string): Promise<void> => {
    const { context } = invocation({ id: 'the-message', dequeueCount: 1 });
    await run(handlerOf(world.environment), Buffer.from(text), context);
  };

const swept =
  (kind: PoisonQueue['kind']) =>
  async (world: World, text: string): Promise<void> => {
    const queue: PoisonQueue = { of: 'q', kind, take: TE.right([]), remove: () => TE.right(undefined) };
    const message = { id: 'the-message', text, insertedAt: new Date(0), times: 1, receipt: 'r' };
    await settlePoison(world.environment, queue, { intakeId: 'intake', tries: 5 })(message)();
  };

/** All that take from a queue. */
const takers: readonly (readonly [string, (world: World, text: string) => Promise<void>])[] = [
  ['receive-queue', trigger(receiveQueue)],
  ['deliver-job', trigger(deliverJob)],
  ['sweep-poison of events', swept('event')],
  ['sweep-poison of jobs', swept('job')],
];

/** Nothing in them can be read, so they end parked. */
const texts: readonly (readonly [string, string])[] = [
  ['a number that JSON makes infinite', '89e7073266'],
  ['digits that JSON rounds', '12345678901234567890123456789012'],
  ['a 64-bit id', '{"id":9007199254740993}'],
  ['a byte-order mark', '\ufeff{"a":1}'],
  ['text that is no JSON', 'hello, {world'],
  ['3,000 brackets', '['.repeat(3_000) + ']'.repeat(3_000)],
  ['48 KiB', `{"a":"${'é'.repeat(24_000)}"}`],
  ['lines and spaces', '{ "a" : 1 ,\r\n\t"b":2.50 }'],
];

const cases = takers.flatMap(([name, take]) =>
  texts.map(([what, text]) => [name, what, take, text] as const),
);

describe('a message of which nothing can be read', () => {
  it.each(cases)('off %s is parked to the byte: %s', async (_, __, take, text) => {
    const world = createWorld();
    await take(world, text);
    const [parkedItem] = [...world.kept.values()].map(
      (kept) => (JSON.parse(kept) as { readonly content: unknown }).content,
    );
    expect(world.kept.size).toBe(1);
    expect(typeof parkedItem === 'string' ? parkedItem : JSON.stringify(parkedItem)).toBe(text);
  });
});
