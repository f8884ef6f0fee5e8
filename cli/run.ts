import { CommanderError } from 'commander';
import pc from 'picocolors';
import { failureOf, UsageFailure } from './failure';
import { isNoisy, refuseSwallowedOptions, startedAs } from './npm';
import { isForPrograms } from './output';
import { note } from './print';
import { createProgram } from './program';

const fail = (thrown: unknown): void => {
  // Commander has already said what is wrong.
  if (thrown instanceof CommanderError) {
    process.exitCode = thrown.exitCode === 0 ? 0 : 2;
    return;
  }
  const failure = failureOf(thrown);
  process.stderr.write(`${pc.red(failure.message)}\n${failure.advice}\n`);
  process.exitCode = failure instanceof UsageFailure ? 2 : 1;
};

const runTyped = async (): Promise<void> => {
  const { env, argv, stdout } = process;
  const program = createProgram({
    ...startedAs(env),
    now: () => new Date(),
    columns: stdout.isTTY && stdout.columns > 0 ? stdout.columns : undefined,
  });
  const args = argv.slice(2);
  refuseSwallowedOptions(program, env, args);
  if (isNoisy(env) && !stdout.isTTY && isForPrograms(args))
    note("npm's own two lines come first: npm run -s gateway -- … leaves them out");
  await program.parseAsync(argv);
};

/** Runs what this process was started with, and sets its exit code: 1 where something failed, 2 where the command was wrong. */
export const run = (): Promise<void> => runTyped().catch(fail);
