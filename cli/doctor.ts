import { type Command } from 'commander';
import Table from 'cli-table3';
import pc from 'picocolors';
import { type Line } from '../shared/health/finding';
import { askHealth, type Report } from './ask-health';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { plain, print, printJson } from './print';
import { createProgress } from './progress';
import { bare } from './table';

const mark = ({ ok, cause }: Line): string => {
  if (!ok) return pc.red('FAIL');
  return cause === null ? pc.green('ok') : pc.yellow('note');
};

const textOf = ({ text, cause, remedy }: Line): string =>
  [
    plain(text),
    ...(cause === null ? [] : [`cause:  ${plain(cause)}`]),
    ...(remedy === null ? [] : [`remedy: ${plain(remedy)}`]),
  ].join('\n');

const tableOf = (lines: readonly Line[]): string => {
  const table = new Table(bare);
  table.push(...lines.map((line) => [mark(line), plain(line.name), textOf(line)]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
};

const summaryOf = ({ lines }: Report): string => {
  const failing = lines.filter(({ ok }) => !ok).length;
  return failing === 0 ? 'all is well' : `${failing} of ${lines.length} not well`;
};

const run = async (options: ConnectionOptions): Promise<void> => {
  const connection = connectionOf(options);
  const progress = createProgress();
  progress.begin(`asking ${connection.url}`);
  const report = await askHealth(connection);
  progress.end(report.status === 'ok', `asked ${connection.url}`);
  if (options.json === true) printJson(report);
  else print(`${tableOf(report.lines)}\n${summaryOf(report)}`);
  if (report.status !== 'ok') process.exitCode = 1;
};

export const addDoctor = (program: Command): void => {
  const command = program
    .command('doctor')
    .description('ask the gateway how it is: what fails, why, and what to do');
  withConnection(command).action(run);
};
