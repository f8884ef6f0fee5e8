import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../failure';
import { observablesOf } from '../indicator/observable';
import { type LedgerEntry, type Saying } from './ports';
import { sayerOf } from './sayings';

/** What of a destination's rows is looked for. Times are of receipt: ISO 8601, UTC, `from` is included and `to` is not. */
export type LedgerQuery =
  | { readonly by: 'all' }
  | { readonly by: 'externalId'; readonly externalId: string }
  | { readonly by: 'value'; readonly value: string }
  | { readonly by: 'event'; readonly eventId: string }
  | { readonly by: 'source'; readonly source: string; readonly from: string; readonly to: string };

/** Looks through all that a destination holds, or is remembered of it: what was taken back is told of, too. */
export interface LedgerSearch {
  /** Gives what matches, a part at a time, each once. */
  readonly visit: (
    destination: string,
    query: LedgerQuery,
    each: (entries: readonly LedgerEntry[]) => void,
  ) => TaskEither<Unavailable, void>;
}

export const nobody = { source: '', externalId: '', receivedAt: '', eventId: '' };

const ms = (moment: string): number => Date.parse(moment);

/** Whether a word is one that a query asks for. */
export const isAskedFor =
  (query: LedgerQuery) =>
  ({ source, externalId, receivedAt, eventId, takenBack }: Saying): boolean => {
    if (takenBack) return false;
    switch (query.by) {
      case 'event':
        return eventId === query.eventId;
      case 'source':
        return (
          source === sayerOf({ ...nobody, source: query.source }).source &&
          ms(receivedAt) >= ms(query.from) &&
          ms(receivedAt) < ms(query.to)
        );
      case 'externalId':
        return externalId === sayerOf({ ...nobody, externalId: query.externalId }).externalId;
      case 'all':
      case 'value':
        return true;
    }
  };

/** Whether a row is one that a query asks for: by a word that stands, by its identity, by what is looked for there. */
export const isFound =
  (query: LedgerQuery) =>
  (entry: LedgerEntry): boolean => {
    const { saidBy = [], indicator, externalId } = entry;
    switch (query.by) {
      case 'all':
        return true;
      case 'value':
        return indicator !== undefined && observablesOf(indicator).some(({ value }) => value === query.value);
      case 'externalId':
        return externalId === query.externalId || saidBy.some(isAskedFor(query));
      case 'event':
      case 'source':
        return saidBy.some(isAskedFor(query));
    }
  };
