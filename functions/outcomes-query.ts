import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { canonicalDateTime } from '../shared/codec/date-time';
import { section } from '../shared/codec/document';
import { integerText, oneOfTexts, optional, withDefault } from '../shared/codec/text-value';
import { violations, type Violation } from '../shared/codec/violation';
import { nameAsKept, outcomeStates } from '../shared/pipeline/outcome';
import { placeOfCursor } from '../shared/pipeline/record/cursor';
import { type RecordPlace, type RecordQuestion } from '../shared/pipeline/record/record-store';
import { markOfQuestion, notOfThis, readAsked, type Asked } from './http/query';

/** What `GET /api/outcomes` is asked for. */
export interface OutcomesQuery {
  readonly question: RecordQuestion;
  readonly size: number;
  readonly from: RecordPlace | null;
  /** Precedes the place in `next`: a page continues only the question that it belongs to. */
  readonly mark: string;
}

/** The time over which outcomes can be asked for, in milliseconds since 1970. */
export interface RecordSpan {
  readonly oldest: number;
  readonly now: number;
  /** Everything that was written before this moment is there, so reading on from here misses nothing. */
  readonly settled: number;
}

const moment = 'an ISO 8601 date, or a date-time with Z or an offset, such as 2030-01-31T12:00:00Z';
const cursor = 'a moment, or cursor or next of an answer before, as it was';

const any = (text: string): string | undefined => (text.length <= 8_192 ? text : undefined);

const afterOf = (text: string): RecordPlace | undefined => {
  const at = canonicalDateTime(text);
  return at === undefined ? placeOfCursor(text) : { at: Date.parse(at), id: '', index: -1 };
};

const nextForm = /^([0-9a-f]{12})\.(.{1,40})$/;

const nextOf = (text: string): readonly [mark: string, from: RecordPlace] | undefined => {
  const [, mark = '', place = ''] = nextForm.exec(text) ?? [];
  const from = placeOfCursor(place);
  return from === undefined ? undefined : [mark, from];
};

const codec = section({
  intake: optional('the id of an intake, as answers and outcomes have it', any),
  eventId: optional('the id of an event, as outcomes have it', any),
  since: optional(moment, canonicalDateTime),
  until: optional(moment, canonicalDateTime),
  after: optional(cursor, afterOf),
  state: optional(`one of ${outcomeStates.join(', ')}`, oneOfTexts(...outcomeStates)),
  size: withDefault('an integer from 1 to 1000', integerText(1, 1000), 50),
  next: optional('next of the page before, as it was', nextOf),
});

const oneFilter = 'intake, eventId, since (with until, where wanted) or after, and no other of them';

const togetherIn = (names: readonly string[]): readonly Violation[] => {
  const kinds = [
    names.includes('intake'),
    names.includes('eventId'),
    names.includes('since') || names.includes('until'),
    names.includes('after'),
  ].filter((isThere) => isThere);
  if (kinds.length > 1) return [{ pointer: '', expected: oneFilter }];
  return names.includes('after') && names.includes('next')
    ? [{ pointer: '/next', expected: 'to be left out: after goes on with next of the answer before' }]
    : [];
};

interface Named {
  readonly intake?: string | undefined;
  readonly eventId?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly after?: RecordPlace | undefined;
}

const questionOf = (named: Named, { oldest, now, settled }: RecordSpan): RecordQuestion => {
  if (named.intake !== undefined) return { by: 'intake', id: named.intake };
  if (named.eventId !== undefined) return { by: 'event', id: nameAsKept(named.eventId) };
  if (named.after !== undefined) return { by: 'after', until: settled };
  const since = named.since === undefined ? oldest : Date.parse(named.since);
  // What is written in this very millisecond is included.
  const until = named.until === undefined ? now + 1 : Date.parse(named.until);
  return { by: 'time', since: Math.max(since, oldest), until: Math.min(until, now + 1) };
};

/** Nothing is kept from before `oldest`: a reader that begins in 1970 would walk over every day since. */
const noOlder = (place: RecordPlace, { oldest }: RecordSpan): RecordPlace =>
  place.at < oldest ? { at: oldest, id: '', index: -1 } : place;

const outcomesOf = (asked: Asked, span: RecordSpan): E.Either<readonly Violation[], OutcomesQuery> => {
  const together = togetherIn(asked.map(([name]) => name));
  if (together.length > 0) return E.left(together);
  const mark = markOfQuestion(asked);
  return pipe(
    codec.decode(Object.fromEntries(asked)),
    E.mapLeft(violations),
    E.flatMap(({ state, size, next, ...read }): E.Either<readonly Violation[], OutcomesQuery> => {
      // Names are kept as they stand, since a space may be part of one.
      const names = Object.fromEntries(asked.filter(([name]) => name === 'intake' || name === 'eventId'));
      const question = { ...questionOf({ ...read, ...names }, span), state };
      const [ofMark, place] = next ?? [mark, read.after ?? null];
      return ofMark === mark
        ? E.right({ question, size, mark, from: place === null ? null : noOlder(place, span) })
        : E.left([notOfThis]);
    }),
  );
};

/** Reads the query. Anything wrong is refused, because without its filter everything would be listed. */
export const readOutcomesQuery = (
  query: URLSearchParams,
  span: RecordSpan,
): E.Either<readonly Violation[], OutcomesQuery> =>
  pipe(
    readAsked(query),
    E.flatMap((asked) => outcomesOf(asked, span)),
  );
