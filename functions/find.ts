import { type HttpResponseInit } from '@azure/functions';
import { pipe } from 'fp-ts/function';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';
import * as TE from 'fp-ts/TaskEither';
import { type LedgerSearch } from '../shared/delivery/ledger/ledger-search';
import { type ReadBackStore, type Assertion } from '../shared/delivery/ports';
import { seenLast, type SeenLast } from '../shared/delivery/read-back/seen-last';
import { sourceNameOf } from '../shared/delivery/ledger/assertions';
import { type Unavailable } from '../shared/failure';
import { observablesOf } from '../shared/indicator/observable';
import { findIndicators, orderKeyOf, type KnownIndicator } from '../shared/pipeline/held/find-indicators';
import { inTime } from '../shared/pipeline/in-time';
import { brief } from '../shared/pipeline/outcome';
import { type Environment } from '../shared/pipeline/ports';
import { type Handler } from './http/answering';
import { readFindQuery, type FindAsked } from './find-query';
import { noLedger } from './http/problem';
import { badQuery } from './http/query';
import { refused } from './http/refused';

const maxValue = 1024;

const shownAssertion = (assertion: Assertion) => {
  const { externalId, eventId, at, receivedAt, takenBack } = assertion;
  return { source: sourceNameOf(assertion), externalId, eventId, at, receivedAt, takenBack };
};

/** What is known of an indicator, and what the last look saw of it. */
interface Looked {
  readonly known: KnownIndicator;
  readonly readBack: SeenLast | null;
}

const shown = ({ known: { destination, entry, state }, readBack }: Looked) => ({
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
  saidBy: (entry.saidBy ?? []).map(shownAssertion),
  othersSayIt: entry.othersSayIt === true,
  readBack,
});

/** A page of what was found, and where the next begins; null on the last. */
const pageOf = (found: readonly KnownIndicator[], { size, after, nextFrom }: FindAsked) => {
  const rest = after === null ? found : found.filter((one) => orderKeyOf(one) < after);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return {
    count: found.length,
    page,
    next: last === undefined || rest.length <= size ? null : nextFrom(orderKeyOf(last)),
  };
};

/** What the last look at each destination saw of these. */
const withReadBacks =
  (readBacks: ReadBackStore | undefined) =>
  (page: readonly KnownIndicator[]): TE.TaskEither<Unavailable, readonly Looked[]> => {
    if (readBacks === undefined) return TE.right(page.map((known) => ({ known, readBack: null })));
    const at = RNEA.groupBy(({ destination }: KnownIndicator) => destination)(page);
    return pipe(
      Object.entries(at),
      TE.traverseArray(([destination, known]) =>
        pipe(
          readBacks.seen(
            destination,
            known.map(({ entry }) => entry.externalId),
          ),
          TE.map((seen) => [destination, seen] as const),
        ),
      ),
      TE.map((all) => {
        const seenAt = new Map(all);
        return page.map((known) => {
          const { look = null, differing } = seenAt.get(known.destination) ?? {};
          return { known, readBack: seenLast(look, differing?.get(known.entry.externalId), known.entry) };
        });
      }),
    );
  };

/**
 * `GET /api/indicators`: 200 with what each destination holds of what was asked for, or held, by the ledger, the newest first;
 * an empty list where nothing is found. 400: a filter is missing, blank or wrong. 409: no ledger is kept. 503.
 */
export const findKnown =
  (
    { now, routes }: Pick<Environment, 'now' | 'routes'>,
    search: LedgerSearch | null,
    readBacks?: ReadBackStore,
  ): Handler =>
  async (request, context, { spent }) => {
    const read = readFindQuery(request.query);
    if (read._tag === 'Left') return badQuery(read.left);
    if (search === null) return noLedger();
    const asked = read.right;
    const names = routes.map(({ name }) => name);
    const answer = pipe(
      findIndicators(search, names, now)(asked),
      TE.flatMap((found) => {
        const { page, ...rest } = pageOf(found, asked);
        return pipe(
          withReadBacks(readBacks)(page),
          TE.map((looked) => ({ ...rest, indicators: looked.map(shown) })),
        );
      }),
    );
    return pipe(
      answer,
      inTime(spent, 'table'),
      TE.match(
        refused(context, 'find', { by: asked.query.by }),
        ({ count, indicators, next }): HttpResponseInit => ({
          status: 200,
          headers: { 'Cache-Control': 'no-store' },
          jsonBody: { count, indicators, next },
        }),
      ),
    )();
  };
