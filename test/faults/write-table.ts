/** `npm run fault-table`: writes what each fault came to when it last ran into docs/measured.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lastRows, tableOf } from './results';

const page = path.resolve(__dirname, '../../docs/measured.md');
const tableOfFaults = /^\| group +\| fault(?:.*\n)+?(?=\n)/m;

writeFileSync(
  page,
  readFileSync(page, 'utf8').replace(tableOfFaults, () => `${tableOf(lastRows())}\n`),
);
