import { type HttpResponseInit } from '@azure/functions';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { inTime } from '../shared/pipeline/in-time';
import { type Environment } from '../shared/pipeline/ports';
import { cursorOf } from '../shared/pipeline/record/cursor';
import {
  type Recorded,
  type RecordPage,
  type RecordPlace,
  type RecordStore,
} from '../shared/pipeline/record/record-store';
import { type Handler } from './http/answering';
import { readOutcomesQuery, type OutcomesQuery, type RecordSpan } from './outcomes-query';
import { problem } from './http/problem';
import { badQuery } from './http/query';
import { refused } from './http/refused';

/** The record for reading: where outcomes are kept, and for how many days. */
export interface ReadRecord {
  readonly store: RecordStore;
  readonly days: number;
}

const dayMs = 86_400_000;

/** A write ends within five seconds of its time; the rest allows for clocks that differ. */
const settlingMs = 10_000;

export const spanOf = (now: Date, days: number): RecordSpan => {
  const at = now.getTime();
  // The sweep removes whole days.
  return { now: at, oldest: at - (days + 1) * dayMs, settled: at - settlingMs };
};

export const noRecord: HttpResponseInit = problem({
  slug: 'no-record',
  title: 'Outcomes are not kept',
  status: 409,
  detail: 'OUTCOMES_KEPT_DAYS is 0: outcomes are on the queue indicator-outcomes, and nowhere else',
});

const shown = ({ outcome, place }: Recorded) => ({
  ...outcome,
  recordedAt: new Date(place.at).toISOString(),
  cursor: cursorOf(place),
});

/** Where a reader goes on: after the last outcome that it got or, where there was none, from where it has seen everything. */
const goesOn = (
  { items, next }: RecordPage,
  { from }: OutcomesQuery,
  { settled, now }: RecordSpan,
): RecordPlace => {
  const last = next ?? items.at(-1)?.place;
  if (last !== undefined) return last;
  if (from === null || from.at < settled) return { at: settled, id: '', index: -1 };
  // A reader whose clock is ahead would get nothing until this one has come as far.
  return from.at > now ? { at: now, id: '', index: -1 } : from;
};

const answerOf = (asked: OutcomesQuery, span: RecordSpan, page: RecordPage): HttpResponseInit => {
  const { question, mark } = asked;
  const next = page.next === null ? null : `${mark}.${cursorOf(page.next)}`;
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    jsonBody: {
      outcomes: page.items.map(shown),
      next: question.by === 'after' ? cursorOf(goesOn(page, asked, span)) : next,
    },
  };
};

/**
 * `GET /api/outcomes`: 200 `{ outcomes, next }`, the newest first. With `after` the oldest come first, and `next` says where to
 * go on, even where there is nothing yet. 400 bad query, 409 outcomes are not kept, 503.
 */
export const listOutcomes =
  ({ now }: Pick<Environment, 'now'>, record: ReadRecord | null): Handler =>
  async (request, context, { spent }) => {
    if (record === null) return noRecord;
    const span = spanOf(now(), record.days);
    const read = readOutcomesQuery(request.query, span);
    if (read._tag === 'Left') return badQuery(read.left);
    const { question, size, from } = read.right;
    return pipe(
      inTime(spent, 'table')(record.store.page(question, { size, from }, spent)),
      TE.match(refused(context, 'record'), (page) => answerOf(read.right, span, page)),
    )();
  };
