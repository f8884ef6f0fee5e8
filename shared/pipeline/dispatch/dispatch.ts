import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { type Delivery } from '../../delivery/delivery';
import { ownErrorDetail } from '../../delivery/batches/bulk-operation';
import { isTakenBack } from '../../indicator/taken-back';
import { admit, type Admitted, type Refused } from './admit';
import { toDeliveryItem } from './to-delivery-item';
import { failedOver, failOver, unlessFailedOver } from './fail-over';
import { yieldToOthers } from '../in-turns';
import { judgeDelivery } from './judge-delivery';
import { notCreated, reason, type Outcome, type Planned, type Stamp } from '../outcome';
import { postpone, type Past } from './postpone';
import { giveUpRetired } from './retired';
import { type Environment, type Route } from '../ports';
import { reportToShadows } from '../shadow/report-to-shadows';
import { settledOf, type Unfinished } from '../unfinished';

/** How to handle a set of planned indicators. */
export interface DispatchRequest extends Past {
  readonly planned: readonly Planned[];
  readonly routes: readonly Route[];
  /** What goes to a route, and in which form. Absent: everything goes as it is. */
  readonly shareOf?: (route: Route) => readonly Planned[];
  readonly deadline: Date;
  /** true: do not try now, queue everything (`Prefer: respond-async`). */
  readonly later: boolean;
}

const askedAsync = ownErrorDetail('asked-async', 'the sender asked for it');

/** Outcomes in the order of the event. */
const inOrder = (planned: readonly Planned[], outcomes: readonly Outcome[]): readonly Outcome[] => {
  const keyOf = ({ place, eventId }: Planned['provenance']): string => `${eventId} ${place}`;
  const positions = new Map(planned.map(({ provenance }, index) => [keyOf(provenance), index]));
  return [...outcomes].sort((a, b) => (positions.get(keyOf(a)) ?? 0) - (positions.get(keyOf(b)) ?? 0));
};

const endangered =
  (destination: string, stamp: Stamp) =>
  ({ planned, danger: { code, text } }: Refused): Outcome =>
    notCreated(planned, { destination, state: 'skipped', why: reason(code, text) }, stamp);

const tooOld = {
  code: 'older-than-tombstones',
  text: 'it waited for longer than is known what was taken back (LEDGER_TOMBSTONE_DAYS)',
};

/**
 * Whether it is too old to go out: by then nobody knows whether it was taken back. A take-back may be old, since the ledger
 * tells that.
 */
const isTooOld =
  ({ now, retry }: Environment) =>
  ({ provenance: { receivedAt }, indicator }: Planned): boolean =>
    !isTakenBack(indicator) && now().getTime() - Date.parse(receivedAt) > retry.oldestSeconds * 1000;

/** Lets pass what the guard admits and what is not too old. */
const judging = (environment: Environment) => {
  const judge = admit(environment.profile.guard);
  return (planned: readonly Planned[]): Admitted => {
    const { left: fresh, right: old } = RA.partition(isTooOld(environment))(planned);
    const { passed, refused } = judge(fresh);
    return { passed, refused: [...refused, ...old.map((one) => ({ planned: one, danger: tooOld }))] };
  };
};

const settleShare =
  (environment: Environment, request: DispatchRequest, admitted: (route: Route) => Admitted) =>
  (route: Route): TE.TaskEither<Unfinished, readonly Outcome[]> => {
    const { name, deliverer } = route;
    const { passed: planned, refused } = admitted(route);
    const { later, deadline } = request;
    const delivered: T.Task<readonly Delivery[]> = later
      ? T.of(
          planned.map(({ indicator: { externalId } }) => ({ _tag: 'Unsettled', externalId, ...askedAsync })),
        )
      : unlessFailedOver(route, (items) => deliverer(items, deadline))(planned.map(toDeliveryItem));
    const settle = (deliveries: readonly Delivery[]): TE.TaskEither<Unfinished, readonly Outcome[]> => {
      const stamp = { attempt: request.attempts + 1, settledAt: environment.now().toISOString() };
      const judged = planned.flatMap((one, index) => {
        const delivery = deliveries[index];
        return delivery === undefined ? [] : [judgeDelivery(name, stamp)(one, delivery)];
      });
      const settled = [
        ...refused.map(endangered(name, stamp)),
        ...judged.flatMap((one) => (one._tag === 'Settled' ? [one.outcome] : [])),
      ];
      const unsettled = judged.flatMap((one) => (one._tag === 'Unsettled' ? [one.unsettled] : []));
      const retired = judged.flatMap((one) => (one._tag === 'Retired' ? [one] : []));
      const tried = { past: request, stamp };
      const moving = failedOver(route, unsettled, { past: request, now: environment.now() });
      const waiting = unsettled.filter((one) => !moving.includes(one));
      return pipe(
        TE.sequenceSeqArray([
          postpone(environment)(name, waiting, tried),
          failOver(environment, route, tried)(moving),
          giveUpRetired(environment, route, tried)(retired),
        ]),
        TE.tapIO((others) => () => {
          reportToShadows(environment, route, { planned, outcomes: [...settled, ...others.flat()] });
        }),
        TE.bimap(
          (failure) => (settled.length === 0 ? failure : { ...failure, settled }),
          (others) => inOrder(request.planned, [...settled, ...others.flat()]),
        ),
      );
    };
    return pipe(
      TE.fromTask(delivered),
      TE.tap(() => TE.fromTask(yieldToOthers)),
      TE.flatMap(settle),
    );
  };

/**
 * Combines the shares. One unfinished share leaves the whole unfinished, and the outcomes of the others are settled all the
 * same.
 */
const together = (
  shares: readonly E.Either<Unfinished, readonly Outcome[]>[],
): E.Either<Unfinished, readonly Outcome[]> => {
  const failed = shares.find(E.isLeft);
  const outcomes = shares.flatMap((share) => (E.isLeft(share) ? settledOf(share.left) : share.right));
  return failed === undefined
    ? E.right(outcomes)
    : E.left(outcomes.length === 0 ? failed.left : { ...failed.left, settled: outcomes });
};

/**
 * Delivers to every route, none of which waits for another, and queues or parks what is left. A Right has exactly one outcome
 * for each indicator and route. A Left means that what is left could not be queued, so the whole has to come again.
 */
export const dispatch =
  (environment: Environment) =>
  (request: DispatchRequest): TE.TaskEither<Unfinished, readonly Outcome[]> => {
    const { planned, routes, shareOf } = request;
    const judge = judging(environment);
    // Where everything goes to all, one judgement serves for all. A route may change an indicator, which is then judged anew.
    const whole = shareOf === undefined ? judge(planned) : null;
    const admitted = (route: Route): Admitted => whole ?? judge(shareOf?.(route) ?? planned);
    return pipe(routes, T.traverseArray(settleShare(environment, request, admitted)), T.map(together));
  };
