import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type ErrorDetail } from '../../destinations/destination';
import { type Failure } from '../../failure';
import { enqueueJob } from './enqueue-job';
import { briefly } from './error-reason';
import { inPrecedence } from './in-precedence';
import { type Job } from '../job';
import { brief, type Outcome, type Planned, type Stamp } from '../outcome';
import { parkJob } from '../parked/park-job';
import { type Environment } from '../ports';
import { retryPlanOf } from './retry-plan';
import { type Try } from '../wire';

/** What was not settled, and what was said of it. */
export interface Unsettled {
  readonly planned: Planned;
  readonly detail: ErrorDetail;
}

/** What the indicators of one destination have been through so far. */
export interface Past {
  readonly attempts: number;
  /** ISO 8601, UTC. */
  readonly firstSeenAt: string;
  readonly history: readonly Try[];
}

/** A try: what came before it, and the stamp for its outcomes. */
export interface Attempted {
  readonly past: Past;
  readonly stamp: Stamp;
}

type Settle = TE.TaskEither<Failure, readonly Outcome[]>;

/** The longest code in a job's history: a destination's words may be of any length. */
const maxCode = 64;

/** Groups indicators of which the same was said, so that they share a wait and a single bad one holds up nothing else. */
const groupsOf = (unsettled: readonly Unsettled[]): readonly (readonly Unsettled[])[] => {
  const groups = new Map<string, Unsettled[]>();
  for (const one of unsettled) {
    const key = `${one.detail.code} ${one.detail.status}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
};

const longestAsked = (group: readonly Unsettled[]): ErrorDetail | undefined =>
  group
    .map(({ detail }) => detail)
    .reduce<ErrorDetail | undefined>(
      (most, detail) =>
        most === undefined || (detail.retryAfterSeconds ?? -1) > (most.retryAfterSeconds ?? -1)
          ? detail
          : most,
      undefined,
    );

/** Alerts at once to what only a person can mend, not only when it is given up. */
const alertOf = ({ alert }: Environment, destination: string, detail: ErrorDetail): void => {
  if (detail.status === 403) alert('role-missing', destination, briefly(detail));
  // A 404 of an API that is gone is not retried, and does not come here.
  if (detail.status === 404) alert('destination-not-found', destination, briefly(detail));
  if (detail.code.startsWith('token-')) alert('token-unavailable', destination, briefly(detail));
};

const postponeGroup =
  (environment: Environment, destination: string, { past, stamp }: Attempted) =>
  (group: readonly Unsettled[]): Settle => {
    const detail = longestAsked(group);
    if (detail === undefined) return TE.right([]);
    const now = environment.now();
    const { attempts, firstSeenAt, history } = past;
    const ageSeconds = (now.getTime() - Date.parse(firstSeenAt)) / 1000;
    const plan = retryPlanOf({ attempts, ageSeconds, detail }, environment.retry, environment.random());
    const tried = { at: now.toISOString(), code: brief(detail.code, maxCode), status: detail.status };
    const items = group.map(({ planned }) => planned);
    const eventId = items[0]?.provenance.eventId ?? '';
    const delay = plan._tag === 'Queue' ? plan.delaySeconds : 0;
    const job: Job = {
      destination,
      eventId,
      attempts: plan._tag === 'Queue' ? plan.attempts : attempts + 1,
      firstSeenAt,
      notBefore: delay === 0 ? null : new Date(now.getTime() + delay * 1000).toISOString(),
      history: [...history, tried],
      items,
    };
    if (plan._tag === 'Queue') {
      if (plan.attempts > attempts) environment.telemetry.count('gateway.retries', 1, { destination });
      alertOf(environment, destination, detail);
      return enqueueJob(environment)(job, { delaySeconds: delay, detail }, stamp);
    }
    if (plan.reason.code === 'permission-missing')
      environment.alert('permission-missing', destination, briefly(detail));
    return parkJob(environment)({ ...job, items: inPrecedence(items) }, plan.reason, stamp);
  };

/**
 * Queues or parks what one destination did not settle. A Left says that neither could be done, so everything has to come again.
 */
export const postpone =
  (environment: Environment) =>
  (destination: string, unsettled: readonly Unsettled[], tried: Attempted): Settle =>
    pipe(
      groupsOf(unsettled),
      TE.traverseSeqArray(postponeGroup(environment, destination, tried)),
      TE.map((outcomes) => outcomes.flat()),
    );
