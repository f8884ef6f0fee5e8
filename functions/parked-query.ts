import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { canonicalDateTime } from '../shared/codec/date-time';
import { section } from '../shared/codec/document';
import { integerText, optional, withDefault } from '../shared/codec/text-value';
import { type Violation } from '../shared/codec/violation';
import { isParkedId, type ParkedFilter } from '../shared/pipeline/ports';
import { readQuery } from './http/query';

/** What `GET /api/parked` is asked for. */
export interface ParkedQuery {
  readonly filter: ParkedFilter;
  readonly size: number;
  readonly next: string | null;
}

const name = (value: string): string | undefined => (value.length <= 100 ? value : undefined);

const moment = 'an ISO 8601 date, or a date-time with Z or an offset, such as 2030-01-31T12:00:00Z';

const codec = section({
  reason: optional('the code of a reason', name),
  destination: optional('the name of a destination', name),
  from: optional(moment, canonicalDateTime),
  to: optional(moment, canonicalDateTime),
  size: withDefault('an integer from 1 to 100', integerText(1, 100), 50),
  next: optional('next of the page before, as it was', (value) => (isParkedId(value) ? value : undefined)),
});

/** Anything wrong in it is refused, because without its filter everything would be listed. */
export const readParkedQuery = (query: URLSearchParams): E.Either<readonly Violation[], ParkedQuery> =>
  pipe(
    readQuery(codec)(query),
    E.map(({ size, next = null, ...filter }) => ({ filter, size, next })),
  );
