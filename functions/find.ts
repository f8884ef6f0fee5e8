import { type HttpResponseInit } from '@azure/functions';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type LedgerSearch } from '../shared/delivery/ledger-search';
import { type Saying } from '../shared/delivery/ports';
import { nameOfSource } from '../shared/delivery/sayings';
import { observablesOf } from '../shared/indicator/observable';
import { findIndicators, orderKeyOf, type KnownIndicator } from '../shared/pipeline/find-indicators';
import { inTime } from '../shared/pipeline/in-time';
import { brief } from '../shared/pipeline/outcome';
import { type Environment } from '../shared/pipeline/ports';
import { type Handler } from './answering';
import { markOf, readFindQuery, type FindAsked } from './find-query';
import { noLedger } from './problem';
import { badQuery } from './query';
import { refused } from './refused';

const maxValue = 1024;

const wordOf = (word: Saying) => {
  const { externalId, eventId, at, receivedAt, takenBack } = word;
  return { source: nameOfSource(word), externalId, eventId, at, receivedAt, takenBack };
};

const shown = ({ destination, entry, state }: KnownIndicator) => ({
  destination,
  externalId: brief(entry.externalId, maxValue),
  id: brief(entry.id, maxValue),
  state,
  observables: (entry.indicator === undefined ? [] : observablesOf(entry.indicator)).map(
    ({ kind, value }) => ({
      kind,
      value: brief(value, maxValue),
    }),
  ),
  action: entry.action ?? null,
  since: entry.since ?? null,
  expires: entry.expires,
  sourceTime: entry.sourceTime,
  saidBy: (entry.saidBy ?? []).map(wordOf),
  othersSayIt: entry.othersSayIt === true,
});

const answerOf = (found: readonly KnownIndicator[], { size, after }: FindAsked): HttpResponseInit => {
  const rest = after === null ? found : found.filter((one) => orderKeyOf(one) < after);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    jsonBody: {
      count: found.length,
      indicators: page.map(shown),
      next: last === undefined || rest.length <= size ? null : markOf(orderKeyOf(last)),
    },
  };
};

/**
 * `GET /api/indicators`: 200 what each destination has of what is asked for, or had, by the ledger, the newest first; nothing found is
 * an empty list. 400 a filter is missing, blank or not right, 409 no ledger is kept, 503.
 */
export const findKnown =
  ({ now, routes }: Pick<Environment, 'now' | 'routes'>, search: LedgerSearch | null): Handler =>
  async (request, context, { spent }) => {
    const read = readFindQuery(request.query);
    if (read._tag === 'Left') return badQuery(read.left);
    if (search === null) return noLedger();
    const asked = read.right;
    const names = routes.map(({ name }) => name);
    return pipe(
      inTime(spent, 'table')(findIndicators(search, names, now)(asked)),
      TE.match(refused(context, 'find', { by: asked.query.by }), (found) => answerOf(found, asked)),
    )();
  };
