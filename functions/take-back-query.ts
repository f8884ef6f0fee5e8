import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { canonicalDateTime } from '../shared/codec/date-time';
import { section } from '../shared/codec/document';
import { integerText, oneOfTexts, optional } from '../shared/codec/text-value';
import { violations, type Violation } from '../shared/codec/violation';
import { type TakeBackQuery } from '../shared/pipeline/held/find-held';
import { nameAsKept } from '../shared/pipeline/outcome';
import { readAsked, type Asked } from './http/query';

/** What `DELETE /api/indicators` is asked for. */
export interface TakeBackAsked {
  readonly query: TakeBackQuery;
  readonly isDry: boolean;
  /** How many the caller expects; null where the caller does not say. */
  readonly count: number | null;
}

const moment = 'an ISO 8601 date, or a date-time with Z or an offset, such as 2030-01-31T12:00:00Z';

const any = (text: string): string | undefined => (text.length <= 8_192 ? text : undefined);

const codec = section({
  externalId: optional('an externalId of up to 8192 characters', any),
  value: optional('a domain, address, URL, hash or other value', any),
  source: optional('the name of a source, as outcomes have it', any),
  from: optional(moment, canonicalDateTime),
  to: optional(moment, canonicalDateTime),
  eventId: optional('the id of an event, as outcomes have it', any),
  dryRun: optional('true or false', oneOfTexts('true', 'false')),
  count: optional('the count of the dry run, an integer', integerText(0, 1_000_000_000)),
});

const filters = ['externalId', 'value', 'source', 'eventId'] as const;

const isName = (name: string): boolean => ['externalId', 'source', 'eventId'].includes(name);

const oneFilter =
  'one of externalId, value, source (with from and to, times of receipt, where wanted) and eventId, and no other of them';

const beginning = new Date(0).toISOString();
const end = '9999-12-31T23:59:59.999Z';

interface Named {
  readonly externalId?: string | undefined;
  readonly value?: string | undefined;
  readonly source?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly eventId?: string | undefined;
}

const queryOf = ({
  externalId,
  value,
  source,
  eventId,
  from = beginning,
  to = end,
}: Named): TakeBackQuery | null => {
  if (externalId !== undefined) return { by: 'externalId', externalId };
  if (value !== undefined) return { by: 'value', value };
  if (source !== undefined) return { by: 'source', source: nameAsKept(source), from, to };
  return eventId === undefined ? null : { by: 'event', eventId: nameAsKept(eventId) };
};

const faultsOf = (named: Named): readonly Violation[] => {
  const given = filters.filter((name) => named[name] !== undefined);
  const isWindow = named.from !== undefined || named.to !== undefined;
  if (given.length !== 1) return [{ pointer: '', expected: oneFilter }];
  if (isWindow && named.source === undefined)
    return [{ pointer: '/from', expected: 'to be left out, as from and to go with source' }];
  return named.from !== undefined && named.to !== undefined && named.from >= named.to
    ? [{ pointer: '/to', expected: 'a moment after from' }]
    : [];
};

/** Reads what was asked. Anything wrong is refused, because with a filter missing more would be taken back. */
export const takeBackOf = (asked: Asked): E.Either<readonly Violation[], TakeBackAsked> =>
  pipe(
    codec.decode(Object.fromEntries(asked)),
    E.mapLeft(violations),
    E.flatMap(({ dryRun, count, ...read }): E.Either<readonly Violation[], TakeBackAsked> => {
      // Names are kept as they stand, since a space may be part of one.
      const names = Object.fromEntries(asked.filter(([name]) => isName(name)));
      const named: Named = { ...read, ...names };
      const faults = faultsOf(named);
      const found = queryOf(named);
      return found === null || faults.length > 0
        ? E.left(faults)
        : E.right({ query: found, isDry: dryRun === 'true', count: count ?? null });
    }),
  );

export const readTakeBackQuery = (query: URLSearchParams): E.Either<readonly Violation[], TakeBackAsked> =>
  pipe(readAsked(query), E.flatMap(takeBackOf));
