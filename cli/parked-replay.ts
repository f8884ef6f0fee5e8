import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type Command } from 'commander';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { UsageFailure } from './failure';
import { gatewayAt, type ReplayReport } from './gateway';
import { oneByOne, resultJson, type Result } from './one-by-one';
import { print, printJson } from './print';
import { idsOf, withFilter, type FilterOptions } from './selection';

interface ReplayOptions extends ConnectionOptions, FilterOptions {
  readonly body?: string;
}

const read = async (file: string): Promise<string> => {
  const content = await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')).catch(() => {
    throw new UsageFailure(`--body: ${file} cannot be read`);
  });
  if (content.trim() === '') throw new UsageFailure('--body: it is empty');
  return content;
};

const describe = ({ counts, parkedAs, removed }: ReplayReport): string =>
  [
    Object.entries(counts)
      .filter(([name, count]) => name !== 'total' && count > 0)
      .map(([name, count]) => `${count} ${name}`)
      .join(', '),
    ...parkedAs.map((id) => `parked again as ${id}`),
    ...(removed ? [] : ['still listed, as the store was out of reach: drop it']),
  ].join('; ');

const summaryOf = (results: readonly Result<ReplayReport>[], wanted: number): string => {
  const reports = results.flatMap((result) => (result.ok ? [result.value] : []));
  const queued = reports.filter(({ counts }) => (counts.deferred ?? 0) > 0).length;
  const again = reports.filter(({ parkedAs }) => parkedAs.length > 0).length;
  const untried = wanted - results.length;
  return [
    `replayed ${reports.length} of ${wanted}`,
    ...(queued > 0 ? [`${queued} with something queued for later`] : []),
    ...(again > 0 ? [`${again} parked again`] : []),
    `failed ${results.length - reports.length}`,
    ...(untried > 0 ? [`not tried ${untried}`] : []),
  ].join(', ');
};

const run = async (named: readonly string[], options: ReplayOptions): Promise<void> => {
  const gateway = gatewayAt(connectionOf(options));
  if (options.body !== undefined && (named.length !== 1 || options.all === true))
    throw new UsageFailure('--body goes with exactly one id');
  const body = options.body === undefined ? undefined : await read(options.body);
  const ids = await idsOf(gateway, named, options);
  const results = await oneByOne(ids, 'replaying', (id) => gateway.replay(id, body), describe);
  if (options.json === true)
    printJson({ results: results.map(resultJson), notTried: ids.length - results.length });
  else print(summaryOf(results, ids.length));
  if (results.some(({ ok }) => !ok)) process.exitCode = 1;
};

export const addReplay = (parked: Command): void => {
  const command = parked
    .command('replay')
    .description('send once more, one after the other; what is delivered or queued is parked no more')
    .argument('[id...]')
    .option('--body <file>', 'send this instead of the content of one id; - reads standard input');
  withConnection(withFilter(command, 'every one that the filter lets through, the oldest first')).action(run);
};
