import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { type Remark, type Verdict } from '../destinations/destination';
import { noRequestIds, type Failure } from '../failure';
import { deliver } from './deliver';
import { jobMessages, jobRecord } from './job';
import { created, notCreated, reason, type Outcome, type Planned, type Reason, type Stamp } from './outcome';
import { park } from './park';
import { type Environment, type Route } from './ports';

/** How a set of planned indicators is to be handled. */
export interface Order {
  readonly planned: readonly Planned[];
  readonly routes: readonly Route[];
  /** Tries made before this one. */
  readonly attempts: number;
  readonly deadline: Date;
  /** true: do not try now, queue everything (`Prefer: respond-async`). */
  readonly later: boolean;
  /** When no indicator could be settled anywhere: `fail` lets the host retry the message, `enqueue` makes jobs of it. */
  readonly onOutage: 'fail' | 'enqueue';
}

interface Unsettled {
  readonly planned: Planned;
  readonly said: Remark;
}

/** What one destination's share came to, in the order of the event. */
interface Share {
  readonly route: Route;
  readonly entries: readonly E.Either<Unsettled, Outcome>[];
}

const askedAsync: Remark = {
  code: 'asked-async',
  message: 'the sender asked for it',
  status: null,
  retryAfterSeconds: null,
  requestIds: noRequestIds,
};

/** Codes that say nothing against the destination: the job may be tried at once. */
const noWait: ReadonlySet<string> = new Set(['asked-async', 'budget-spent']);

const because = (code: string, { code: destinationCode, message, status }: Remark): Reason =>
  reason(code, `${destinationCode}${message === '' ? '' : `: ${message}`}`, { destinationCode, status });

const judge =
  (destination: string, stamp: Stamp, parkedAs: string | null) =>
  ([planned, verdict]: readonly [Planned, Verdict]): E.Either<Unsettled, Outcome> => {
    switch (verdict._tag) {
      case 'Created':
        return E.right(created(planned, destination, verdict, stamp));
      case 'Rejected': {
        const why = because('rejected-by-destination', verdict);
        return E.right(
          notCreated(planned, destination, 'rejected', why, stamp, { requestIds: verdict.requestIds }),
        );
      }
      case 'Retired': {
        if (parkedAs === null) return E.left({ planned, said: verdict });
        const more = { parkedAs, requestIds: verdict.requestIds };
        return E.right(
          notCreated(planned, destination, 'parked', because('destination-retired', verdict), stamp, more),
        );
      }
      case 'Unsettled':
        return E.left({ planned, said: verdict });
    }
  };

const stampOf = ({ now }: Environment, { attempts }: Order): Stamp => ({
  attempt: attempts + 1,
  settledAt: now().toISOString(),
});

/** Keeps what a retired destination refused; null when there was nothing to keep or it could not be kept. */
const keepRetired = (
  environment: Environment,
  destination: string,
  attempts: number,
  pairs: readonly (readonly [Planned, Verdict])[],
): T.Task<string | null> => {
  const retired = pairs.filter(([, verdict]) => verdict._tag === 'Retired');
  const items = retired.map(([planned]) => planned);
  const why = reason('destination-retired', `${destination} does not take indicators any more`);
  return retired.length === 0
    ? T.of(null)
    : pipe(
        park(environment)({ kind: 'job', reason: why, content: jobRecord({ destination, attempts, items }) }),
        TE.match(
          () => null,
          (name) => name,
        ),
      );
};

const deliverShare =
  (environment: Environment, order: Order) =>
  (route: Route): T.Task<Share> => {
    const indicators = order.planned.map(({ indicator }) => indicator);
    const verdicts: T.Task<readonly Verdict[]> = order.later
      ? T.of(indicators.map(({ externalId }) => ({ _tag: 'Unsettled', externalId, ...askedAsync })))
      : deliver(environment, route, order.deadline)(indicators);
    const settle = (pairs: readonly (readonly [Planned, Verdict])[]): T.Task<Share> =>
      pipe(
        keepRetired(environment, route.destination.name, order.attempts, pairs),
        T.map((parkedAs) => pairs.map(judge(route.destination.name, stampOf(environment, order), parkedAs))),
        T.map((entries) => ({ route, entries })),
      );
    return pipe(
      verdicts,
      T.map((said) => RA.zip(order.planned, said)),
      T.flatMap(settle),
    );
  };

const lefts = (share: Share): readonly Unsettled[] => RA.lefts(share.entries);

/** Seconds before a job may be tried: what the destination asked for, never less; at most seven days, the queue's limit. */
const delayOf = (unsettled: readonly Unsettled[], retryDelaySeconds: number): number => {
  const waits = unsettled.map(({ said }) =>
    noWait.has(said.code) ? 0 : Math.ceil(said.retryAfterSeconds ?? retryDelaySeconds),
  );
  return Math.min(Math.max(0, ...waits), 7 * 24 * 3600);
};

const enqueueShare =
  (environment: Environment, order: Order) =>
  (share: Share): TE.TaskEither<Failure, readonly Outcome[]> => {
    const unsettled = lefts(share);
    const destination = share.route.destination.name;
    const attempts = order.later ? order.attempts : order.attempts + 1;
    const messages = jobMessages({ destination, attempts, items: unsettled.map(({ planned }) => planned) });
    const delay = delayOf(unsettled, environment.retryDelaySeconds);
    const deferred = ({ planned, said }: Unsettled): Outcome =>
      notCreated(planned, destination, 'deferred', because('queued', said), stampOf(environment, order), {
        requestIds: said.requestIds,
      });
    return pipe(
      messages,
      TE.traverseSeqArray((message) => environment.jobs.enqueue(message, delay)),
      TE.map(() =>
        share.entries.map((entry) => (entry._tag === 'Right' ? entry.right : deferred(entry.left))),
      ),
    );
  };

const nothingSettled = (shares: readonly Share[]): Failure | null => {
  const unsettled = shares.flatMap(lefts);
  const entries = shares.flatMap((share) => share.entries);
  return entries.length > 0 && unsettled.length === entries.length
    ? {
        _tag: 'NothingSettled',
        unsettled: unsettled.length,
        codes: [...new Set(unsettled.map(({ said }) => said.code))],
      }
    : null;
};

/**
 * Delivers to every route, one never waiting for another, and queues what is left for later. A Right has exactly one
 * outcome for each indicator and route; a Left means that nothing was settled (`onOutage: 'fail'`) or that what is left
 * could not be queued, so the whole has to come again.
 */
export const dispatch =
  (environment: Environment) =>
  (order: Order): TE.TaskEither<Failure, readonly Outcome[]> => {
    const settle = (shares: readonly Share[]): TE.TaskEither<Failure, readonly Outcome[]> => {
      const failure = order.onOutage === 'fail' ? nothingSettled(shares) : null;
      return failure === null
        ? pipe(
            shares,
            TE.traverseSeqArray(enqueueShare(environment, order)),
            TE.map((outcomes) => outcomes.flat()),
          )
        : TE.left(failure);
    };
    return pipe(
      TE.fromTask(T.traverseArray(deliverShare(environment, order))(order.routes)),
      TE.flatMap(settle),
    );
  };
