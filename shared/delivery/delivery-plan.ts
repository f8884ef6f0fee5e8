import { type Indicator } from '../indicator/indicator';
import { type TracePlace } from '../telemetry/trace-place';
import { sentElsewhere, ledgerUnreachable, unsettled } from './batches/bulk-operation';
import { type Delivery, type DeliveryItem } from './delivery';
import { decideByLedger } from './ledger/ledger';
import { type LedgerDecision, type LedgerRules } from './ledger/ledger-decision';
import { isHeld } from './ledger/life-state';
import { type LedgerEntry } from './ports';
import { type Submission } from './batches/submitter';

export interface DeliveryRules extends LedgerRules {
  /** Whether the destination changes what it holds; if not, a changed indicator is created anew. */
  readonly hasUpdates: boolean;
  /** Absent where the destination can take nothing back. */
  readonly revoking?: { readonly needsId?: boolean } | null;
}

/** Items with distinct identities, what is to be done with each, and what was said of it so far. */
export interface DeliveryState {
  readonly items: readonly DeliveryItem[];
  readonly decisions: readonly LedgerDecision[];
  readonly deliveryById: ReadonlyMap<string, Delivery>;
}

export const initialState: DeliveryState = { items: [], decisions: [], deliveryById: new Map() };

/** One delivery for each submission, at its position. */
export interface CallResult {
  readonly submissions: readonly Submission[];
  readonly deliveries: readonly Delivery[];
}

export type DeliveryEvent =
  | {
      readonly _tag: 'LookedUp';
      readonly items: readonly DeliveryItem[];
      /** Null where no ledger is kept, or it could not be asked. */
      readonly held: ReadonlyMap<string, LedgerEntry> | null;
      readonly unrecorded: boolean;
      /** true: nobody looked; everything counts as new until it is claimed. */
      readonly isGuess?: boolean;
      readonly place: TracePlace | null;
      readonly at: Date;
    }
  | ({ readonly _tag: 'Changed' | 'Created' | 'TakenBack' } & CallResult)
  /** The entries of `Confirm` could not be recorded. */
  | { readonly _tag: 'Unconfirmed'; readonly entries: readonly LedgerEntry[] };

/** An effect on items or entries; their list is never empty. */
export type DeliveryEffect =
  /** Answered by `Created`, `Changed` and `TakenBack`. */
  | { readonly _tag: 'Create' | 'Change' | 'TakeBack'; readonly submissions: readonly Submission[] }
  /** Entries to record; answered by `Unconfirmed` where that fails. */
  | { readonly _tag: 'Confirm'; readonly entries: readonly LedgerEntry[] };

export type DeliveryStep = readonly [DeliveryState, readonly DeliveryEffect[]];

export const effect = (
  _tag: 'Create' | 'Change' | 'TakeBack',
  submissions: readonly Submission[],
): readonly DeliveryEffect[] => (submissions.length === 0 ? [] : [{ _tag, submissions }]);

export const withDeliveries = (state: DeliveryState, deliveries: readonly Delivery[]): DeliveryState => ({
  ...state,
  deliveryById: new Map([
    ...state.deliveryById,
    ...deliveries.map((delivery) => [delivery.externalId, delivery] as const),
  ]),
});

/** Without a ledger, nothing at the destination is known to be this gateway's. */
const blindTo = ({ indicator: { externalId } }: DeliveryItem, unrecorded: boolean): Delivery =>
  unrecorded
    ? unsettled(externalId, ledgerUnreachable)
    : {
        _tag: 'Unfit',
        externalId,
        code: 'ledger-off',
        text: 'without the ledger nothing is known that could be taken back',
      };

const irrevocable = (externalId: string): Delivery => ({
  _tag: 'Unfit',
  externalId,
  code: 'not-revocable',
  text: 'this destination can take nothing back',
});

