import { type Delivery } from '../../delivery/delivery';
import { type Unfit } from '../../destinations/destination';
import { noRequestIds } from '../../failure';
import { held, notCreated, reason, type Outcome, type Planned, type Reason, type Stamp } from '../outcome';
import { reasonFor } from './error-reason';
import { type Unsettled } from './postpone';
import { type Retired } from './retired';

/** What a delivery leads to: an outcome, a later try, or a destination that takes nothing any more. */
export type Judged =
  | { readonly _tag: 'Settled'; readonly outcome: Outcome }
  | { readonly _tag: 'Unsettled'; readonly unsettled: Unsettled }
  | ({ readonly _tag: 'Retired' } & Retired);

const unrecorded = reason(
  'ledger-unreachable',
  'delivered, but the ledger could not be read or written: the same again would not be seen as a duplicate',
);

const alreadyHeld = reason('already-held', 'the destination holds the same already');

const noCalls = {
  Superseded: reason(
    'newer-already-held',
    'the destination holds what a newer event said of this; an older one does not overwrite it',
  ),
  StillSaid: reason('said-by-another', 'it stays: another source still says it'),
  TakenBack: reason('taken-back', 'it was taken back after this was said'),
  OfAnother: reason(
    'id-of-another',
    'another sender says another thing under this externalId; what is held stays as it is',
  ),
  NotHeld: reason('not-held', 'it is taken back, and the destination holds nothing of it'),
};

const whyTakenBack = (unfit: Unfit | undefined): Reason | null =>
  unfit === undefined
    ? null
    : reason(unfit.code, `${unfit.text}: what its source had said of it was taken back`);

/** Judges a delivery of a planned indicator. */
export const judgeDelivery =
  (destination: string, stamp: Stamp) =>
  (planned: Planned, delivery: Delivery): Judged => {
    const settled = (outcome: Outcome): Judged => ({ _tag: 'Settled', outcome });
    switch (delivery._tag) {
      case 'Created':
      case 'Updated': {
        const why = delivery.unrecorded === true ? unrecorded : null;
        const state = delivery._tag === 'Created' ? 'created' : 'updated';
        return settled(
          held(planned, { destination, state, id: delivery.id, why, requestIds: delivery.requestIds }, stamp),
        );
      }
      case 'Duplicate':
        return settled(
          held(
            planned,
            { destination, state: 'duplicate', id: delivery.id, why: alreadyHeld, requestIds: noRequestIds },
            stamp,
          ),
        );
      case 'Unfit': {
        const why = reason(delivery.code, delivery.text);
        return settled(notCreated(planned, { destination, state: 'skipped', why }, stamp));
      }
      case 'Revoked': {
        const why = delivery.unrecorded === true ? unrecorded : whyTakenBack(delivery.insteadOf);
        return settled(
          held(
            planned,
            { destination, state: 'revoked', id: delivery.id, why, requestIds: delivery.requestIds },
            stamp,
          ),
        );
      }
      case 'Superseded':
      case 'StillSaid':
        return settled(
          held(
            planned,
            {
              destination,
              state: 'skipped',
              id: delivery.id,
              why: noCalls[delivery._tag],
              requestIds: noRequestIds,
            },
            stamp,
          ),
        );
      case 'TakenBack':
      case 'NotHeld':
        return settled(
          notCreated(planned, { destination, state: 'skipped', why: noCalls[delivery._tag] }, stamp),
        );
      case 'OfAnother':
        return settled(
          notCreated(planned, { destination, state: 'rejected', why: noCalls.OfAnother }, stamp),
        );
      case 'Rejected': {
        const why = reasonFor('rejected-by-destination', delivery);
        const { requestIds } = delivery;
        return settled(notCreated(planned, { destination, state: 'rejected', why, requestIds }, stamp));
      }
      case 'Retired':
        return { _tag: 'Retired', planned, detail: delivery };
      case 'Unsettled':
      case 'Gone':
      case 'Full':
        return { _tag: 'Unsettled', unsettled: { planned, detail: delivery } };
    }
  };
