/** `npx indicator-gateway`. Exit codes: 0 done, 1 something failed, 2 the command was not right. */
import { CommanderError } from 'commander';
import pc from 'picocolors';
import { failureOf, UsageFailure } from './failure';
import { createProgram } from './program';

const fail = (thrown: unknown): void => {
  // Commander has said what is wrong already.
  if (thrown instanceof CommanderError) {
    process.exitCode = thrown.exitCode === 0 ? 0 : 2;
    return;
  }
  const failure = failureOf(thrown);
  process.stderr.write(`${pc.red(failure.message)}\n${failure.advice}\n`);
  process.exitCode = failure instanceof UsageFailure ? 2 : 1;
};

/** Whoever reads has seen enough (`| head`). */
process.stdout.on('error', () => process.exit());

createProgram().parseAsync(process.argv).catch(fail);
