import { type Command } from 'commander';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { UsageFailure } from './failure';
import { gatewayAt } from './gateway';
import { oneByOne, resultJson, resultRow } from './one-by-one';
import { printAs, withOutput, type OutputOptions } from './output';
import { withExamples } from './examples';
import { idsOf, withFilter, type FilterOptions } from './selection';
import { type World } from './world';

interface DropOptions extends ConnectionOptions, FilterOptions, OutputOptions {
  readonly yes?: boolean;
}

const run = async (named: readonly string[], options: DropOptions): Promise<void> => {
  const gateway = gatewayAt(connectionOf(options));
  const ids = await idsOf(gateway, named, options);
  const isSure = options.yes === true || named.length === 1 || ids.length === 0;
  if (!isSure)
    throw new UsageFailure(`${ids.length} parked things would be gone for good`, 'add --yes to drop them');
  const results = await oneByOne(ids, {
    verb: 'dropping',
    work: (id) => gateway.drop(id),
    describe: () => 'dropped',
  });
  const dropped = results.filter(({ _tag }) => _tag === 'Done').length;
  printAs(options, {
    table: () => `dropped ${dropped} of ${ids.length}`,
    json: () => ({ results: results.map(resultJson), notTried: ids.length - results.length }),
    tsv: () => results.map(resultRow(() => 'dropped')),
  });
  if (dropped < ids.length) process.exitCode = 1;
};

export const addDrop = (parked: Command, { name }: World): void => {
  const command = parked
    .command('drop')
    .description('remove for good, without sending')
    .argument('[id...]')
    .option('--yes', 'yes, really: needed for more than one');
  withOutput(withConnection(withFilter(command, 'every one that the filter lets through'))).action(run);
  withExamples(command, name, [
    ['drop one', 'parked drop ID'],
    [
      'drop what a retired destination will never take',
      'parked drop --all --reason destination-retired --to 2030-01-31 --yes',
    ],
  ]);
};
