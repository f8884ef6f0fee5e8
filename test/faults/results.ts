import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../integration/gateway';
import { type Fault, type Tally } from './fault';

/** The result of one fault over all channels. */
export interface Row extends Tally {
  readonly group: Fault['group'];
  readonly fault: string;
  /** Where it was tried. */
  readonly at: string;
}

const file = path.join(root, '.tools/faults/results.json');

const columns = [
  'sent',
  'created',
  'updated',
  'duplicate',
  'rejected',
  'parked',
  'deferred',
  'lost',
  'doubled',
  'calls',
] as const;

export const sum = (tallies: readonly Tally[]): Tally => {
  const total = {
    sent: 0,
    created: 0,
    updated: 0,
    duplicate: 0,
    rejected: 0,
    skipped: 0,
    parked: 0,
    deferred: 0,
    lost: 0,
    doubled: 0,
    calls: 0,
    tokenCalls: 0,
    refusals: 0,
  };
  for (const tally of tallies) {
    for (const name of Object.keys(total) as (keyof Tally)[]) total[name] += tally[name];
  }
  return total;
};

const keyOf = ({ group, fault, at }: Row): string => `${group}: ${fault} at ${at}`;

/** What each fault came to when it last ran. */
export const lastRows = (): readonly Row[] =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly Row[]) : [];

/** Adds rows to the last measured ones, replacing those of the same name. */
const record = (rows: readonly Row[]): void => {
  const all = new Map([...lastRows(), ...rows].map((row) => [keyOf(row), row]));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify([...all.values()], null, 2)}\n`);
};

/** As a Markdown table. */
export const tableOf = (rows: readonly Row[]): string => {
  const head = ['group', 'fault', 'at', ...columns];
  const cells = rows.map((row) => [
    row.group,
    row.fault,
    row.at,
    ...columns.map((name) => String(row[name])),
  ]);
  const widths = head.map((title, at) => Math.max(title.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const lineOf = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => (at < 3 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (at < 3 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [lineOf(head), rule, ...cells.map(lineOf)].join('\n');
};

/** Writes down and prints what came of these faults, in their order. */
export const recordInOrder = (faults: readonly Fault[], rows: readonly Row[]): void => {
  const inOrder = faults.flatMap((one) =>
    rows.filter(({ group, fault }) => group === one.group && fault === one.name),
  );
  record(inOrder);
  process.stdout.write(`\n${tableOf(inOrder)}\n`);
};
