import { type Command } from 'commander';
import pc from 'picocolors';
import { didYouMean } from '../shared/codec/near-names';
import { type Line } from '../shared/health/finding';
import { askHealth, type Report } from './ask-health';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { withExamples } from './examples';
import { UsageFailure } from './failure';
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

interface DoctorOptions extends ConnectionOptions, OutputOptions {
  readonly instance?: string;
}

const instancesIn = ({ lines }: Report): readonly string[] =>
  lines.flatMap(({ name }) => (name.endsWith(' reach') ? [name.slice(0, -' reach'.length)] : []));

/** The lines of one destination; all lines, where the gateway said nothing of any destination. */
const ofInstance = (report: Report, instance: string | undefined): Report => {
  const names = instancesIn(report);
  if (instance === undefined || names.length === 0) return report;
  if (!names.includes(instance))
    throw new UsageFailure(
      `there is no destination of that name${didYouMean(instance, names)}`,
      `one of ${names.join(', ')}`,
    );
  const lines = report.lines.filter(({ name }) => name.startsWith(`${instance} `));
  return { ...report, lines, status: lines.every(({ ok }) => ok) ? 'ok' : 'failing' };
};

const run = async (options: DoctorOptions): Promise<void> => {
  const connection = connectionOf(options);
  const progress = await createProgress();
  progress.begin(`asking ${connection.url}`);
  const whole = await askHealth(connection);
  progress.end(whole.status === 'ok', `asked ${connection.url}`);
  const report = ofInstance(whole, options.instance);
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
    .description('ask the gateway how it is: what fails, why, and what to do')
    .option('--instance <name>', 'of one destination alone, such as that of one tenant');
  withOutput(withConnection(command), 'there is a note').action(run);
  withExamples(command, name, [
    ['ask the gateway of npm start', 'doctor'],
    ['ask of one tenant', 'doctor --instance soc-emea'],
    ['ask one in Azure', 'doctor --url https://APP.azurewebsites.net'],
    ['fail a pipeline on anything that somebody should know', 'doctor --strict -o json'],
  ]);
};
