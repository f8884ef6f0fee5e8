import { declaredSettings } from '../../shared/config';
import { defaultOf, type Setting } from '../../shared/codec/setting';
import { destinations } from '../../shared/destinations';

const declared = declaredSettings(destinations);

/** local.settings.sample.json: every setting, with its default or what this machine needs. */
export const sampleFile = (): string => {
  const values = declared.map(([name, one]) => [name, one.sample ?? defaultOf(one)] as const);
  const Values = { FUNCTIONS_WORKER_RUNTIME: 'node', ...Object.fromEntries(values) };
  return `${JSON.stringify({ IsEncrypted: false, Values }, null, 2)}\n`;
};

const head = ['setting', 'default', 'takes', ''];

const rowOf = ([name, one]: readonly [string, Setting]): readonly string[] => {
  const standing = defaultOf(one);
  return [`\`${name}\``, standing === '' ? '' : `\`${standing}\``, one.codec.name, one.about];
};

/** Columns as wide as their widest cell, as prettier leaves them. */
const tableOf = (rows: readonly (readonly string[])[]): string => {
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const [titles = [], ...rest] = rows;
  return [line(titles), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n');
};

const table = /(<!-- settings -->\n)[\s\S]*?(?=<!-- end of settings -->)/;

/** docs/settings.md with the table of every setting. */
export const withSettings = (page: string): string =>
  page.replace(table, (_, start: string) => `${start}\n${tableOf([head, ...declared.map(rowOf)])}\n\n`);
