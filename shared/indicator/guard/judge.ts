import { type TiIndicator } from '../../codec/ti-indicator';
import { type Observable } from '../observable';
import { type SharedListName } from '../shared-infrastructure/shared-list';
import { type WarningList } from '../warning-list/warning-list';
import { type Place } from './place';

/** What a deployment never lets out. Domains in canonical form, networks as CIDR blocks. */
export interface GuardRules {
  readonly ownDomains: readonly string[];
  readonly ownNetworks: readonly string[];
  readonly widestIPv4: number;
  readonly widestIPv6: number;
  readonly specialUse: 'refuse' | 'take';
  readonly tlpRed: 'refuse' | 'take';
  readonly allowList: readonly string[];
  /** The policy for each list of what thousands share. */
  readonly sharedInfrastructure: Readonly<Record<SharedListName, 'refuse' | 'take'>>;
  readonly warningLists: readonly WarningList[];
  /** What to do with an indicator that has only things that everybody has. */
  readonly tooCommon: 'judge' | 'refuse' | 'take';
  /** Hosts that the app itself runs on or calls, in canonical form. The profile cannot change them. */
  readonly ownHosts?: readonly string[];
}

/** Why an indicator would hurt its owner. */
export interface Danger {
  readonly code: string;
  readonly text: string;
}

export const danger = (code: string, text: string): Danger => ({ code, text });

/** What is judged: an indicator, its observables (the leading one first), and the hosts and networks that they name. */
export interface GuardSubject {
  readonly indicator: TiIndicator;
  readonly observables: readonly Observable[];
  readonly places: readonly Place[];
  /** true: it was sent as a whole tiIndicator, and not put together from what a format found. */
  readonly isNative: boolean;
}

/** Looks for one kind of danger. */
export type Judge = (suspect: GuardSubject, rules: GuardRules) => Danger | undefined;

/** Makes a judge from one that looks at a single place; the first danger counts. */
export const ofPlaces =
  (judge: (place: Place, rules: GuardRules) => Danger | undefined): Judge =>
  ({ places }, rules) => {
    for (const place of places) {
      const found = judge(place, rules);
      if (found !== undefined) return found;
    }
    return undefined;
  };
