import { UsageFailure } from './failure';
import { type TakenBack } from './gateway-answers';
import { failWhere, printAs, type OutputOptions } from './output';

/** A number that somebody has looked at before. */
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

/** Whether something waits for somebody, queued or parked. */
const isOpen = ({ counts }: TakenBack): boolean => (counts.deferred ?? 0) + (counts.parked ?? 0) > 0;

/** Prints what came of a counted action. */
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
