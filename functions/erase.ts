import { type HttpResponseInit } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Violation } from '../shared/codec/violation';
import { type Failure } from '../shared/failure';
import {
  erase,
  findErasable,
  type Erasable,
  type Erased,
  type EraseQuery,
  type KeptPlaces,
} from '../shared/pipeline/held/erase';
import { inTime } from '../shared/pipeline/in-time';
import { brief } from '../shared/pipeline/outcome';
import { type Environment } from '../shared/pipeline/ports';
import { type Handler } from './http/answering';
import { logEntry } from './log-entry';
import { otherCount } from './http/problem';
import { badQuery } from './http/query';
import { refused } from './http/refused';
import { readTakeBackQuery } from './take-back-query';

const maxListed = 5_000;

const maxValue = 1024;

interface EraseAsked {
  readonly query: EraseQuery;
  /** The number that the dry run gave; null: this is the dry run. */
  readonly count: number | null;
}

const noCount: Violation = {
  pointer: '/count',
  expected: 'the count of a dry run (dryRun=true), as nothing is erased that nobody looked at',
};

const notOf: Violation = { pointer: '', expected: 'value or eventId: only by one of them it is erased' };

const readEraseQuery = (params: URLSearchParams): E.Either<readonly Violation[], EraseAsked> =>
  pipe(
    readTakeBackQuery(params),
    E.flatMap(({ query, isDry, count }): E.Either<readonly Violation[], EraseAsked> => {
      if (query.by !== 'value' && query.by !== 'event') return E.left([notOf]);
      if (!isDry && count === null) return E.left([noCount]);
      return E.right({ query, count: isDry ? null : count });
    }),
  );

/** How much of what is kept will be erased; rows of what is held stay. */
const summaryOf = ({ rows, outcomes, parked }: Erasable) => {
  const held = rows.filter(({ isHeld }) => isHeld).length;
  const left = rows.length - held;
  return { count: left + outcomes + parked.length, held, rows: left, outcomes, parked: parked.length };
};

const dryAnswer = (found: Erasable): HttpResponseInit => ({
  status: 200,
  jsonBody: {
    dryRun: true,
    ...summaryOf(found),
    ledger: found.rows.slice(0, maxListed).map(({ destination, externalId, isHeld }) => ({
      destination,
      externalId: brief(externalId, maxValue),
      fate: isHeld ? 'held' : 'goes',
    })),
    parkedIds: found.parked.slice(0, maxListed).map(({ id }) => id),
  },
});

/**
 * `POST /api/erase`. With `dryRun=true`, 200 with what is kept of a value or an event; otherwise that is erased, and 200 gives
 * how much. 400: a filter or the count is missing or wrong. 409: the number is not the one in `count`. 503.
 */
export const eraseKept =
  (environment: Pick<Environment, 'parked' | 'routes' | 'shadows' | 'now'>, kept: KeptPlaces): Handler =>
  async (request, context, { spent }) => {
    const read = readEraseQuery(request.query);
    if (read._tag === 'Left') return badQuery(read.left);
    const { query, count } = read.right;
    const { invocationId: intake } = context;
    const line = (more: Readonly<Record<string, unknown>>): string =>
      logEntry('erase', { intake, by: query.by, ...more });
    const { parked, routes, shadows, now } = environment;
    const places = { ...kept, parked, routes, now, ...(shadows === undefined ? {} : { shadows }) };
    const done = (erased: Erased): HttpResponseInit => {
      context.log(line({ ...erased }));
      return { status: 200, jsonBody: { dryRun: false, ...erased } };
    };
    const go = (found: Erasable): TE.TaskEither<Failure, HttpResponseInit> => {
      const summary = summaryOf(found);
      if (count === null) return TE.right(dryAnswer(found));
      if (count !== summary.count) return TE.right(otherCount('erased', summary.count, count));
      return pipe(erase(places)(query, found), inTime(spent, 'table'), TE.map(done));
    };
    return pipe(
      findErasable(places)(query),
      inTime(spent, 'table'),
      TE.flatMap(go),
      TE.match(refused(context, 'erase', { by: query.by }), (answer) => answer),
    )();
  };
