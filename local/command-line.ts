import { readFileSync } from 'node:fs';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { keptByNpm, type Variables } from '../cli/npm';

/** What was typed is wrong. It is reported with the usage, and the exit code is 2. */
export class UsageError extends Error {}

export interface CommandLine<O extends ParseArgsOptionsConfig> {
  /** How it is called, such as `npm run queue`. */
  readonly command: string;
  readonly usage: string;
  /** `help` is added by itself. */
  readonly options: O;
  /** The most words besides the options; none by default. */
  readonly words?: number;
}

const help = { help: { type: 'boolean' } } as const;

const parse = <O extends ParseArgsOptionsConfig>(options: O, args: readonly string[]) =>
  parseArgs({ args: [...args], options: { ...options, ...help }, allowPositionals: true });

/** The options and words that were given. */
export type ParsedCommandLine<O extends ParseArgsOptionsConfig> = ReturnType<typeof parse<O>>;

/** Options of ours that are also settings of npm's. */
const ofNpm = ['json', 'key', 'only', 'save', 'verbose'];

/** npm keeps an option to itself where no `--` precedes it, and PowerShell removes a bare `--`. */
const refuseKeptByNpm = (names: readonly string[], command: string, variables: Variables): void => {
  const ours = names.filter((name) => !ofNpm.includes(name)).map((name) => `--${name}`);
  const [kept] = keptByNpm(ours, variables);
  if (kept !== undefined)
    throw new UsageError(
      `npm kept ${kept} for itself: write ${command} -- ${kept}, in PowerShell ${command} "--" ${kept}`,
    );
};

/** What was typed; null where it asks for the usage. Throws a UsageError where it is wrong. */
export const given = <O extends ParseArgsOptionsConfig>(
  { command, options, words = 0 }: CommandLine<O>,
  args: readonly string[],
  variables: Variables,
): ParsedCommandLine<O> | null => {
  if (args.some((word) => word === '--help' || word === '-h')) return null;
  refuseKeptByNpm(Object.keys(options), command, variables);
  const parsed = (() => {
    try {
      return parse(options, args);
    } catch (error) {
      // The first sentence only; the second is advice on quoting.
      throw new UsageError((error as Error).message.replace(/\. .*$/s, ''));
    }
  })();
  const surplus = parsed.positionals[words];
  if (surplus !== undefined) throw new UsageError(`"${surplus}" is not expected here`);
  return parsed;
};

const failed = (error: unknown, usage: string): number => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof UsageError ? `${message}\n\n${usage.trimEnd()}\n` : `${message}\n`);
  return error instanceof UsageError ? 2 : 1;
};

/**
 * Runs a command of this repository. Gives 0, or what `run` says; 1 where it failed; 2 where it was typed wrong. Never prints a
 * stack trace.
 */
export const runCommand = async <O extends ParseArgsOptionsConfig>(
  line: CommandLine<O>,
  run: (given: ParsedCommandLine<O>) => number | Promise<number>,
): Promise<void> => {
  // The reader has seen enough (`| head`).
  process.stdout.on('error', () => process.exit());
  const code = await (async () => {
    try {
      const typed = given(line, process.argv.slice(2), process.env);
      if (typed !== null) return await run(typed);
      process.stdout.write(`${line.usage.trimEnd()}\n`);
      return 0;
    } catch (error) {
      return failed(error, line.usage);
    }
  })();
  process.stdout.write('', () => process.exit(code));
};

/** What stands in a file that was named, or on standard input for `-`. */
export const bytesIn = (file: string): Buffer => {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `${file} cannot be read (${code}); the folder .local is there while npm start serves`,
    );
  }
};

/** The number of an option; it has to be over 0. */
export const positive = (flag: string, text: string): number => {
  const number = Number(text);
  if (!(number > 0 && Number.isFinite(number))) throw new UsageError(`--${flag}: expected a number over 0`);
  return number;
};
