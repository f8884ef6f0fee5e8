import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { type Command } from 'commander';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { UsageFailure } from './failure';
import { gatewayAt } from './gateway';
import { type ReplayReport } from './gateway-answers';
import { withExamples } from './examples';
import { oneByOne, resultJson, resultRow, type Result } from './one-by-one';
import { failWhere, printAs, withOutput, type OutputOptions } from './output';
import { idsOf, withFilter, type FilterOptions } from './selection';
import { type World } from './world';

interface ReplayOptions extends ConnectionOptions, FilterOptions, OutputOptions {
  readonly body?: string;
}

const read = async (file: string, folder: string): Promise<string> => {
  const found = file === '-' ? text(process.stdin) : readFile(path.resolve(folder, file), 'utf8');
  const content = await found.catch(() => {
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

const isAgain = (result: Result<ReplayReport>): boolean =>
  result._tag === 'Done' && result.value.parkedAs.length > 0;

const summaryOf = (results: readonly Result<ReplayReport>[], wanted: number): string => {
  const reports = results.flatMap((result) => (result._tag === 'Done' ? [result.value] : []));
  const queued = reports.filter(({ counts }) => (counts.deferred ?? 0) > 0).length;
  const again = results.filter(isAgain).length;
  const untried = wanted - results.length;
  return [
    `replayed ${reports.length} of ${wanted}`,
    ...(queued > 0 ? [`${queued} with something queued for later`] : []),
    ...(again > 0 ? [`${again} parked again`] : []),
    `failed ${results.length - reports.length}`,
    ...(untried > 0 ? [`not tried ${untried}`] : []),
  ].join(', ');
};

const runIn =
  (folder: string) =>
  async (named: readonly string[], options: ReplayOptions): Promise<void> => {
    const gateway = gatewayAt(connectionOf(options));
    if (options.body !== undefined && (named.length !== 1 || options.all === true))
      throw new UsageFailure('--body goes with exactly one id');
    const body = options.body === undefined ? undefined : await read(options.body, folder);
    const ids = await idsOf(gateway, named, options);
    const results = await oneByOne(ids, {
      verb: 'replaying',
      work: (id) => gateway.replay(id, body),
      describe,
    });
    printAs(options, {
      table: () => summaryOf(results, ids.length),
      json: () => ({ results: results.map(resultJson), notTried: ids.length - results.length }),
      tsv: () => results.map(resultRow(describe)),
    });
    if (results.some(({ _tag }) => _tag === 'Failed')) process.exitCode = 1;
    failWhere(options, results.some(isAgain));
  };

export const addReplay = (parked: Command, { name, folder }: World): void => {
  const command = parked
    .command('replay')
    .description('send once more, one after the other; what is delivered or queued is parked no more')
    .argument('[id...]')
    .option('--body <file>', 'send this instead of the content of one id; - reads standard input');
  withConnection(withFilter(command, 'every one that the filter lets through, the oldest first'));
  withOutput(command, 'something is parked again').action(runIn(folder));
  withExamples(command, name, [
    ['send one once more', 'parked replay ID'],
    ['send all whose cause is gone', 'parked replay --all --reason attempts-exhausted'],
    ['send one with another body', 'parked replay ID --body fix.json'],
  ]);
};
