import * as E from 'fp-ts/Either';
import { type Company } from './company';
import { type DelivererOptions } from './delivery';
import { nothingBrought, type DeliveryEffect, type DeliveryEvent } from './delivery-plan';
import { deliveriesOf, deliveryStep } from './delivery-step';
import { type Batches } from './in-batches';
import { type Bring } from './in-turn';

/** Looks each indicator up in the ledger, and brings what is new or has changed: does what `deliveryStep` says. */
export const byLedger =
  (
    { instance, ledger, rules, now }: Pick<DelivererOptions, 'instance' | 'ledger' | 'rules' | 'now'>,
    company: Pick<Company, 'setOut'>,
  ) =>
  ({ create, change, takeBack }: Batches): Bring => {
    const { name, kind } = instance;
    const deliveryRules = {
      ...rules,
      hasUpdates: kind.updating !== null,
      revoking: kind.revoking,
      revokesForGood: kind.revoking?.isForGood === true,
    };

    return async (items, deadline, place) => {
      let state = nothingBrought;

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
      const found =
        ledger === null ? E.right(null) : await ledger.find(name, externalIds)().finally(company.setOut());
      await dispatch({
        _tag: 'LookedUp',
        items,
        held: E.isRight(found) ? found.right : null,
        unrecorded: E.isLeft(found),
        place,
        at: now(),
      });
      return deliveriesOf(state);
    };
  };
