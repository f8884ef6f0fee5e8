import type * as E from 'fp-ts/Either';
import { type Unavailable } from '../failure';
import { joinedCalls } from './joined-calls';
import { type Ledger, type LedgerEntry } from './ports';

interface Write {
  readonly destination: string;
  readonly entries: readonly LedgerEntry[];
}

/** As many as two full calls to Graph or Sentinel carry. Twice as many took longer, because less was under way beside them. */
const maxRows = 200;

/** Two at once hide the time of a call, and more would leave less to join. */
const atOnce = 2;

/** Writes of one destination that together are few enough, and name no indicator twice: each is to be written as it came. */
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
 * Writes together what concurrent callers bring. The rows of a hundred indicators lie in sixteen partitions, and those of two
 * hundred too, so they take half the transactions. `claim` tells each caller of all that was lost in its group.
 */
export const joinedLedger = (ledger: Ledger): Ledger => {
  const { find, record, claim } = ledger;
  return { find, record: joined(record), ...(claim === undefined ? {} : { claim: joined(claim) }) };
};
