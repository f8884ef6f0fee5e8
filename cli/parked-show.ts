import { type Command } from 'commander';
import { type Parked } from '../shared/pipeline/park';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { gatewayAt } from './gateway';
import { plain, print, printJson } from './print';

interface ShowOptions extends ConnectionOptions {
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

const run = async (id: string, options: ShowOptions): Promise<void> => {
  const whole = await gatewayAt(connectionOf(options)).show(id);
  const isText = options.content !== true && options.json !== true;
  if (isText) print(summary(whole));
  printJson(options.json === true && options.content !== true ? whole : whole.content);
};

export const addShow = (parked: Command): void => {
  const command = parked.command('show').description('show one with its content').argument('<id>');
  withConnection(
    command.option('--content', 'only the content, to be edited and given to replay --body'),
  ).action(run);
};
