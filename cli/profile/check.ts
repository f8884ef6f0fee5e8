import { type Command } from 'commander';
import * as E from 'fp-ts/Either';
import path from 'node:path';
import { withExamples } from '../examples';
import { printAs, withOutput, type OutputOptions } from '../output';
import { plain } from '../print';
import { type World } from '../world';
import { faultText, jsonFile, type Fault } from './json-file';

const faultsIn = async (folder: string, file: string): Promise<readonly Fault[]> => {
  const read = jsonFile(file);
  if (E.isLeft(read)) return [read.left];
  const { faultsOfProfile } = await import('./faults-of-profile');
  const { document, faultAt } = read.right;
  return faultsOfProfile(folder, document)
    .map(({ pointer, expected }) => faultAt(pointer, expected))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
};

const plainLines = (lines: readonly string[]): string => lines.map(plain).join('\n');

const summaryOf = (file: string, faults: readonly Fault[]): string =>
  faults.length === 0 ? `${file} is right` : `${faults.length} wrong`;

const run =
  ({ folder }: World) =>
  async (file: string, options: OutputOptions): Promise<void> => {
    const faults = (await faultsIn(folder, path.resolve(folder, file))).map((fault) => ({ ...fault, file }));
    printAs(options, {
      table: () => plainLines([...faults.map(faultText), summaryOf(file, faults)]),
      json: () => ({ ok: faults.length === 0, faults }),
      tsv: () => faults.map(({ line, pointer, expected }) => [file, line, pointer, expected]),
    });
    if (faults.length > 0) process.exitCode = 1;
  };

export const addCheck = (profile: Command, world: World): void => {
  const command = profile
    .command('check')
    .description('say all that is wrong with a profile, as the app would at its start')
    .argument('<file>');
  withOutput(command).action(run(world));
  withExamples(command, world.name, [
    ['before it is deployed', 'profile check profiles/generic.json'],
    ['in a pipeline: exit code 1 where something is wrong', 'profile check profiles/generic.json -o json'],
  ]);
};
