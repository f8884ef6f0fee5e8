import * as t from 'io-ts';
import { dateTime } from '../codec/date-time';
import { count, nullable } from '../pipeline/wire';
import { counts, outcome } from './answers';

/** Codecs of the answers on the life of indicators: what would be taken back, what was, and what products show. */

const heldAnswer = t.type({
  destination: t.string,
  externalId: t.string,
  id: t.string,
  observable: nullable(t.type({ kind: t.string, value: t.string })),
  sources: t.readonlyArray(t.string),
  words: count,
  fate: t.keyof({ goes: null, 'said-by-another': null, 'content-unknown': null }),
});

/** A dry run has `indicators` and `more`; otherwise there are `counts` and `outcomes`. */
export const takeBackAnswer = t.intersection([
  t.type({ dryRun: t.boolean, count, goes: count }),
  t.partial({
    remembered: count,
    indicators: t.readonlyArray(heldAnswer),
    more: count,
    counts,
    outcomes: t.readonlyArray(outcome),
  }),
]);

const repairAnswer = t.type({
  destination: t.string,
  externalId: t.string,
  id: t.string,
  observable: nullable(t.type({ kind: t.string, value: t.string })),
  state: t.keyof({ missing: null, 'foreign-change': null }),
  differs: t.readonlyArray(t.string),
  fate: t.keyof({ goes: null, 'content-unknown': null }),
});

/** A dry run has `indicators` and `more`; otherwise there are `counts` and `outcomes`. */
export const repairedAnswer = t.intersection([
  t.type({
    dryRun: t.boolean,
    count,
    goes: count,
    unseen: t.readonlyArray(t.type({ destination: t.string, code: t.string })),
  }),
  t.partial({
    indicators: t.readonlyArray(repairAnswer),
    more: count,
    counts,
    outcomes: t.readonlyArray(outcome),
  }),
]);

/** A dry run has `ledger` and `parkedIds`, and `count` and `held`. */
export const erasedAnswer = t.intersection([
  t.type({ dryRun: t.boolean, rows: count, outcomes: count, parked: count }),
  t.partial({
    count,
    held: count,
    ledger: t.readonlyArray(
      t.type({
        destination: t.string,
        externalId: t.string,
        fate: t.keyof({ goes: null, held: null }),
      }),
    ),
    parkedIds: t.readonlyArray(t.string),
  }),
]);

/** The state of an indicator at a destination. */
export const lifeState = t.keyof({
  absent: null,
  held: null,
  changed: null,
  revoked: null,
  expired: null,
  unknown: null,
});

const knownAnswer = t.type({
  destination: t.string,
  externalId: t.string,
  id: t.string,
  state: lifeState,
  observables: t.readonlyArray(t.type({ kind: t.string, value: t.string })),
  action: nullable(t.string),
  since: nullable(dateTime),
  expires: dateTime,
  sourceTime: dateTime,
  saidBy: t.readonlyArray(
    t.type({
      source: t.string,
      externalId: t.string,
      eventId: t.string,
      at: dateTime,
      receivedAt: dateTime,
      takenBack: t.boolean,
    }),
  ),
  othersSayIt: t.boolean,
  readBack: nullable(
    t.type({
      at: dateTime,
      state: t.keyof({
        visible: null,
        pending: null,
        'accepted-not-visible': null,
        'foreign-change': null,
        missing: null,
      }),
      causes: t.readonlyArray(t.string),
      differs: t.readonlyArray(t.string),
    }),
  ),
});

/** A page of what is known of indicators. */
export const foundAnswer = t.type({
  count,
  indicators: t.readonlyArray(knownAnswer),
  next: nullable(t.string),
});

const differenceAnswer = t.type({
  externalId: t.string,
  id: t.string,
  state: t.keyof({ 'accepted-not-visible': null, 'foreign-change': null, missing: null }),
  causes: t.readonlyArray(
    t.keyof({ 'ingestion-rule': null, 'pattern-not-parsed': null, quota: null, expired: null }),
  ),
  differs: t.readonlyArray(t.string),
  since: nullable(dateTime),
  expires: dateTime,
});

/** What each destination shows, compared with the ledger. */
export const verifiedAnswer = t.type({
  destinations: t.readonlyArray(
    t.type({
      destination: t.string,
      at: dateTime,
      unseen: nullable(t.type({ code: t.string, status: nullable(count) })),
      counts: t.type({
        visible: count,
        pending: count,
        'accepted-not-visible': count,
        'foreign-change': count,
        missing: count,
        unseen: count,
        others: count,
      }),
      differences: t.readonlyArray(differenceAnswer),
      more: count,
    }),
  ),
});
