/** `npm run fault-table`: tries every fault by every channel, at every destination, and writes what came of each into docs/measured.md. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../../local/command-line';
import { lastRows, tableOf } from './results';

const page = path.resolve(__dirname, '../../docs/measured.md');
const tableOfFaults = /^\| group +\| fault(?:.*\n)+?(?=\n)/m;

const usage =
  'npm run fault-table   tries every fault by every channel, at every destination (the tests: most of them by one, at one), and writes what came of each into its page under docs/';

/** Runs the tests of this folder, each fault by all its channels and wherever it is the same. Gives their exit code. */
const tryAll = (): number => {
  const jest = require.resolve('jest/bin/jest');
  const env = { ...process.env, FAULTS_BY: 'all', FAULTS_AT: 'all' };
  return spawnSync(process.execPath, [jest, 'faults/'], { env, stdio: 'inherit' }).status ?? 1;
};

void runCommand({ command: 'npm run fault-table', usage, options: {} }, () => {
  const exitCode = tryAll();
  if (exitCode !== 0) return exitCode;
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(tableOfFaults, () => `${tableOf(lastRows())}\n`),
  );
  return 0;
});
