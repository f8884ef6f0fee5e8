import type * as E from 'fp-ts/Either';
import { type Unavailable } from '../../failure';
import { joinedCalls } from '../joined-calls';
import { type Ledger, type LedgerEntry } from '../ports';

interface Write {
  readonly destination: string;
  readonly entries: readonly LedgerEntry[];
}

/** The rows of two full calls to Graph or Sentinel. Twice as many took longer, because fewer writes ran side by side. */
const maxRows = 200;

/** Two writes at once hide the time of a call. More would leave less to join. */
const atOnce = 2;

/** Groups writes of one destination up to `maxRows`. No group names an indicator twice, so that each write is made as it came. */
const groupsOf = (writes: readonly Write[]): readonly (readonly Write[])[] => {
  const groups: Write[][] = [];
  let ids = new Set<string>();
  for (const write of writes) {
    const group = groups.at(-1);
    const named = write.entries.map(({ externalId }) => externalId);
    const fits =
      group !== undefined &&
      group[0]?.destination === write.destination &&
      ids.size + named.length <= maxRows &&
      !named.some((id) => ids.has(id));
    if (fits) group.push(write);
    else {
      groups.push([write]);
      ids = new Set();
    }
    for (const id of named) ids.add(id);
  }
  return groups;
};

const joined = <A>(
  write: (destination: string, entries: readonly LedgerEntry[]) => () => Promise<E.Either<Unavailable, A>>,
) => {
  const call = joinedCalls<Write, E.Either<Unavailable, A>>({
    atOnce,
    groupsOf,
    call: (group) =>
      write(
        group[0]?.destination ?? '',
        group.flatMap(({ entries }) => entries),
      )(),
  });
  return (destination: string, entries: readonly LedgerEntry[]) => () => call({ destination, entries });
};

/**
 * Joins the writes of concurrent callers. The rows of a hundred indicators lie in sixteen partitions, and so do those of two hundred,
 * which therefore take half the transactions. `claim` tells each caller all that its group did not get.
 */
export const joinedLedger = (ledger: Ledger): Ledger => {
  const { find, record, claim } = ledger;
  return { find, record: joined(record), ...(claim === undefined ? {} : { claim: joined(claim) }) };
};
