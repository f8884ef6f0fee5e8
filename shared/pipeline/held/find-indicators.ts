import { hash } from 'node:crypto';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type LedgerQuery, type LedgerSearch } from '../../delivery/ledger/ledger-search';
import { lifeStateOf, type LifeState } from '../../delivery/ledger/life-state';
import { type LedgerEntry } from '../../delivery/ports';
import { type Unavailable } from '../../failure';
import { hostNamedBy, readingsOf } from '../../indicator/spellings';
import { type TakeBackQuery } from './find-held';

/** The indicators that somebody asks for, and their state; null: any state. */
export interface IndicatorsQuery {
  readonly query: TakeBackQuery;
  readonly state: LifeState | null;
  /** true: URLs at the host in `query` are found, too. */
  readonly withUrls: boolean;
}

/** What a destination holds of an indicator, or held. */
export interface KnownIndicator {
  readonly destination: string;
  readonly entry: LedgerEntry;
  readonly state: LifeState;
}

const sinceOf = ({ entry: { since, sourceTime } }: KnownIndicator): string => since ?? sourceTime;

const maxKeyName = 128;

/** A key is a part of a URL, which has an end and is well-formed. */
const short = (id: string): string =>
  id.length > maxKeyName || !id.isWellFormed() ? hash('sha256', id) : id;

/** The key by which indicators are sorted, from the newest to the oldest. */
export const orderKeyOf = (known: KnownIndicator): string =>
  `${sinceOf(known)} ${known.destination} ${short(known.entry.externalId)}`;

const newestFirst = (one: KnownIndicator, other: KnownIndicator): number =>
  orderKeyOf(one) < orderKeyOf(other) ? 1 : -1;

/** What is searched: a value that names a host with a scheme or a port is that host, too. */
const searched = ({ query, withUrls }: IndicatorsQuery): readonly LedgerQuery[] => {
  if (query.by !== 'value') return [query];
  const host = hostNamedBy(query.value);
  return [
    query,
    ...(host === undefined ? [] : [{ by: 'value', value: host } as const]),
    ...(withUrls ? [{ by: 'host', host: host ?? readingsOf(query.value).at(-1) ?? '' } as const] : []),
  ];
};

/** What these destinations hold, or held, of what was asked for: each once for each destination, the newest first. */
export const findIndicators =
  (search: LedgerSearch, destinations: readonly string[], now: () => Date) =>
  (asked: IndicatorsQuery): TE.TaskEither<Unavailable, readonly KnownIndicator[]> => {
    const found = new Map<string, KnownIndicator>();
    const keep =
      (destination: string) =>
      (entries: readonly LedgerEntry[]): void => {
        for (const entry of entries) {
          const one = { destination, entry, state: lifeStateOf(entry, now()) };
          if (asked.state === null || one.state === asked.state)
            found.set(`${destination} ${entry.externalId}`, one);
        }
      };
    const visits = destinations.flatMap((destination) =>
      searched(asked).map((one) => search.visit(destination, one, keep(destination))),
    );
    return pipe(
      TE.sequenceSeqArray(visits),
      TE.map(() => [...found.values()].sort(newestFirst)),
    );
  };
