import { type Command } from 'commander';
import pc from 'picocolors';
import { type Line } from '../shared/health/finding';
import { askHealth, type Report } from './ask-health';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { withExamples } from './examples';
import { failWhere, printAs, withOutput, type OutputOptions } from './output';
import { plain } from './print';
import { createProgress } from './progress';
import { columnsOf } from './table';
import { type World } from './world';

type Mark = 'FAIL' | 'ok' | 'note';

const markOf = ({ ok, cause }: Line): Mark => {
  if (!ok) return 'FAIL';
  return cause === null ? 'ok' : 'note';
};

const colours = { FAIL: pc.red, ok: pc.green, note: pc.yellow };

const coloured = (mark: Mark): string => colours[mark](mark);

const textOf = ({ text, cause, remedy }: Line): string =>
  [
    plain(text),
    ...(cause === null ? [] : [`cause:  ${plain(cause)}`]),
    ...(remedy === null ? [] : [`remedy: ${plain(remedy)}`]),
  ].join('\n');

const tableOf = (lines: readonly Line[]): string =>
  columnsOf(lines.map((line) => [coloured(markOf(line)), plain(line.name), textOf(line)])).join('\n');

const summaryOf = ({ lines }: Report): string => {
  const failing = lines.filter(({ ok }) => !ok).length;
  return failing === 0 ? 'all is well' : `${failing} of ${lines.length} not well`;
};

const run = async (options: ConnectionOptions & OutputOptions): Promise<void> => {
  const connection = connectionOf(options);
  const progress = await createProgress();
  progress.begin(`asking ${connection.url}`);
  const report = await askHealth(connection);
  progress.end(report.status === 'ok', `asked ${connection.url}`);
  printAs(options, {
    table: () => `${tableOf(report.lines)}\n${summaryOf(report)}`,
    json: () => report,
    tsv: () => report.lines.map((line) => [markOf(line), line.name, line.text, line.cause, line.remedy]),
  });
  if (report.status !== 'ok') process.exitCode = 1;
  failWhere(
    options,
    report.lines.some((line) => markOf(line) === 'note'),
  );
};

export const addDoctor = (program: Command, { name }: World): void => {
  const command = program
    .command('doctor')
    .description('ask the gateway how it is: what fails, why, and what to do');
  withOutput(withConnection(command), 'there is a note').action(run);
  withExamples(command, name, [
    ['ask the gateway of npm start', 'doctor'],
    ['ask one in Azure', 'doctor --url https://APP.azurewebsites.net'],
    ['fail a pipeline on anything that somebody should know', 'doctor --strict -o json'],
  ]);
};
