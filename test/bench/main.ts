/** `npm run bench`: all benches, or those that `--only` names. Nothing in the tests asserts a time. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import Table from 'cli-table3';
import { runCommand, UsageError, type ParsedCommandLine } from '../../local/command-line';
import { type Row } from './bench';
import { benches } from './benches';

const names = benches.map(({ name }) => name);

const usage = `npm run bench -- [options]
  --only A,B    of ${names.join(', ')}; all
  --json FILE   writes the results there
  --indicators N, --to NAME   of delivery and at-limit: fewer indicators, one destination
`;

const options = {
  only: { type: 'string' },
  json: { type: 'string' },
  indicators: { type: 'string' },
  to: { type: 'string' },
} as const;

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

const cell = (value: Row[string] | undefined): string =>
  typeof value === 'number' && !Number.isInteger(value) ? value.toPrecision(3) : String(value ?? '-');

const tableOf = (rows: readonly Row[]): string => {
  const head = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows.map((row) => head.map((name) => cell(row[name]))));
  return table.toString();
};

const main = async (values: ParsedCommandLine<typeof options>['values']): Promise<number> => {
  const only = values.only?.split(',') ?? names;
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new UsageError(`there is no bench ${unknown.join(', ')}`);
  const indicators = values.indicators === undefined ? undefined : Number(values.indicators);
  const results: Record<string, readonly Row[]> = {};
  for (const { name, title, run } of benches.filter((bench) => only.includes(bench.name))) {
    say(`\n${name}: ${title}`);
    const rows = await run((what) => say(`  ${what} …`), { indicators, to: values.to });
    results[name] = rows;
    say(tableOf(rows));
  }
  const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model ?? 'unknown' };
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine, results }, null, 2)}\n`);
  return 0;
};

void runCommand({ command: 'npm run bench', usage, options }, ({ values }) => main(values));
