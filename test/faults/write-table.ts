/** `npm run fault-table`: writes what each fault came to when it last ran into docs/measured.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../../local/command-line';
import { lastRows, tableOf } from './results';

const page = path.resolve(__dirname, '../../docs/measured.md');
const tableOfFaults = /^\| group +\| fault(?:.*\n)+?(?=\n)/m;

const usage =
  'npm run fault-table   writes what each fault came to when it last ran into its page under docs/';

void runCommand({ command: 'npm run fault-table', usage, options: {} }, () => {
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(tableOfFaults, () => `${tableOf(lastRows())}\n`),
  );
  return 0;
});
