import { type HttpResponseInit } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { canonicalDateTime } from '../shared/codec/date-time';
import { section } from '../shared/codec/document';
import { didYouMean } from '../shared/codec/near-names';
import { integerText, optional, withDefault } from '../shared/codec/text-value';
import { inTime } from '../shared/pipeline/in-time';
import { type Environment } from '../shared/pipeline/ports';
import { cursorOf, placeOfCursor } from '../shared/pipeline/record/cursor';
import { type RecordPage, type BatchMark, type BatchTally } from '../shared/pipeline/record/record-store';
import { type Handler } from './http/answering';
import { noRecord, spanOf, type ReadRecord } from './outcomes';
import { problem } from './http/problem';
import { badQuery, readQuery } from './http/query';
import { refused } from './http/refused';

const dayMs = 86_400_000;

const codec = section({
  since: optional('an ISO 8601 date, or a date-time with Z or an offset', canonicalDateTime),
  size: withDefault('an integer from 1 to 1000', integerText(1, 1000), 50),
  next: optional('next of the page before, as it was', placeOfCursor),
});

const noShadow = (name: string, names: readonly string[]): HttpResponseInit =>
  problem({
    slug: 'no-shadow',
    title: 'There is no shadow of that name',
    status: 404,
    detail:
      names.length === 0
        ? 'no destination has the member shadow'
        : `one of ${names.join(', ')} is wanted${didYouMean(name, names)}`,
  });

/** How many indicators the batches with this mark, or without one, count. */
const countedAs = ({ batches }: BatchTally, kind: BatchMark['kind'] | undefined): number =>
  batches
    .filter(({ mark }) => mark?.kind === kind)
    .flatMap(({ counts }) => counts)
    .reduce((sum, { count }) => sum + count, 0);

const shownOf = ({ items, next }: RecordPage, since: number) => {
  const recent = items.filter(({ place }) => place.at >= since);
  return {
    differences: recent.map(({ outcome, place }) => ({
      ...outcome,
      recordedAt: new Date(place.at).toISOString(),
    })),
    next: next === null || recent.length < items.length ? null : cursorOf(next),
  };
};

/**
 * `GET /api/shadows/{name}`: 200 with how many outcomes were the same as at the destination that it shadows, how many differed,
 * how many it missed, and the different ones, the newest first. 400 bad query, 404 no such shadow, 409 outcomes are not kept,
 * 503.
 */
export const showShadow =
  ({ now, shadows }: Pick<Environment, 'now' | 'shadows'>, record: ReadRecord | null): Handler =>
  async (request, context, { spent }) => {
    const { name = '' } = request.params;
    const all = shadows?.all ?? [];
    const shadow = all.find(({ route }) => route.name === name);
    if (shadow === undefined)
      return noShadow(
        name,
        all.map(({ route }) => route.name),
      );
    if (record === null) return noRecord;
    const read = readQuery(codec)(request.query);
    if (E.isLeft(read)) return badQuery(read.left);
    const { size, next = null } = read.right;
    const { oldest, now: at } = spanOf(now(), record.days);
    const since = Math.max(
      oldest,
      read.right.since === undefined ? at - dayMs : Date.parse(read.right.since),
    );
    const found = pipe(
      record.store.tally(name, since, spent),
      TE.flatMap((tally) =>
        pipe(
          record.store.page({ by: 'intake', id: name }, { size, from: next }, spent),
          TE.map((page): HttpResponseInit => {
            const [same, different, missed] = [
              countedAs(tally, 'same'),
              countedAs(tally, undefined),
              countedAs(tally, 'missed'),
            ];
            const head = { shadow: name, of: shadow.of, since: new Date(since).toISOString() };
            return {
              status: 200,
              jsonBody: {
                ...head,
                same,
                different,
                missed,
                complete: tally.complete,
                ...shownOf(page, since),
              },
            };
          }),
        ),
      ),
    );
    return pipe(
      found,
      inTime(spent, 'table'),
      TE.match(refused(context, 'record'), (answer) => answer),
    )();
  };
