import { type HttpResponseInit } from '@azure/functions';
import { pipe } from 'fp-ts/function';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { type Ledger } from '../shared/delivery/ports';
import { readBackOf, type ReadBackReport } from '../shared/delivery/read-back/read-back';
import { observablesOf } from '../shared/indicator/observable';
import { brief, type Outcome } from '../shared/pipeline/outcome';
import { type Environment } from '../shared/pipeline/ports';
import { putBack, repairsIn, type Repair } from '../shared/pipeline/held/put-back';
import { withinBudget } from '../shared/pipeline/within-budget';
import { type Handler } from './http/answering';
import { logEntry } from './log-entry';
import { counts, publishSettled, reportOutcomes } from './outcomes-output';
import { noLedger, otherCount } from './http/problem';
import { badQuery } from './http/query';
import { refused } from './http/refused';
import { readRepairQuery, type RepairAsked } from './repair-query';
import { isOpen } from './http/status';
import { chosenOf, unknownName, verifyLine, type Verifying } from './verify';

/** The most repairs that a dry run lists; all are counted. */
const maxListed = 5_000;

const maxValue = 1024;

const listed = ({ destination, row, lost, differs, fate }: Repair) => {
  const [first] = row.indicator === undefined ? [] : observablesOf(row.indicator);
  return {
    destination,
    externalId: brief(row.externalId, maxValue),
    id: brief(row.id, maxValue),
    observable: first === undefined ? null : { kind: first.kind, value: brief(first.value, maxValue) },
    state: lost,
    differs,
    fate,
  };
};

/** What was found: how many, how many of them are sent again, and which destinations could not be read to the end. */
const summaryOf = (repairs: readonly Repair[], reports: readonly ReadBackReport[]) => ({
  count: repairs.length,
  goes: repairs.filter(({ fate }) => fate === 'goes').length,
  unseen: reports.flatMap(({ destination, unseen }) =>
    unseen === null ? [] : { destination, code: unseen.code },
  ),
});

/** Looking at what products show may take half of the time left, and putting back a quarter. */
const lookUntil = (now: Date, deliverBy: Date): Date =>
  new Date(now.getTime() + ((deliverBy.getTime() - now.getTime()) * 2) / 3);

/**
 * `POST /api/repair`. With `dryRun=true`, 200 with what others removed or changed since it was sent. Otherwise that is sent
 * again: 200 all of it is settled, 202 something is queued or parked, both with an outcome for each. 400: the query is wrong or
 * gives no count. 409: the number is not the one in `count`, or no ledger is kept. 503.
 */
export const repair =
  (environment: Environment, { sources, tools }: Verifying, ledger: Ledger | null): Handler =>
  async (request, context, { deliverBy, spent }) => {
    const read = readRepairQuery(request.query);
    if (read._tag === 'Left') return badQuery(read.left);
    const { count, destination }: RepairAsked = read.right;
    const chosen = chosenOf(sources, destination);
    if (chosen === null) return unknownName(sources);
    if (ledger === null) return noLedger(', so nobody knows what was there');
    const { invocationId } = context;
    const receivedAt = environment.now();
    const line = (more: Readonly<Record<string, unknown>>): string =>
      logEntry('repair', { intake: invocationId, ...more });
    const reports = await Promise.all(chosen.map(readBackOf(tools, lookUntil(receivedAt, deliverBy))));
    for (const report of reports) context.log(verifyLine(invocationId, report));
    const repairs = reports.flatMap(repairsIn);
    const summary = summaryOf(repairs, reports);
    if (count === null)
      return {
        status: 200,
        headers: { 'Cache-Control': 'no-store' },
        jsonBody: {
          dryRun: true,
          ...summary,
          indicators: repairs.slice(0, maxListed).map(listed),
          more: Math.max(0, repairs.length - maxListed),
        },
      };
    if (count !== repairs.length) {
      context.warn(line({ refused: 'count-differs', found: repairs.length }));
      return otherCount('put back', repairs.length, count);
    }
    const bounded = withinBudget(environment, spent);
    const arrival = { channel: 'http' } as const;
    const done = (outcomes: readonly Outcome[]): T.Task<HttpResponseInit> => {
      const count = counts(outcomes);
      const reported = reportOutcomes(bounded, context, { arrival, outcomes });
      context.log(line({ count: summary.count, goes: summary.goes, counts: count }));
      return pipe(
        reported,
        T.map(() => ({
          status: isOpen(count) ? 202 : 200,
          jsonBody: { dryRun: false, ...summary, counts: count, outcomes },
        })),
      );
    };
    return pipe(
      putBack(bounded, ledger)({ id: invocationId, receivedAt, deadline: deliverBy }, repairs),
      TE.tapError(publishSettled(environment, context, arrival)),
      TE.flatMapTask(done),
      TE.match(refused(context, 'repair'), (answer) => answer),
    )();
  };
