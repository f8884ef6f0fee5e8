import { ledgerUnreachable, noAnswer, unsettled } from './batches/bulk-operation';
import { type Delivery } from './delivery';
import {
  effect,
  planDelivery,
  withDeliveries,
  type CallResult,
  type DeliveryEvent,
  type DeliveryRules,
  type DeliveryState,
  type DeliveryStep,
} from './delivery-plan';
import { type Submission } from './batches/submitter';

/**
 * A change that the destination refuses is followed by a creation. In a later generation the refusal is the last word, since a
 * creation would not give the ids of that generation.
 */
const isLast = (delivery: Delivery, { held }: Submission): boolean =>
  delivery._tag !== 'Gone' && (delivery._tag !== 'Rejected' || (held?.generation ?? 0) > 0);

/** Forgets the id of what is gone. The creation that follows gives another id, and its answer may be lost. */
const afterChange = (submission: Submission, delivery: Delivery): Submission | Delivery => {
  if (isLast(delivery, submission)) return delivery;
  const { held } = submission;
  return delivery._tag === 'Gone' && held !== null
    ? { ...submission, held: { ...held, id: '' } }
    : submission;
};

const decisionOn = ({ items, decisions }: DeliveryState, { deliveryItem }: Submission) =>
  decisions[items.indexOf(deliveryItem)];

/** Sorts the answers to a call: some items need another call, for the others the answer is the last word. */
const goOn = (
  state: DeliveryState,
  { submissions, deliveries }: CallResult,
  {
    next,
    call,
  }: {
    readonly next: (submission: Submission, delivery: Delivery) => Submission | Delivery;
    readonly call: (submission: Submission) => 'Create' | 'Change' | 'TakeBack';
  },
): DeliveryStep => {
  const results = submissions.flatMap((submission, index) => {
    const delivery = deliveries[index];
    return delivery === undefined ? [] : [next(submission, delivery)];
  });
  const isDelivery = (result: Submission | Delivery): result is Delivery => '_tag' in result;
  const going = results.filter((result): result is Submission => !isDelivery(result));
  return [
    withDeliveries(state, results.filter(isDelivery)),
    (['Create', 'Change', 'TakeBack'] as const).flatMap((one) =>
      effect(
        one,
        going.filter((submission) => call(submission) === one),
      ),
    ),
  ];
};

/** What was created only to learn its id is taken back or changed by that id. Where it is refused, it was never there. */
const afterCreation = (submission: Submission, delivery: Delivery): Submission | Delivery => {
  const { learns, deliveryItem, ...others } = submission;
  if (learns === undefined) return delivery;
  if (delivery._tag === 'Rejected' && deliveryItem.takeBackScope === undefined)
    return { ...others, deliveryItem };
  if (delivery._tag !== 'Created') return delivery;
  const { action, threatType } = learns;
  const held = { id: delivery.id, since: null, action, threatType, generation: 0 };
  return { ...others, deliveryItem, held };
};

const callAfterCreation = ({ deliveryItem, held }: Submission) => {
  if (deliveryItem.takeBackScope !== undefined) return 'TakeBack';
  return held === null ? 'Create' : 'Change';
};

/**
 * After a take-back for good, a renewed indicator comes as the next generation. Where the indicator was neither there nor ever
 * known to be, it was no take-back.
 */
const afterTakeBack =
  (state: DeliveryState) =>
  (submission: Submission, delivery: Delivery): Submission | Delivery => {
    const decision = decisionOn(state, submission);
    const isDone = delivery._tag === 'Revoked' || delivery._tag === 'Gone';
    if (decision?._tag === 'Renew' && isDone) {
      const generation = decision.generation + 1;
      return {
        ...submission,
        held: { ...decision, since: null, action: null, threatType: null, generation },
      };
    }
    if (delivery._tag !== 'Gone') return delivery;
    const { externalId, requestIds } = delivery;
    const id = submission.held?.id ?? '';
    return decision?._tag === 'TakeBack' && decision.isSure
      ? { _tag: 'Revoked', externalId, id, requestIds }
      : { _tag: 'NotHeld', externalId, id };
  };

/** Says what to do with what was looked up, and after each answer. */
export const deliveryStep = (
  state: DeliveryState,
  rules: DeliveryRules,
  event: DeliveryEvent,
): DeliveryStep => {
  switch (event._tag) {
    case 'LookedUp':
      return planDelivery(event, rules);
    case 'Changed':
      return goOn(state, event, { next: afterChange, call: () => 'Create' });
    case 'Created':
      return goOn(state, event, { next: afterCreation, call: callAfterCreation });
    case 'TakenBack':
      return goOn(state, event, {
        next: afterTakeBack(state),
        call: () => (rules.hasUpdates ? 'Change' : 'Create'),
      });
    case 'Unconfirmed': {
      // Whoever says an indicator says it again with the next event. A take-back comes only once.
      const lost = new Set(event.entries.map(({ externalId }) => externalId));
      const takenBack = state.items.filter(
        ({ indicator, takeBackScope }) => takeBackScope !== undefined && lost.has(indicator.externalId),
      );
      return [
        withDeliveries(
          state,
          takenBack.map(({ indicator }) => unsettled(indicator.externalId, ledgerUnreachable)),
        ),
        [],
      ];
    }
  }
};

/** One delivery for each item, at its position. */
export const deliveriesOf = ({ items, decisions, deliveryById }: DeliveryState): readonly Delivery[] =>
  items.map(({ indicator: { externalId }, takeBackScope }, index) => {
    const delivery = deliveryById.get(externalId);
    const decision = decisions[index];
    const isSettled =
      decision?._tag === 'Restore' || (decision?._tag === 'TakeBack' && takeBackScope === undefined);
    if (isSettled && delivery !== undefined && 'id' in delivery)
      return { _tag: 'TakenBack', externalId, id: delivery.id };
    if (delivery !== undefined) return delivery;
    return decision !== undefined && 'confirmed' in decision
      ? { _tag: decision._tag, externalId, id: decision.id }
      : unsettled(externalId, noAnswer);
  });
