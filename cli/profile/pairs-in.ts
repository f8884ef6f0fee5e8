import { readdirSync } from 'node:fs';
import path from 'node:path';
import { UsageFailure } from '../failure';
import { type Fault } from './json-file';
import { type Pair } from './run-pair';

const ending = '.expected.json';

export interface Pairs {
  readonly pairs: readonly Pair[];
  /** Files without a partner, as nothing is left untested in silence. */
  readonly alone: readonly Fault[];
}

const filesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort();
  } catch {
    throw new UsageFailure(`${folder} cannot be read`, 'give the path of a folder');
  }
};

const alone = (file: string, expected: string): Fault => ({ file, line: null, pointer: '', expected });

/** Pairs of `NAME.expected.json` and `NAME` with any other ending, in a folder and those below it. Pages (.md) are no bodies. */
export const pairsIn = (folder: string): Pairs => {
  const files = filesIn(folder).filter((file) => !file.endsWith('.md'));
  const expectations = files.filter((file) => file.endsWith(ending));
  if (expectations.length === 0)
    throw new UsageFailure(`there is no *${ending} in ${folder}`, 'docs/cli.md says what a pair is');
  const bodies = files.filter((file) => !file.endsWith(ending));
  const nameOf = (file: string): string => file.slice(0, file.length - path.extname(file).length);
  const found = expectations.map((expected) => ({
    expected,
    bodies: bodies.filter((body) => nameOf(body) === expected.slice(0, -ending.length)),
  }));
  const used = found.flatMap((one) => one.bodies);
  return {
    pairs: found.flatMap(({ expected, bodies: [body, ...others] }) =>
      body === undefined || others.length > 0 ? [] : [{ expected, body }],
    ),
    alone: [
      ...found
        .filter((one) => one.bodies.length !== 1)
        .map(({ expected }) => alone(expected, 'one body of the same name beside it')),
      ...bodies
        .filter((body) => !used.includes(body))
        .map((body) => alone(body, `what is to come of it beside it, in a file of its name with ${ending}`)),
    ],
  };
};
