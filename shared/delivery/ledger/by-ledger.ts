import * as E from 'fp-ts/Either';
import { type PendingCallers } from '../batches/pending-callers';
import { sentElsewhere } from '../batches/bulk-operation';
import { type Delivery, type DelivererOptions } from '../delivery';
import { initialState, type DeliveryEffect, type DeliveryEvent } from '../delivery-plan';
import { deliveriesOf, deliveryStep } from '../delivery-step';
import { type Batches } from '../batches/in-batches';
import { type DeliverDistinct } from '../one-per-identity';
import { createMissPredictor } from './miss-predictor';
import { type LedgerEntry } from '../ports';

const noRows: ReadonlyMap<string, LedgerEntry> = new Map();

const isElsewhere = (delivery: Delivery | undefined): boolean =>
  delivery?._tag === 'Unsettled' && delivery.code === sentElsewhere.code && delivery.status === null;

/**
 * Looks each indicator up in the ledger, and delivers what is new or has changed (`deliveryStep`). Where everything was new lately,
 * indicators are claimed as new without a look-up. Those that turn out to be known are looked up afterwards.
 */
export const byLedger =
  (
    { instance, ledger, rules, now }: Pick<DelivererOptions, 'instance' | 'ledger' | 'rules' | 'now'>,
    pending: Pick<PendingCallers, 'add'>,
  ) =>
  ({ create, change, takeBack }: Batches): DeliverDistinct => {
    const { name, kind } = instance;
    const deliveryRules = {
      ...rules,
      hasUpdates: kind.updating !== null,
      revoking: kind.revoking,
      revokesForGood: kind.revoking?.isForGood === true,
    };

    const missPredictor = createMissPredictor();
    // Where places are counted, an indicator that is held already must not take one.
    const mayClaim = ledger?.claim !== undefined && kind.capacity === null;

    const deliver = async (
      items: Parameters<DeliverDistinct>[0],
      [deadline, place]: readonly [Parameters<DeliverDistinct>[1], Parameters<DeliverDistinct>[2]],
      isLookedUp: boolean,
    ): Promise<readonly Delivery[]> => {
      let state = initialState;

      const perform = async (effect: DeliveryEffect): Promise<void> => {
        switch (effect._tag) {
          case 'Confirm': {
            const recorded = await ledger?.record(name, effect.entries)();
            if (recorded?._tag === 'Left') await dispatch({ ...effect, _tag: 'Unconfirmed' });
            return;
          }
          case 'Create': {
            const { submissions } = effect;
            return dispatch({
              _tag: 'Created',
              submissions,
              deliveries: await create(submissions, deadline),
            });
          }
          case 'TakeBack': {
            const { submissions } = effect;
            return dispatch({
              _tag: 'TakenBack',
              submissions,
              deliveries: await takeBack(submissions, deadline),
            });
          }
          case 'Change': {
            const { submissions } = effect;
            return dispatch({
              _tag: 'Changed',
              submissions,
              deliveries: await change(submissions, deadline),
            });
          }
        }
      };

      const dispatch = async (event: DeliveryEvent): Promise<void> => {
        const [next, effects] = deliveryStep(state, deliveryRules, event);
        state = next;
        await Promise.all(effects.map(perform));
      };

      const externalIds = items.map(({ indicator }) => indicator.externalId);
      const lookUp = async () => {
        if (ledger === null) return E.right(null);
        const found = await ledger.find(name, externalIds)().finally(pending.add());
        if (E.isRight(found)) missPredictor.record(items.length, found.right.size);
        return found;
      };
      const found = isLookedUp ? await lookUp() : E.right(noRows);
      await dispatch({
        _tag: 'LookedUp',
        items,
        held: E.isRight(found) ? found.right : null,
        unrecorded: E.isLeft(found),
        isGuess: !isLookedUp,
        place,
        at: now(),
      });
      return deliveriesOf(state);
    };

    return async (items, deadline, place) => {
      const isNew =
        mayClaim &&
        missPredictor.expectsMisses() &&
        items.every(({ takeBackScope }) => takeBackScope === undefined);
      if (!isNew) return deliver(items, [deadline, place], true);
      const claimed = await deliver(items, [deadline, place], false);
      const known = items.filter((_, index) => isElsewhere(claimed[index]));
      missPredictor.record(items.length, known.length);
      if (known.length === 0) return claimed;
      const lookedUp = (await deliver(known, [deadline, place], true)).values();
      return claimed.map((delivery) =>
        isElsewhere(delivery) ? (lookedUp.next().value ?? delivery) : delivery,
      );
    };
  };
