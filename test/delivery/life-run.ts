import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { faultIn, histories, kinds } from './life-histories';

/** `npm run life -- --histories 10000 --seed 1`: random histories for each kind of destination, until one ends wrongly. */
const { values } = parseArgs({
  options: { histories: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});

const run = async (): Promise<void> => {
  for (const one of kinds) {
    const result = await fc.check(
      fc.asyncProperty(histories, async (history) => (await faultIn(one, history)) === null),
      { numRuns: Number(values.histories), seed: Number(values.seed) },
    );
    const [worst] = result.counterexample ?? [];
    const fault = worst === undefined ? '' : `: ${await faultIn(one, worst)}: ${JSON.stringify(worst)}`;
    process.stdout.write(`${one.name}: ${result.numRuns} histories${fault}\n`);
    if (result.failed) process.exitCode = 1;
  }
};

void run();
