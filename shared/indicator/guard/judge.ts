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
  /** By list of what thousands share. */
  readonly sharedInfrastructure: Readonly<Record<SharedListName, 'refuse' | 'take'>>;
  readonly warningLists: readonly WarningList[];
  /** What a thing that everybody has comes to where an indicator has nothing else. */
  readonly tooCommon: 'judge' | 'refuse' | 'take';
  /** Hosts that the app itself runs on or calls, in canonical form; not the profile's to say. */
  readonly ownHosts?: readonly string[];
}

/** Why an indicator would hurt its owner. */
export interface Danger {
  readonly code: string;
  readonly text: string;
}

export const danger = (code: string, text: string): Danger => ({ code, text });

/** What is judged: an indicator, its observables (leading first), and the hosts and networks that these name. */
export interface Suspect {
  readonly indicator: TiIndicator;
  readonly observables: readonly Observable[];
  readonly places: readonly Place[];
  /** Sent as a whole tiIndicator, not put together from what a format found. */
  readonly isNative: boolean;
}

/** Looks for one kind of danger. */
export type Judge = (suspect: Suspect, rules: GuardRules) => Danger | undefined;

/** A judge of every single place; the first danger counts. */
export const ofPlaces =
  (judge: (place: Place, rules: GuardRules) => Danger | undefined): Judge =>
  ({ places }, rules) => {
    for (const place of places) {
      const found = judge(place, rules);
      if (found !== undefined) return found;
    }
    return undefined;
  };
