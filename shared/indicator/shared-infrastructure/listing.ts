import { blockOf } from '../guard/block';
import { hostSet, type HostSet } from '../guard/host-set';
import { networkSet } from '../guard/network-set';
import { type Place } from '../guard/place';
import { type Provider, type StillTaken } from './shared-list';

/** Whether a place is listed, or contains something that is. `hasPath`: the place is the host of a URL with a path. */
export type Listing = (place: Place, hasPath: boolean) => boolean;

/** Whether a host is a listed name; `www.` before a name makes no difference. */
const isItself = (names: HostSet, host: string): boolean =>
  names.has(host) || names.has(host.replace(/^www\./, ''));

/** Prepares providers for look-ups, whose time does not depend on their number. */
export const listingOf = (providers: readonly Provider[]): Listing => {
  const networks = networkSet(providers.flatMap((provider) => provider.networks ?? []).map(blockOf));
  const names = (wanted: StillTaken): HostSet =>
    hostSet(
      providers.flatMap(({ names = [], stillTaken = 'nothing' }) => (stillTaken === wanted ? names : [])),
    );
  const [nothing, paths, customers] = [names('nothing'), names('paths'), names('customers')];
  return (place, hasPath) => {
    if (place._tag === 'Network') return networks.overlaps(place.block);
    const { host } = place;
    if (nothing.covers(host)) return true;
    // Blocking a domain blocks everything below it, so a name above a listed one is treated like it.
    const isAbove = nothing.isAbove(host) || paths.isAbove(host) || customers.isAbove(host);
    return !hasPath && (isAbove || paths.covers(host) || isItself(customers, host));
  };
};
