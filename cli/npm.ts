import path from 'node:path';
import { type Command } from 'commander';
import { UsageFailure } from './failure';
import { type World } from './world';

export type Variables = Readonly<Record<string, string | undefined>>;

/** The name of the script in package.json. */
const script = 'gateway';

const isByNpm = ({ npm_lifecycle_event: event }: Variables): boolean => event === script;

export const startedAs = (variables: Variables): Pick<World, 'name' | 'folder'> =>
  isByNpm(variables)
    ? { name: `npm run ${script} --`, folder: path.resolve(variables.INIT_CWD ?? '.') }
    : { name: 'indicator-gateway', folder: path.resolve('.') };

/** Continuous integration sets this for npm itself, and the command loses nothing without it. */
const harmless = ['--yes'];

const optionsOf = (command: Command): readonly string[] => [
  ...command.options.flatMap(({ long, short }) => [long, short].filter((name) => name !== undefined)),
  ...command.commands.flatMap(optionsOf),
];

/** The options (`--dry-run`) that npm took for itself, by its variables. */
export const keptByNpm = (options: readonly string[], variables: Variables): readonly string[] =>
  options.filter((option) => {
    const name = `npm_config_${option.replace(/^-+/, '').replaceAll('-', '_')}`;
    return ![undefined, '', 'false'].includes(variables[name]);
  });

/**
 * npm keeps options that stand before `--` to itself and says so only in variables: `npm run gateway dead-letters replay | ID
 * --dry-run` would replay. Fails where that happened.
 */
export const refuseSwallowedOptions = (
  program: Command,
  variables: Variables,
  args: readonly string[],
): void => {
  if (!isByNpm(variables)) return;
  const possible = [...new Set(optionsOf(program))].filter(
    (option) => !harmless.includes(option) && !args.includes(option),
  );
  const taken = keptByNpm(possible, variables);
  if (taken.length > 0)
    throw new UsageFailure(
      `npm kept ${taken.join(', ')} to itself; nothing was done`,
      `write -- before the command: npm run ${script} -- ${args.join(' ')} ${taken.join(' ')} …`,
    );
};

/** Whether npm prints two lines of its own to standard output, which it does unless told not to. */
export const isNoisy = (variables: Variables): boolean =>
  isByNpm(variables) && variables.npm_config_loglevel !== 'silent';
