import { type Command } from 'commander';
import pc from 'picocolors';
import { type ParkedPage } from '../shared/pipeline/ports';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { withExamples } from './examples';
import { gatewayAt } from './gateway';
import { failWhere, printAs, withOutput, type OutputOptions } from './output';
import { parkedTable, rowOf } from './parked-row';
import { filterOf, hintWhereNone, withFilter, type FilterOptions } from './selection';
import { type World } from './world';

const textOf = ({ items, next }: ParkedPage, { now, columns }: World): string => {
  if (items.length === 0) return 'nothing is parked';
  const more = next === null ? '' : `\n${pc.dim(`the newest ${items.length}; --all shows every one`)}`;
  return `${parkedTable(items, now(), columns)}${more}`;
};

const runIn =
  (world: World) =>
  async (options: ConnectionOptions & FilterOptions & OutputOptions): Promise<void> => {
    const gateway = gatewayAt(connectionOf(options));
    const filter = filterOf(options);
    const page: ParkedPage =
      options.all === true
        ? { items: await gateway.all(filter), next: null }
        : await gateway.page(filter, null);
    hintWhereNone(options, page.items.length);
    printAs(options, {
      table: () => textOf(page, world),
      json: () => ({ items: page.items, next: page.next }),
      tsv: () => page.items.map(rowOf),
    });
    failWhere(options, page.items.length > 0);
  };

export const addList = (parked: Command, world: World): void => {
  const command = parked.command('list').description('list what was given up, the newest first');
  withConnection(withFilter(command, 'every one, not only the newest hundred'));
  withOutput(command, 'anything is listed').action(runIn(world));
  withExamples(command, world.name, [
    ['what, since when, why', 'parked list'],
    ['what Graph did not take this year', 'parked list --destination graph --from 2030-01-01'],
    ['the ids alone', 'parked list --all -o tsv | cut -f1'],
    ['fail a check while anything is parked', 'parked list --strict'],
  ]);
};
