import { isIP } from 'node:net';
import { blockOf } from './block';
import { hostSet, type HostSet } from './host-set';
import { danger, ofPlaces } from './judge';
import { networkSet, type NetworkSet } from './network-set';
import { computedOnce } from './computed-once';

interface OwnHosts {
  readonly hosts: HostSet;
  readonly networks: NetworkSet;
}

const readHosts = computedOnce((ownHosts: readonly string[]): OwnHosts => ({
  hosts: hostSet(ownHosts.filter((host) => isIP(host) === 0)),
  networks: networkSet(ownHosts.filter((host) => isIP(host) > 0).map(blockOf)),
}));

const none: readonly string[] = [];

/** Refuses hosts that the gateway runs on, keeps its queues at, or delivers to. */
export const judgeOwnService = ofPlaces((place, { ownHosts = none }) => {
  const { hosts, networks } = readHosts(ownHosts);
  const isOwn =
    place._tag === 'Network'
      ? networks.overlaps(place.block)
      : hosts.covers(place.host) || hosts.isAbove(place.host);
  return isOwn ? danger('own-service', 'this gateway runs on it or calls it') : undefined;
});
