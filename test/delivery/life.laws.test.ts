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
