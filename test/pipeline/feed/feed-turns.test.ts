import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import fc from 'fast-check';
import { createFeedTurns, secondsToTurn } from '../../../shared/pipeline/feed/feed-turns';

/** Parts that are read until they are told to end, and how many are being read. */
const works = () => {
  const ends: (() => void)[] = [];
  const state = { running: 0, most: 0 };
  const read = async (): Promise<E.Either<never, void>> => {
    state.running += 1;
    state.most = Math.max(state.most, state.running);
    await new Promise<void>((resolve) => ends.push(resolve));
    state.running -= 1;
    return E.right(undefined);
  };
  return { ends, state, read };
};

const tell = <L, A>(read: TE.TaskEither<L, A>): TE.TaskEither<L, void> => TE.asUnit(read);

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the turns of parts', () => {
  it('are two at once and two that wait, whatever ends when, and none is left out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { minLength: 5, maxLength: 30 }), async (order) => {
        const { ends, state, read } = works();
        const turns = createFeedTurns();
        const done: Promise<unknown>[] = [];
        for (const [index, which] of order.entries()) {
          const turn = turns.reserve(`part ${index}`);
          if (typeof turn === 'function') done.push(turn(read, tell)());
          else ends.splice(which % Math.max(1, ends.length), 1).forEach((end) => end());
          await settle();
        }
        while (state.running > 0) {
          ends.splice(0).forEach((end) => end());
          await settle();
        }
        await Promise.all(done);
        expect([state.most, turns.reserve('another') === 'no-room']).toEqual([2, false]);
      }),
      { numRuns: 30 },
    );
  });

  const four = ['a', 'b', 'c', 'd'];

  it.each<[string, () => Promise<E.Either<string, void>>]>([
    ['fails', () => Promise.resolve(E.left('no'))],
    ['throws', () => Promise.reject(new Error('no'))],
  ])('are given again where one %s, and for the same part', async (_, read) => {
    const turns = createFeedTurns();
    const begun = four.map((part) => turns.insist(part)(read, tell)());
    const ended = Promise.allSettled(begun);
    expect(turns.reserve('e')).toBe('no-room');
    expect(turns.insist('e')).toBeInstanceOf(Function);
    await ended;
    expect(turns.reserve('a')).toBeInstanceOf(Function);
  });

  it('are not given for what another message brought: it comes again, and is known when that one was told of', async () => {
    const turns = createFeedTurns();
    const { ends, read } = works();
    let isTold = (): void => undefined;
    const telling = new Promise<void>((resolve) => {
      isTold = resolve;
    });
    const done = turns.insist('a')(read, (one) => TE.chainTaskK(() => () => telling)(one))();
    await settle();
    expect(turns.reserve('a')).toBe('no-room');
    ends.forEach((end) => end());
    await settle();
    expect(turns.reserve('a')).toBe('no-room');
    isTold();
    await done;
    expect(turns.reserve('a')).toBe('read');
    expect(turns.reserve('b')).toBeInstanceOf(Function);
  });

  it.each([
    [0, [5, 10, 14]],
    [1, [10, 20, 29]],
    [3, [40, 80, 119]],
    [9, [40, 80, 119]],
  ])('are asked for again at times that are spread, put back %i times before', (putBack, seconds) => {
    expect([0, 0.5, 0.99].map((random) => secondsToTurn(random, putBack))).toEqual(seconds);
  });
});
