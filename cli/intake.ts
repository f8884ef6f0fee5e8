import { type Command } from 'commander';
import pc from 'picocolors';
import { type IntakeProgress } from '../shared/pipeline/record/progress';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { withExamples } from './examples';
import { gatewayAt } from './gateway';
import { failWhere, printAs, withOutput, type OutputOptions } from './output';
import { plain } from './print';
import { columnsOf, fit } from './table';
import { type World } from './world';

const feedLine = ({ feed }: IntakeProgress): readonly string[] =>
  feed === null
    ? []
    : [`read     ${feed.linesRead} of ${feed.lines} lines, ${feed.partsRead} of ${feed.parts} parts`];

const tableOf = (progress: IntakeProgress, columns: number | undefined): string => {
  const settled = Object.values(progress.settled).reduce((sum, count) => sum + count, 0);
  const rows = progress.reasons.map(({ state, destination, reason, count }) => [
    `  ${count}`,
    state === 'parked' || state === 'rejected' ? pc.yellow(state) : state,
    plain(destination ?? '-'),
    plain(reason ?? ''),
  ]);
  return [
    progress.done ? 'done' : 'not done yet',
    ...feedLine(progress),
    `queued   ${progress.queued}`,
    `settled  ${settled}`,
    ...columnsOf(rows),
    ...(progress.allCounted ? [] : [pc.dim('there are more outcomes than are counted at once')]),
  ]
    .map((line) => fit(line, columns))
    .join('\n');
};

const isUnfinished = ({ done, settled }: IntakeProgress): boolean => !done || settled.parked > 0;

export const addIntake = (program: Command, world: World): void => {
  const command = program
    .command('intake')
    .description('how far what was sent has come: read, queued, settled, and why not')
    .argument('<id>', 'intakeId of the answer');
  withOutput(withConnection(command), 'it is not finished, or something of it is parked').action(
    async (id: string, options: ConnectionOptions & OutputOptions) => {
      const progress = await gatewayAt(connectionOf(options)).intake(id);
      printAs(options, {
        table: () => tableOf(progress, world.columns),
        json: () => progress,
        tsv: () =>
          progress.reasons.map(({ state, destination, reason, count }) => [
            String(count),
            state,
            destination,
            reason,
          ]),
      });
      failWhere(options, isUnfinished(progress));
    },
  );
  withExamples(command, world.name, [
    ['how far a long list has come', 'intake 2f0c6f6e-3c1d-4f2b-9a57-0d6a2f1f7a10'],
  ]);
};
