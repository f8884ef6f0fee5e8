import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../../failure';
import { urlHostOf, observablesOf, type Observable } from '../../indicator/observable';
import { isSpelled, readingsOf, spellingsOf } from '../../indicator/spellings';
import { type LedgerEntry, type Assertion } from '../ports';
import { assertionSourceOf } from './assertions';

/** Which of a destination's rows are looked for. Times are times of receipt (ISO 8601, UTC); `from` is included, `to` is not. */
export type LedgerQuery =
  | { readonly by: 'all' }
  | { readonly by: 'externalId'; readonly externalId: string }
  /** The value, in any spelling. */
  | { readonly by: 'value'; readonly value: string }
  /** URLs at this host, in any spelling of the host. */
  | { readonly by: 'host'; readonly host: string }
  | { readonly by: 'event'; readonly eventId: string }
  | { readonly by: 'source'; readonly source: string; readonly from: string; readonly to: string };

/** Finds what a destination holds, and what is remembered of it: things that were taken back are found, too. */
export interface LedgerSearch {
  /** Visits what matches, a part at a time, each row once. */
  readonly visit: (
    destination: string,
    query: LedgerQuery,
    each: (entries: readonly LedgerEntry[]) => void,
  ) => TaskEither<Unavailable, void>;
}

export const nobody = { source: '', externalId: '', receivedAt: '', eventId: '' };

const ms = (moment: string): number => Date.parse(moment);

/** Whether the query asks for this assertion. */
export const isAskedFor =
  (query: LedgerQuery) =>
  ({ source, externalId, receivedAt, eventId, takenBack }: Assertion): boolean => {
    if (takenBack) return false;
    switch (query.by) {
      case 'event':
        return eventId === query.eventId;
      case 'source':
        return (
          source === assertionSourceOf({ ...nobody, source: query.source }).source &&
          ms(receivedAt) >= ms(query.from) &&
          ms(receivedAt) < ms(query.to)
        );
      case 'externalId':
        return externalId === assertionSourceOf({ ...nobody, externalId: query.externalId }).externalId;
      case 'all':
      case 'value':
      case 'host':
        return true;
    }
  };

type IsFound = (entry: LedgerEntry) => boolean;

const looksFor =
  (isMeant: (observable: Observable) => boolean): IsFound =>
  ({ indicator }) =>
    indicator !== undefined && observablesOf(indicator).some(isMeant);

/** Whether the query asks for this row, by an assertion that is not taken back, by its identity, or by its value. */
export const isFound = (query: LedgerQuery): IsFound => {
  const isAsked = isAskedFor(query);
  switch (query.by) {
    case 'all':
      return () => true;
    case 'value': {
      const spellings = new Set(readingsOf(query.value).flatMap(spellingsOf));
      return looksFor(({ value }) => isSpelled(spellings, value));
    }
    case 'host': {
      const hosts = new Set(spellingsOf(query.host));
      return looksFor((observable) => hosts.has(urlHostOf(observable) ?? ''));
    }
    case 'externalId':
      return ({ externalId, saidBy = [] }) => externalId === query.externalId || saidBy.some(isAsked);
    case 'event':
    case 'source':
      return ({ saidBy = [] }) => saidBy.some(isAsked);
  }
};
