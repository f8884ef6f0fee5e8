import { type Command } from 'commander';
import { type ParkedFilter } from '../shared/pipeline/ports';
import { destinations } from '../shared/destinations';
import { UsageFailure } from './failure';
import { type Gateway } from './gateway';
import { note } from './print';
import { didYouMean, parseReason } from './reasons';

export interface FilterOptions {
  readonly reason?: string;
  readonly destination?: string;
  readonly from?: string;
  readonly to?: string;
  readonly all?: boolean;
}

export const withFilter = (command: Command, all: string): Command =>
  command
    .option('--reason <code>', 'only those with this reason', parseReason)
    .option('--destination <name>', 'only those for this destination')
    .option('--from <time>', 'only those parked at or after, such as 2030-01-31 or 2030-01-31T12:00:00Z')
    .option('--to <time>', 'only those parked before')
    .option('--all', all);

export const filterOf = ({ reason, destination, from, to }: FilterOptions): ParkedFilter => ({
  reason,
  destination,
  from,
  to,
});

/** An unknown destination is not refused, since only the gateway knows the names of its own. */
export const hintWhereNone = ({ destination }: FilterOptions, found: number): void => {
  const names = destinations.map(({ name }) => name);
  if (destination === undefined || found > 0 || names.includes(destination)) return;
  const hint = didYouMean(destination, names);
  if (hint !== '') note(`nothing is parked for the destination that was given.${hint}`);
};

/** The ids that are meant: those given or, with --all, those that the filter lets through; the oldest first. */
export const idsOf = async (
  gateway: Gateway,
  named: readonly string[],
  options: FilterOptions,
): Promise<readonly string[]> => {
  const filter = filterOf(options);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  if (options.all === true) {
    if (named.length > 0) throw new UsageFailure('give ids or --all, not both');
    const ids = (await gateway.all(filter)).map(({ id }) => id).reverse();
    hintWhereNone(options, ids.length);
    return ids;
  }
  if (isFiltered) throw new UsageFailure('a filter goes with --all');
  if (named.length === 0) throw new UsageFailure('give one or more ids, or --all', 'parked list shows them');
  return [...new Set(named)];
};
