import { type Command } from 'commander';
import Table from 'cli-table3';
import pc from 'picocolors';
import { type ParkedItem, type ParkedPage } from '../shared/pipeline/ports';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { gatewayAt } from './gateway';
import { plain, print, printJson } from './print';
import { filterOf, withFilter, type FilterOptions } from './selection';
import { bare } from './table';

const row = ({ id, parkedAt, kind, reason, destination, indicators }: ParkedItem) => [
  id,
  parkedAt,
  kind,
  pc.yellow(plain(reason)),
  plain(destination ?? 'all'),
  { content: String(indicators), hAlign: 'right' as const },
];

const tableOf = (items: readonly ParkedItem[]): string => {
  const head = ['id', 'parked at', 'kind', 'reason', 'destination', 'indicators'].map((name) =>
    pc.bold(name),
  );
  const table = new Table({ head, ...bare });
  table.push(...items.map(row));
  return table.toString();
};

const textOf = ({ items, next }: ParkedPage): string => {
  if (items.length === 0) return 'nothing is parked';
  const more = next === null ? '' : `\n${pc.dim(`the newest ${items.length}; --all shows every one`)}`;
  return `${tableOf(items)}${more}`;
};

const run = async (options: ConnectionOptions & FilterOptions): Promise<void> => {
  const gateway = gatewayAt(connectionOf(options));
  const filter = filterOf(options);
  const { items, next }: ParkedPage =
    options.all === true
      ? { items: await gateway.all(filter), next: null }
      : await gateway.page(filter, null);
  if (options.json === true) printJson({ items, next });
  else print(textOf({ items, next }));
};

export const addList = (parked: Command): void => {
  const command = parked.command('list').description('list what was given up, the newest first');
  withConnection(withFilter(command, 'every one, not only the newest hundred')).action(run);
};
