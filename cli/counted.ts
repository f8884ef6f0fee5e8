import { UsageFailure } from './failure';
import { type TakenBack } from './gateway';
import { failWhere, printAs, type OutputOptions } from './output';

/** A count that somebody looked at before. */
export const countOf = ({ count }: { readonly count?: string }): number | undefined => {
  if (count === undefined) return undefined;
  if (!/^\d{1,9}$/.test(count)) throw new UsageFailure('--count: expected an integer');
  return Number(count);
};

const saidOf = (counts: TakenBack['counts']): string =>
  Object.entries(counts)
    .filter(([name, count]) => name !== 'total' && count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

/** What is left on a queue or parked waits for somebody. */
const isOpen = ({ counts }: TakenBack): boolean => (counts.deferred ?? 0) + (counts.parked ?? 0) > 0;

/** What came of what was counted and then done. */
export const printDone = (options: OutputOptions, done: TakenBack): void => {
  printAs(options, {
    table: () => (done.outcomes.length === 0 ? 'nothing matched' : saidOf(done.counts)),
    json: () => done,
    tsv: () =>
      done.outcomes.map(({ destination, externalId, id, state, reason }) => [
        destination,
        externalId,
        id,
        state,
        reason?.code ?? null,
      ]),
  });
  failWhere(options, isOpen(done));
};
