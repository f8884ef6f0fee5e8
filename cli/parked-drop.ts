import { type Command } from 'commander';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { UsageFailure } from './failure';
import { gatewayAt } from './gateway';
import { oneByOne, resultJson } from './one-by-one';
import { print, printJson } from './print';
import { idsOf, withFilter, type FilterOptions } from './selection';

interface DropOptions extends ConnectionOptions, FilterOptions {
  readonly yes?: boolean;
}

const run = async (named: readonly string[], options: DropOptions): Promise<void> => {
  const gateway = gatewayAt(connectionOf(options));
  const ids = await idsOf(gateway, named, options);
  const isSure = options.yes === true || named.length === 1 || ids.length === 0;
  if (!isSure)
    throw new UsageFailure(`${ids.length} parked things would be gone for good`, 'add --yes to drop them');
  const results = await oneByOne(
    ids,
    'dropping',
    (id) => gateway.drop(id),
    () => 'dropped',
  );
  const dropped = results.filter(({ ok }) => ok).length;
  if (options.json === true)
    printJson({ results: results.map(resultJson), notTried: ids.length - results.length });
  else print(`dropped ${dropped} of ${ids.length}`);
  if (dropped < ids.length) process.exitCode = 1;
};

export const addDrop = (parked: Command): void => {
  const command = parked
    .command('drop')
    .description('remove for good, without sending')
    .argument('[id...]')
    .option('--yes', 'yes, really: needed for more than one');
  withConnection(withFilter(command, 'every one that the filter lets through')).action(run);
};
