import path from 'node:path';
import { type Command } from 'commander';
import { withExamples } from '../examples';
import { failureOf } from '../failure';
import { printAs, withOutput, type OutputOptions } from '../output';
import { plain } from '../print';
import { type World } from '../world';
import { faultText, type Fault } from './json-file';
import { pairsIn } from './pairs-in';
import { type Pair } from './run-pair';

interface TestOptions extends OutputOptions {
  readonly profile?: string;
}

interface Tested {
  readonly file: string;
  readonly faults: readonly Fault[];
}

const runAll = async (
  world: World,
  { profile }: TestOptions,
  pairs: readonly Pair[],
): Promise<readonly Tested[]> => {
  const { runPair } = await import('./run-pair');
  const { folder } = world;
  const setup = {
    folder,
    profile: profile === undefined ? undefined : path.resolve(folder, profile),
    now: world.now(),
  };
  const tested: Tested[] = [];
  for (const pair of pairs) {
    const file = pair.expected;
    const faults = await runPair(setup, pair).catch((thrown: unknown) => {
      const { message, advice } = failureOf(thrown);
      return [{ file, line: null, pointer: '', expected: `a body that can be read: ${message}; ${advice}` }];
    });
    tested.push({ file, faults });
  }
  return tested;
};

const run =
  (world: World) =>
  async (folder: string, options: TestOptions): Promise<void> => {
    const { pairs, alone } = pairsIn(path.resolve(world.folder, folder));
    const tested = await runAll(world, options, pairs);
    const from = (file: string): string => path.relative(world.folder, file);
    const faults = [...tested.flatMap((one) => one.faults), ...alone].map((fault) => ({
      ...fault,
      file: from(fault.file),
    }));
    const right = tested.filter((one) => one.faults.length === 0);
    const wrong = tested.length - right.length + alone.length;
    printAs(options, {
      table: () => [...faults.map(faultText), `${right.length} right, ${wrong} wrong`].map(plain).join('\n'),
      json: () => ({ ok: wrong === 0, right: right.map(({ file }) => from(file)), faults }),
      tsv: () => faults.map(({ file, line, pointer, expected }) => [file, line, pointer, expected]),
    });
    if (wrong > 0) process.exitCode = 1;
  };

export const addTest = (profile: Command, world: World): void => {
  const command = profile
    .command('test')
    .description('read bodies with a profile, and say where what comes of them is not what is expected')
    .argument('<folder>')
    .option('--profile <file>', 'the profile of the pairs that name none');
  withOutput(command).action(run(world));
  withExamples(command, world.name, [
    ['the pairs of the ready profiles', 'profile test profiles/tests'],
    ['those of your own, in a pipeline', 'profile test my-tests --profile profiles/mine.json'],
  ]);
};
