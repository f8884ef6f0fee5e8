import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { isAskedFor, type LedgerQuery, type LedgerSearch } from '../../delivery/ledger/ledger-search';
import { isHeld } from '../../delivery/ledger/life-state';
import { type LedgerEntry, type Assertion } from '../../delivery/ports';
import { type Unavailable } from '../../failure';

/** What can be asked to be taken back. */
export type TakeBackQuery = Exclude<LedgerQuery, { readonly by: 'all' | 'host' }>;

/** An indicator that a destination holds and that was asked for. */
export interface HeldMatch {
  readonly destination: string;
  readonly entry: LedgerEntry;
  /** The assertions to take back; none: those of everybody. */
  readonly assertions: readonly Assertion[];
  /** `goes`, or why it stays: another still says it, or the ledger does not know its content. */
  readonly fate: 'goes' | 'said-by-another' | 'content-unknown';
}

/** Whether everybody's word is meant: so it is by identity or by value. Otherwise one source's word is meant. */
export const isOfEverybody = ({ by }: TakeBackQuery): boolean => by === 'externalId' || by === 'value';

const fateOf = (
  entry: LedgerEntry,
  assertions: readonly Assertion[],
  isOfAll: boolean,
): HeldMatch['fate'] => {
  const { saidBy = [], othersSayIt = false, indicator } = entry;
  const left = saidBy.filter((one) => !one.takenBack && !assertions.includes(one));
  if (!isOfAll && (othersSayIt || left.length > 0)) return 'said-by-another';
  return indicator === undefined ? 'content-unknown' : 'goes';
};

const matchOf = (destination: string, query: TakeBackQuery, entry: LedgerEntry): HeldMatch => {
  const isOfAll = isOfEverybody(query);
  const assertions = isOfAll ? [] : (entry.saidBy ?? []).filter(isAskedFor(query));
  return { destination, entry, assertions, fate: fateOf(entry, assertions, isOfAll) };
};

/** What is held now, and what is only remembered, of what was asked for: identities at each destination. */
export interface HeldAndGone {
  readonly matches: readonly HeldMatch[];
  readonly gone: ReadonlyMap<string, readonly string[]>;
}

/** What these destinations hold now of what was asked for, each indicator once for each destination. */
export const findHeld =
  (search: LedgerSearch, destinations: readonly string[], now: () => Date) =>
  (query: TakeBackQuery): TE.TaskEither<Unavailable, HeldAndGone> => {
    const found = new Map<string, HeldMatch>();
    const gone = new Map(destinations.map((name) => [name, new Set<string>()] as const));
    const keep = (destination: string) => (entries: readonly LedgerEntry[]) => {
      for (const entry of entries)
        if (isHeld(entry, now()))
          found.set(`${destination} ${entry.externalId}`, matchOf(destination, query, entry));
        else gone.get(destination)?.add(entry.externalId);
    };
    return pipe(
      destinations,
      TE.traverseSeqArray((destination) => search.visit(destination, query, keep(destination))),
      TE.map(() => ({
        matches: [...found.values()],
        gone: new Map([...gone].map(([name, ids]) => [name, [...ids]])),
      })),
    );
  };
