import fc from 'fast-check';
import { faultIn, histories, kinds } from './life-histories';

/** `npm run life -- --histories 10000` lives more of them. */
const numRuns = 150;

describe('whatever sources say and take back, in any order, some of it twice, whenever a process dies', () => {
  it.each(kinds)('$name ends as the newest word of those that stand has it', async (one) => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        expect(await faultIn(one, history)).toBeNull();
      }),
      { numRuns },
    );
  });
});

describe('when a creation is interrupted, and its source does not stand by it any more before it comes again', () => {
  const points = [1, 2, 3, 4].flatMap((ends) => [false, true].map((after) => ({ ends, after })));

  it.each(kinds.flatMap((one) => points.map((point) => ({ ...one, ...point }))))(
    '$name has nothing in the end (step $ends, done: $after)',
    async ({ ends, after, ...one }) => {
      const said = { source: 'one', says: 'red', how: 'named', minute: 0 } as const;
      const withdrawn = { ...said, says: null, minute: 1 };
      const history = [
        { word: said, ends, after },
        { word: withdrawn, ends: null, after: false },
      ];
      expect(await faultIn(one, history)).toBeNull();
    },
  );
});
