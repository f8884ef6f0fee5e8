import { type HttpResponseInit } from '@azure/functions';
import { pipe } from 'fp-ts/function';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { type LedgerSearch } from '../shared/delivery/ledger/ledger-search';
import { sourceNameOf } from '../shared/delivery/ledger/assertions';
import { type Unavailable } from '../shared/failure';
import { observablesOf } from '../shared/indicator/observable';
import { findHeld, type HeldAndGone, type HeldMatch } from '../shared/pipeline/held/find-held';
import { inTime } from '../shared/pipeline/in-time';
import { brief, type Outcome } from '../shared/pipeline/outcome';
import { type Environment } from '../shared/pipeline/ports';
import { rememberTakenBack } from '../shared/pipeline/held/remember-taken-back';
import { takeBack } from '../shared/pipeline/held/take-back';
import { type Unfinished } from '../shared/pipeline/unfinished';
import { withinBudget } from '../shared/pipeline/within-budget';
import { type Handler } from './http/answering';
import { logEntry } from './log-entry';
import { counts, publishSettled, reportOutcomes } from './outcomes-output';
import { noLedger, otherCount } from './http/problem';
import { badQuery } from './http/query';
import { refused } from './http/refused';
import { isOpen } from './http/status';
import { readTakeBackQuery, type TakeBackAsked } from './take-back-query';

/** The most matches that a dry run lists; all are counted. */
const maxListed = 5_000;

const maxValue = 1024;

const listed = ({ destination, entry, assertions, fate }: HeldMatch) => {
  const [first] = entry.indicator === undefined ? [] : observablesOf(entry.indicator);
  return {
    destination,
    externalId: brief(entry.externalId, maxValue),
    id: brief(entry.id, maxValue),
    observable: first === undefined ? null : { kind: first.kind, value: brief(first.value, maxValue) },
    sources: [...new Set((entry.saidBy ?? []).flatMap((word) => (word.takenBack ? [] : sourceNameOf(word))))],
    words: assertions.length,
    fate,
  };
};

const summaryOf = (matches: readonly HeldMatch[]) => ({
  count: matches.length,
  goes: matches.filter(({ fate }) => fate === 'goes').length,
});

const dryAnswer = (matches: readonly HeldMatch[]): HttpResponseInit => ({
  status: 200,
  headers: { 'Cache-Control': 'no-store' },
  jsonBody: {
    dryRun: true,
    ...summaryOf(matches),
    indicators: matches.slice(0, maxListed).map(listed),
    more: Math.max(0, matches.length - maxListed),
  },
});

/** More than one is taken back only for a caller that knows the number. */
const isExpected = (found: number, { count }: TakeBackAsked): boolean =>
  count === null ? found <= 1 : count === found;

/**
 * `DELETE /api/indicators`: 200 all of it is settled, 202 something is queued or parked, both with an outcome for each. 400: a
 * filter is missing, blank or wrong. 409: the number is not the one in `count`. 503. With `dryRun=true`, 200 with what would
 * go.
 */
export const takeBackIndicators =
  (environment: Environment, search: LedgerSearch | null): Handler =>
  async (request, context, budget) => {
    const read = readTakeBackQuery(request.query);
    if (read._tag === 'Left') return badQuery(read.left);
    const asked = read.right;
    const { invocationId } = context;
    const arrival = { channel: 'http' } as const;
    const line = (more: Readonly<Record<string, unknown>>): string =>
      logEntry('take-back', { intake: invocationId, by: asked.query.by, ...more });
    if (search === null) return noLedger(', so it can only be taken back by its source');
    const bounded = withinBudget(environment, budget.spent);
    const names = environment.routes.map(({ name }) => name);
    const find = findHeld(search, names, environment.now)(asked.query);
    const order = { id: invocationId, receivedAt: environment.now(), deadline: budget.deliverBy };
    const go = (found: HeldAndGone): TE.TaskEither<Unavailable | Unfinished, HttpResponseInit> => {
      const { matches } = found;
      if (asked.isDry) return TE.right(dryAnswer(matches));
      if (!isExpected(matches.length, asked)) {
        context.warn(line({ refused: 'count-differs', found: matches.length }));
        return TE.right(otherCount('taken back', matches.length, asked.count));
      }
      return pipe(
        rememberTakenBack(environment.routes)(order, asked.query, found),
        TE.flatMap((remembered) =>
          pipe(
            takeBack(bounded)(order, matches),
            TE.tapError(publishSettled(environment, context, arrival)),
            TE.flatMapTask((outcomes) => done(matches, outcomes, remembered)),
          ),
        ),
      );
    };
    const done = (
      matches: readonly HeldMatch[],
      outcomes: readonly Outcome[],
      remembered: number,
    ): T.Task<HttpResponseInit> => {
      const count = counts(outcomes);
      const reported = reportOutcomes(bounded, context, { arrival, outcomes });
      context.log(line({ ...summaryOf(matches), remembered, counts: count }));
      return pipe(
        reported,
        T.map(() => ({
          status: isOpen(count) ? 202 : 200,
          jsonBody: { dryRun: false, ...summaryOf(matches), remembered, counts: count, outcomes },
        })),
      );
    };
    return pipe(
      inTime(budget.delivered, 'table')(find),
      TE.flatMap(go),
      TE.match(refused(context, 'take-back', { by: asked.query.by }), (answer) => answer),
    )();
  };
