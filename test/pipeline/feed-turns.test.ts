import fc from 'fast-check';
import { createFeedTurns, secondsToTurn } from '../../shared/pipeline/feed-turns';

/** Works that end when they are told to, and how many are begun. */
const works = () => {
  const ends: (() => void)[] = [];
  const state = { running: 0, most: 0 };
  const work = async (): Promise<void> => {
    state.running += 1;
    state.most = Math.max(state.most, state.running);
    await new Promise<void>((resolve) => ends.push(resolve));
    state.running -= 1;
  };
  return { ends, state, work };
};

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the turns of parts', () => {
  it('are two at once and two that wait, whatever ends when, and none is left out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { minLength: 5, maxLength: 30 }), async (order) => {
        const { ends, state, work } = works();
        const turns = createFeedTurns();
        const done: Promise<void>[] = [];
        for (const which of order) {
          const turn = turns.reserve(true);
          if (turn !== null) done.push(turn(work));
          else ends.splice(which % Math.max(1, ends.length), 1).forEach((end) => end());
          await settle();
        }
        while (state.running > 0) {
          ends.splice(0).forEach((end) => end());
          await settle();
        }
        await Promise.all(done);
        expect([state.most, turns.reserve(true) === null]).toEqual([2, false]);
      }),
      { numRuns: 30 },
    );
  });

  it('are given again where one fails', async () => {
    const turns = createFeedTurns();
    const fails = (): Promise<never> => Promise.reject(new Error('no'));
    const failed = Array.from({ length: 4 }, () => turns.reserve(true)?.(fails) ?? Promise.resolve());
    const ended = Promise.allSettled(failed);
    expect(turns.reserve(true)).toBeNull();
    expect(turns.reserve(false)).not.toBeNull();
    expect((await ended).map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
    expect(turns.reserve(true)).not.toBeNull();
  });

  it('are asked for again at times that are spread', () => {
    expect([0, 0.5, 0.99].map(secondsToTurn)).toEqual([5, 10, 14]);
  });
});
