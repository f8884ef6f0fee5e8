import { type TracePlace } from '../telemetry/trace-place';
import { noAnswer, unsettled } from './bulk-operation';
import { type Delivery, type DeliveryItem } from './delivery';
import { decideByLedger, type LedgerDecision, type LedgerRules } from './ledger';
import { type LedgerEntry } from './ports';
import { type Submission } from './submitter';

export interface DeliveryRules extends LedgerRules {
  /** Whether the destination changes what it holds; else it is created anew. */
  readonly hasUpdates: boolean;
}

/** Items of which no two are one identity, what is to be done with each, and what was said of it by now. */
export interface DeliveryState {
  readonly items: readonly DeliveryItem[];
  readonly decisions: readonly LedgerDecision[];
  readonly said: ReadonlyMap<string, Delivery>;
}

export const nothingBrought: DeliveryState = { items: [], decisions: [], said: new Map() };

export type DeliveryEvent =
  | {
      readonly _tag: 'LookedUp';
      readonly items: readonly DeliveryItem[];
      /** Null where no ledger is kept, and where it could not be asked. */
      readonly held: ReadonlyMap<string, LedgerEntry> | null;
      readonly unrecorded: boolean;
      readonly place: TracePlace | null;
      readonly at: Date;
    }
  /** One delivery for each submission, at its position. */
  | {
      readonly _tag: 'Changed';
      readonly submissions: readonly Submission[];
      readonly deliveries: readonly Delivery[];
    }
  | { readonly _tag: 'Created'; readonly deliveries: readonly Delivery[] };

/** None has an empty list. */
export type DeliveryEffect =
  /** Answered by `Created`. */
  | { readonly _tag: 'Create'; readonly submissions: readonly Submission[] }
  /** Answered by `Changed`. */
  | { readonly _tag: 'Change'; readonly submissions: readonly Submission[] }
  /** Only keeps events in between from overwriting: not told is not worse than not known. */
  | { readonly _tag: 'Confirm'; readonly entries: readonly LedgerEntry[] };

export type DeliveryStep = readonly [DeliveryState, readonly DeliveryEffect[]];

const effect = (_tag: 'Create' | 'Change', submissions: readonly Submission[]): readonly DeliveryEffect[] =>
  submissions.length === 0 ? [] : [{ _tag, submissions }];

/** What can't be changed is created anew; but of a later generation, whose ids a creation would not give, a refusal is the last word. */
const isLast = (delivery: Delivery, { held }: Submission): boolean =>
  delivery._tag !== 'Gone' && (delivery._tag !== 'Rejected' || (held?.generation ?? 0) > 0);

const saying = (state: DeliveryState, deliveries: readonly Delivery[]): DeliveryState => ({
  ...state,
  said: new Map([...state.said, ...deliveries.map((delivery) => [delivery.externalId, delivery] as const)]),
});

const decide = (
  { items, held, unrecorded, place, at }: Extract<DeliveryEvent, { readonly _tag: 'LookedUp' }>,
  rules: DeliveryRules,
): DeliveryStep => {
  const decisions = items.map((item) =>
    decideByLedger(held?.get(item.indicator.externalId), item, rules, at),
  );
  const confirmed = decisions.flatMap((decision) =>
    decision._tag === 'Duplicate' && decision.confirmed !== null ? [decision.confirmed] : [],
  );
  const submissionsOf = (tag: 'Create' | 'Update'): readonly Submission[] =>
    items.flatMap((deliveryItem, index) => {
      const decision = decisions[index];
      if (decision?._tag !== tag) return [];
      const held = decision._tag === 'Update' ? decision : null;
      return [{ deliveryItem, held, unrecorded, place }];
    });
  return [
    { items, decisions, said: new Map() },
    [
      ...(confirmed.length === 0 ? [] : [{ _tag: 'Confirm', entries: confirmed } as const]),
      ...effect('Create', submissionsOf('Create')),
      ...effect(rules.hasUpdates ? 'Change' : 'Create', submissionsOf('Update')),
    ],
  ];
};

/** What is to be done with what was looked up, and after each answer. */
export const deliveryStep = (
  state: DeliveryState,
  rules: DeliveryRules,
  event: DeliveryEvent,
): DeliveryStep => {
  switch (event._tag) {
    case 'LookedUp':
      return decide(event, rules);
    case 'Changed': {
      const { submissions, deliveries } = event;
      const last = submissions.map((submission, index) => {
        const delivery = deliveries[index];
        return delivery !== undefined && isLast(delivery, submission) ? delivery : null;
      });
      const undone = submissions.filter((_, index) => last[index] === null);
      return [
        saying(
          state,
          last.filter((delivery) => delivery !== null),
        ),
        effect('Create', undone),
      ];
    }
    case 'Created':
      return [saying(state, event.deliveries), []];
  }
};

/** One delivery for each item, at its position. */
export const deliveriesOf = ({ items, decisions, said }: DeliveryState): readonly Delivery[] =>
  items.map(({ indicator: { externalId } }, index) => {
    const decision = decisions[index];
    return decision?._tag === 'Duplicate' || decision?._tag === 'Superseded'
      ? { _tag: decision._tag, externalId, id: decision.id }
      : (said.get(externalId) ?? unsettled(externalId, noAnswer));
  });
