import { type LedgerEntry } from '../ports';

/**
 * What a destination has of an indicator, as far as its row tells. `held`: as it was created. `changed`: changed since.
 * `unknown`: nobody saw the end of a call, or the row could not be read.
 */
export const lifeStates = ['absent', 'held', 'changed', 'revoked', 'expired', 'unknown'] as const;

export type LifeState = (typeof lifeStates)[number];

const states: Readonly<Record<LedgerEntry['state'], LifeState>> = {
  created: 'held',
  updated: 'changed',
  sending: 'unknown',
  revoking: 'unknown',
  revoked: 'revoked',
  absent: 'absent',
};

const isGone = (state: LifeState): boolean => state === 'revoked' || state === 'absent';

export const lifeStateOf = (entry: LedgerEntry | undefined, now: Date): LifeState => {
  if (entry === undefined) return 'absent';
  // Earlier versions wrote it so: revoked at the destination by a change.
  const state = entry.revoked === true ? 'revoked' : states[entry.state];
  return !isGone(state) && Date.parse(entry.expires) <= now.getTime() ? 'expired' : state;
};

/** Whether the destination is known to have it now. */
export const isHeld = (entry: LedgerEntry, now: Date): boolean =>
  ['held', 'changed', 'unknown'].includes(lifeStateOf(entry, now));
