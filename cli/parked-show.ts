import { type Command } from 'commander';
import { type Parked } from '../shared/pipeline/wire';
import { type ParkedItem } from '../shared/pipeline/ports';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { gatewayAt } from './gateway';
import { withExamples } from './examples';
import { printAs, withOutput, type OutputOptions } from './output';
import { plain, printJson } from './print';
import { rowOf } from './parked-row';
import { type World } from './world';

interface ShowOptions extends ConnectionOptions, OutputOptions {
  readonly content?: boolean;
}

const summary = ({ id, parkedAt, kind, reason, destination, provenance, indicators, history = [] }: Parked) =>
  [
    ['id', id],
    ['parked at', parkedAt],
    ['kind', kind],
    ['reason', `${reason.code}: ${reason.text}`],
    ...reason.violations.map(({ pointer, expected }) => [
      '',
      `${pointer || '(the whole)'}: expected ${expected}`,
    ]),
    ...history.map((earlier) => ['before', `${earlier.parkedAt} ${earlier.reason.code} (${earlier.id})`]),
    ['destination', destination ?? 'all'],
    ['indicators', String(indicators)],
    ['event', `${provenance.eventId} from ${provenance.source}, received ${provenance.receivedAt}`],
  ]
    .map(([name = '', value = '']) => `${name.padEnd(12)} ${plain(value)}`)
    .join('\n');

const labelOf = (whole: Parked): ParkedItem => ({
  id: whole.id,
  kind: whole.kind,
  parkedAt: whole.parkedAt,
  reason: whole.reason.code,
  text: whole.reason.text,
  destination: whole.destination,
  eventId: whole.provenance.eventId,
  source: whole.provenance.source,
  indicators: whole.indicators,
});

const run = async (id: string, options: ShowOptions): Promise<void> => {
  const whole = await gatewayAt(connectionOf(options)).show(id);
  if (options.content === true) printJson(whole.content);
  else
    printAs(options, {
      table: () => `${summary(whole)}\n${JSON.stringify(whole.content, null, 2)}`,
      json: () => whole,
      tsv: () => [rowOf(labelOf(whole))],
    });
};

export const addShow = (parked: Command, { name }: World): void => {
  const command = parked.command('show').description('show one with its content').argument('<id>');
  command.option('--content', 'only the content, to be edited and given to replay --body');
  withOutput(withConnection(command)).action(run);
  withExamples(command, name, [
    ['why, since when, and what', 'parked show ID'],
    ['take the content out, to correct it', 'parked show ID --content > fix.json'],
  ]);
};