/** What to ask for each decision. Where the destination has no updates, a change becomes a creation. */
const effectOf = (decision: LedgerDecision, { hasUpdates, revoking }: DeliveryRules) => {
  switch (decision._tag) {
    case 'Create':
      return 'Create';
    case 'Update':
      return hasUpdates ? 'Change' : 'Create';
    case 'Restore':
      return hasUpdates && (decision.id !== '' || decision.generation > 0) ? 'Change' : 'Create';
    // Where only the id names the indicator and it is not known, the indicator is created first to learn its id.
    case 'TakeBack':
      return revoking?.needsId === true && decision.id === '' ? 'Create' : 'TakeBack';
    case 'Renew':
      return 'TakeBack';
    case 'Duplicate':
    case 'Superseded':
    case 'TakenBack':
    case 'OfAnother':
    case 'StillSaid':
    case 'NotHeld':
      return null;
  }
};

/** What is done for an item that its source took back: what the row says is brought again, or goes. */
const settling = (item: DeliveryItem, decision: LedgerDecision): DeliveryItem => {
  if (decision._tag === 'TakeBack') return { ...item, takeBackScope: item.takeBackScope ?? 'own' };
  if (decision._tag !== 'Restore') return item;
  const { indicator = item.indicator, sourceTime, end } = decision.kept;
  return { ...item, indicator, sourceTime, end };
};

/**
 * What has to be created first, so that its id is known: what is to go, or what may be there with another action than the new one.
 * Undefined where nothing has to be.
 */
const toLearn = (
  row: LedgerEntry | undefined,
  { indicator, takeBackScope }: DeliveryItem,
  { revoking, at }: Pick<DeliveryRules, 'revoking'> & { readonly at: Date },
): Indicator | undefined => {
  if (takeBackScope !== undefined) return row?.indicator ?? indicator;
  const mayBeThere = revoking?.needsId === true && row?.id === '' && isHeld(row, at);
  return mayBeThere && row.indicator?.action !== indicator.action ? row.indicator : undefined;
};

/** Plans the delivery from what was looked up. */
export const planDelivery = (
  {
    items,
    held,
    unrecorded,
    isGuess = false,
    place,
    at,
  }: Extract<DeliveryEvent, { readonly _tag: 'LookedUp' }>,
  rules: DeliveryRules,
): DeliveryStep => {
  const decisions = items.map((item) =>
    decideByLedger(held?.get(item.indicator.externalId), item, { rules, now: at }),
  );
  const known = items.flatMap((item, index): readonly Delivery[] => {
    if (held === null && item.takeBackScope !== undefined) return [blindTo(item, unrecorded)];
    const { externalId } = item.indicator;
    if (held?.get(externalId)?.elsewhere === true) return [unsettled(externalId, sentElsewhere)];
    const isRevoking = decisions[index]?._tag === 'TakeBack';
    return isRevoking && (rules.revoking ?? null) === null ? [irrevocable(externalId)] : [];
  });
  const state = withDeliveries({ items, decisions, deliveryById: new Map() }, known);
  const confirmed = decisions.flatMap((decision) =>
    'confirmed' in decision && decision.confirmed !== null && decision.confirmed.elsewhere !== true
      ? [decision.confirmed]
      : [],
  );
  const submissions = items.flatMap((item, index) => {
    const decision = decisions[index];
    const { externalId } = item.indicator;
    if (decision === undefined || state.deliveryById.has(externalId)) return [];
    const deliveryItem = settling(item, decision);
    const call = effectOf(decision, rules);
    if (call === null) return [];
    const there = 'generation' in decision ? decision : null;
    const row = held?.get(externalId);
    const assertions = 'assertions' in decision ? decision.assertions : undefined;
    const submission: Submission = {
      deliveryItem,
      held: call === 'Create' && decision._tag === 'TakeBack' ? null : there,
      unrecorded,
      isGuess,
      place,
      row: row ?? null,
      learns: call === 'Create' ? toLearn(row, deliveryItem, { ...rules, at }) : undefined,
      assertions,
    };
    return [{ call, submission }];
  });
  const submissionsOf = (wanted: 'Create' | 'Change' | 'TakeBack'): readonly Submission[] =>
    submissions.flatMap(({ call, submission }) => (call === wanted ? [submission] : []));
  return [
    state,
    [
      ...(held === null || confirmed.length === 0 ? [] : [{ _tag: 'Confirm', entries: confirmed } as const]),
      ...effect('Create', submissionsOf('Create')),
      ...effect('Change', submissionsOf('Change')),
      ...effect('TakeBack', submissionsOf('TakeBack')),
    ],
  ];
};
