import * as TE from 'fp-ts/TaskEither';
import { type Remark } from '../destinations/destination';
import { type Failure } from '../failure';
import { handOver, nextJob, type Course } from './hand-over';
import { type Outcome, type Stamp } from './outcome';
import { type Unsettled } from './postpone';
import { type Environment, type Route } from './ports';

/** Said by the gateway itself, and of a token: they are no sign that the destination is down. */
const notItsOwn: ReadonlySet<string> = new Set([
  'asked-async',
  'budget-spent',
  'ledger-unreachable',
  'no-answer-for-item',
  'quota',
]);

const saysDown = ({ code, status }: Remark): boolean =>
  status === null ? !notItsOwn.has(code) && !code.startsWith('token-') : status >= 500;

/** Whether a route has been down for as long as it is set, as this process sees it or as the age of what waits for it tells. */
const isDown = ({ failover }: Route, { firstSeenAt }: Course, now: Date): boolean => {
  if (failover === undefined || failover === null) return false;
  const since = Math.min(failover.downSince()?.getTime() ?? Infinity, Date.parse(firstSeenAt));
  return now.getTime() - since >= failover.afterMinutes * 60_000;
};

/** Those of what a route did not settle that its successor gets by now. */
export const failedOver = (
  route: Route,
  course: Course,
  unsettled: readonly Unsettled[],
  now: Date,
): readonly Unsettled[] =>
  route.successor !== null && isDown(route, course, now)
    ? unsettled.filter(({ said }) => saysDown(said))
    : [];

/** Hands them over as a job of the successor's own; the route is tried again with what comes next. */
export const failOver =
  (environment: Environment, { name, successor, failover }: Route, course: Course, stamp: Stamp) =>
  (unsettled: readonly Unsettled[]): TE.TaskEither<Failure, readonly Outcome[]> => {
    const [first] = unsettled;
    if (first === undefined || successor === null) return TE.right([]);
    const job = nextJob(name, course, unsettled);
    const because = `this destination has been down for longer than ${failover?.afterMinutes ?? 0} minutes`;
    return handOver(environment, course, stamp, because)(job, first.said, successor);
  };
