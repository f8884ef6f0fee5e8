import { pipe } from 'fp-ts/function';
import { type Task } from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { ownErrorDetail } from '../../delivery/batches/bulk-operation';
import { type Delivery, type DeliveryItem } from '../../delivery/delivery';
import { type ErrorDetail } from '../../destinations/destination';
import { type Failure } from '../../failure';
import { isTakenBack } from '../../indicator/taken-back';
import { handOver, nextJob } from './hand-over';
import { type Outcome } from '../outcome';
import { type Attempted, type Past, type Unsettled } from './postpone';
import { type Environment, type Route } from '../ports';

/** Codes of the gateway itself and of tokens. They do not mean that the destination is down. */
const notItsOwn: ReadonlySet<string> = new Set([
  'asked-async',
  'brought-elsewhere',
  'budget-spent',
  'ledger-unreachable',
  'no-answer-for-item',
  'quota',
]);

const saysDown = ({ code, status }: ErrorDetail): boolean =>
  status === null ? !notItsOwn.has(code) && !code.startsWith('token-') : status >= 500;

/**
 * Whether a route has been down as long as it is set to wait, as this process sees it or as the age of what waits for it shows.
 */
const isDown = ({ failover }: Route, { firstSeenAt }: Past, now: Date): boolean => {
  if (failover === undefined || failover === null) return false;
  const since = Math.min(failover.downSince()?.getTime() ?? Infinity, Date.parse(firstSeenAt));
  return now.getTime() - since >= failover.afterMinutes * 60_000;
};

/** Whether it may go to the successor. A take-back waits, since the indicator is held at this destination and nowhere else. */
const mayMove = ({ planned: { indicator } }: Unsettled): boolean => !isTakenBack(indicator);

const untilTold = ownErrorDetail('failed-over', 'what is new goes to its successor until it is failed back');

/**
 * Like `bring`, except that new indicators are not tried here while the route's successor gets them until somebody says
 * otherwise.
 */
export const unlessFailedOver =
  ({ failover, successor }: Route, deliver: (items: readonly DeliveryItem[]) => Task<readonly Delivery[]>) =>
  (items: readonly DeliveryItem[]): Task<readonly Delivery[]> => {
    const lasting = failover?.lasting ?? null;
    if (lasting === null || successor === null) return deliver(items);
    return async () => {
      if ((await lasting.since()) === null) return deliver(items)();
      const staying = items.filter(({ indicator }) => isTakenBack(indicator));
      const deliveries = staying.length === 0 ? [] : await deliver(staying)();
      const rest = deliveries.values();
      return items.map(({ indicator }): Delivery => {
        const moved = { _tag: 'Unsettled' as const, externalId: indicator.externalId, ...untilTold };
        return isTakenBack(indicator) ? (rest.next().value ?? moved) : moved;
      });
    };
  };

const isUntilTold = ({ code, status }: ErrorDetail): boolean => code === untilTold.code && status === null;

/** What a route did not settle and its successor now gets. */
export const failedOver = (
  route: Route,
  unsettled: readonly Unsettled[],
  { past, now }: { readonly past: Past; readonly now: Date },
): readonly Unsettled[] =>
  route.successor === null
    ? []
    : unsettled.filter(
        (one) =>
          mayMove(one) && (isUntilTold(one.detail) || (saysDown(one.detail) && isDown(route, past, now))),
      );

/** Hands those over as a job of the successor's own. The route is tried again with what comes next. */
export const failOver =
  (environment: Environment, { name, successor, failover }: Route, { past, stamp }: Attempted) =>
  (unsettled: readonly Unsettled[]): TE.TaskEither<Failure, readonly Outcome[]> => {
    const [first] = unsettled;
    if (first === undefined || successor === null) return TE.right([]);
    const job = nextJob(name, past, unsettled);
    const because = isUntilTold(first.detail)
      ? 'this destination was failed over, and nobody has failed it back'
      : `this destination has been down for longer than ${failover?.afterMinutes ?? 0} minutes`;
    return pipe(
      handOver(environment, stamp, because)(job, first.detail, successor),
      TE.tapTask(() => () => failover?.lasting?.begin() ?? Promise.resolve()),
    );
  };
