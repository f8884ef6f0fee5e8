import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { type DeliveryItem, type Delivery } from '../delivery/delivery';
import { ownRemark } from '../delivery/bulk-operation';
import { noRequestIds } from '../failure';
import { admit, type Admitted, type Refused } from './admit';
import { othersTurn } from './in-turns';
import { held, notCreated, reason, type Outcome, type Planned, type Stamp } from './outcome';
import { because, postpone, type Past, type Unsettled } from './postpone';
import { giveUpRetired, type Retired } from './retired';
import { type Environment, type Route } from './ports';
import { sourceTimeOf } from './source-time';
import { settledOf, type Unfinished } from './unfinished';

/** How a set of planned indicators is to be handled. */
export interface Order extends Past {
  readonly planned: readonly Planned[];
  readonly routes: readonly Route[];
  readonly deadline: Date;
  /** true: do not try now, queue everything (`Prefer: respond-async`). */
  readonly later: boolean;
}

/** What one delivery means: an outcome, a try to be made later, or a destination that takes nothing any more. */
type Judged =
  | { readonly _tag: 'Settled'; readonly outcome: Outcome }
  | { readonly _tag: 'Unsettled'; readonly unsettled: Unsettled }
  | ({ readonly _tag: 'Retired' } & Retired);

const askedAsync = ownRemark('asked-async', 'the sender asked for it');

const unrecorded = reason(
  'ledger-unreachable',
  'delivered, but the ledger could not be read or written: the same again would not be seen as a duplicate',
);

const alreadyHeld = reason('already-held', 'the destination holds the same already');

const newerHeld = reason(
  'newer-already-held',
  'the destination holds what a newer event said of this; an older one does not overwrite it',
);

const consign = (planned: Planned): DeliveryItem => ({
  indicator: planned.indicator,
  sourceTime: sourceTimeOf(planned),
});

const judge =
  (destination: string, stamp: Stamp) =>
  (planned: Planned, delivery: Delivery): Judged => {
    const settled = (outcome: Outcome): Judged => ({ _tag: 'Settled', outcome });
    switch (delivery._tag) {
      case 'Created':
      case 'Updated': {
        const why = delivery.unrecorded === true ? unrecorded : null;
        const state = delivery._tag === 'Created' ? 'created' : 'updated';
        return settled(held(planned, destination, state, delivery.id, why, delivery.requestIds, stamp));
      }
      case 'Duplicate':
        return settled(
          held(planned, destination, 'duplicate', delivery.id, alreadyHeld, noRequestIds, stamp),
        );
      case 'Unfit': {
        const why = reason(delivery.code, delivery.text);
        return settled(notCreated(planned, destination, 'skipped', why, stamp));
      }
      case 'Superseded':
        return settled(held(planned, destination, 'skipped', delivery.id, newerHeld, noRequestIds, stamp));
      case 'Rejected': {
        const why = because('rejected-by-destination', delivery);
        const { requestIds } = delivery;
        return settled(notCreated(planned, destination, 'rejected', why, stamp, { requestIds }));
      }
      case 'Retired':
        return { _tag: 'Retired', planned, said: delivery };
      case 'Unsettled':
      case 'Gone':
      case 'Full':
        return { _tag: 'Unsettled', unsettled: { planned, said: delivery } };
    }
  };

/** Outcomes in the order of the event. */
const inOrder = (planned: readonly Planned[], outcomes: readonly Outcome[]): readonly Outcome[] => {
  const keyOf = ({ place, eventId }: Planned['provenance']): string => `${eventId} ${place}`;
  const positions = new Map(planned.map(({ provenance }, index) => [keyOf(provenance), index]));
  return [...outcomes].sort((a, b) => (positions.get(keyOf(a)) ?? 0) - (positions.get(keyOf(b)) ?? 0));
};

const endangered =
  (destination: string, stamp: Stamp) =>
  ({ planned, danger: { code, text } }: Refused): Outcome =>
    notCreated(planned, destination, 'skipped', reason(code, text), stamp);

const settleShare =
  (environment: Environment, order: Order, { passed: planned, refused }: Admitted) =>
  (route: Route): TE.TaskEither<Unfinished, readonly Outcome[]> => {
    const { name, deliverer } = route;
    const { later, deadline } = order;
    const delivered: T.Task<readonly Delivery[]> = later
      ? T.of(
          planned.map(({ indicator: { externalId } }) => ({ _tag: 'Unsettled', externalId, ...askedAsync })),
        )
      : deliverer(planned.map(consign), deadline);
    const settle = (deliveries: readonly Delivery[]): TE.TaskEither<Unfinished, readonly Outcome[]> => {
      const stamp = { attempt: order.attempts + 1, settledAt: environment.now().toISOString() };
      const judged = planned.flatMap((one, index) => {
        const delivery = deliveries[index];
        return delivery === undefined ? [] : [judge(name, stamp)(one, delivery)];
      });
      const settled = [
        ...refused.map(endangered(name, stamp)),
        ...judged.flatMap((one) => (one._tag === 'Settled' ? [one.outcome] : [])),
      ];
      const unsettled = judged.flatMap((one) => (one._tag === 'Unsettled' ? [one.unsettled] : []));
      const retired = judged.flatMap((one) => (one._tag === 'Retired' ? [one] : []));
      return pipe(
        TE.sequenceSeqArray([
          postpone(environment)(name, unsettled, order, stamp),
          giveUpRetired(environment, route, order, stamp)(retired),
        ]),
        TE.bimap(
          (failure) => (settled.length === 0 ? failure : { ...failure, settled }),
          (others) => inOrder(order.planned, [...settled, ...others.flat()]),
        ),
      );
    };
    return pipe(
      TE.fromTask(delivered),
      TE.tap(() => TE.fromTask(othersTurn)),
      TE.flatMap(settle),
    );
  };

/** One share that is not finished leaves the whole unfinished; what the others came to is settled all the same. */
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
 * Delivers to every route, one never waiting for another, and queues or parks what is left. A Right has exactly one
 * outcome for each indicator and route; a Left means that what is left could not be queued, so the whole has to come again.
 */
export const dispatch =
  (environment: Environment) =>
  (order: Order): TE.TaskEither<Unfinished, readonly Outcome[]> =>
    pipe(
      order.routes,
      T.traverseArray(settleShare(environment, order, admit(environment.profile.guard)(order.planned))),
      T.map(together),
    );
