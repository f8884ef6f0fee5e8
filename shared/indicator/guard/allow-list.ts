import { isIP } from 'node:net';
import { canonicalHost } from '../../codec/host';
import { canonicalCidr, canonicalIpAddress } from '../../codec/ip-address';
import { canonicalUrl } from '../../codec/url';
import { type Observable } from '../observable';
import { refang } from '../refang';
import { blockOf, type Block } from './block';
import { unmapped } from './embedded';
import { hostSet, type HostSet } from './host-set';
import { danger, type Judge, type GuardSubject } from './judge';
import { networkSet, type NetworkSet } from './network-set';
import { computedOnce } from './computed-once';
import { type Place } from './place';

/**
 * The form in which entries are compared: a URL in canonical form, anything else in any case, TLSH with or without its version.
 */
const keyOf = (text: string): string =>
  text.includes('://')
    ? (canonicalUrl(text) ?? text)
    : text.toLowerCase().replace(/^t1(?=[0-9a-f]{70}$)/, '');

/** The host of an entry; `*.contoso.com` covers what is below contoso.com. */
const hostIn = (entry: string): string | undefined =>
  entry.includes('@') || !/[.:\u3002\uff0e\uff61]/.test(entry)
    ? undefined
    : canonicalHost(entry.replace(/^\*?\./, ''));

const networkIn = (entry: string): Block | undefined => {
  const host = hostIn(entry);
  const network = canonicalCidr(entry) ?? canonicalIpAddress(entry);
  const canonical = network ?? (host !== undefined && isIP(host) > 0 ? host : undefined);
  return canonical === undefined ? undefined : unmapped(blockOf(canonical));
};

interface AllowList {
  readonly keys: ReadonlySet<string>;
  readonly networks: NetworkSet;
  readonly hosts: HostSet;
}

const readList = computedOnce((allowList: readonly string[]): AllowList => {
  const entries = allowList.map(refang);
  return {
    // A path may hold what looks defanged, so the entry is kept as it stands, too.
    keys: new Set([...entries, ...allowList].map(keyOf)),
    networks: networkSet(entries.map(networkIn).filter((block) => block !== undefined)),
    hosts: hostSet(
      entries.map(hostIn).filter((host): host is string => host !== undefined && isIP(host) === 0),
    ),
  };
});

const isCovered = ({ keys, hosts, networks }: AllowList, { observables, places }: GuardSubject): boolean =>
  observables.some(({ value }) => keys.has(keyOf(value))) ||
  places.some((place) =>
    place._tag === 'Network' ? networks.covers(place.block) : hosts.covers(place.host),
  );

/** Refuses what the profile says is never taken. A domain on the list covers the URLs and e-mail addresses on it and below it. */
export const judgeAllowList: Judge = (suspect, { allowList }) =>
  allowList.length > 0 && isCovered(readList(allowList), suspect)
    ? danger('on-allow-list', "it is on this deployment's allow-list")
    : undefined;

const isBareName = ({ kind }: Observable): boolean => kind === 'domainName' || kind === 'emailSourceDomain';

const holds = ({ hosts, networks }: AllowList, place: Place): boolean =>
  place._tag === 'Network'
    ? networks.overlaps(place.block)
    : isBareName(place.observable) && hosts.isAbove(place.host);

/** Refuses a network or a domain that would hit what is on the list along with everything else in it. */
export const judgeAroundAllowList: Judge = ({ places }, { allowList }) =>
  allowList.length > 0 && places.some((place) => holds(readList(allowList), place))
    ? danger('on-allow-list', "it holds, or is above, something on this deployment's allow-list")
    : undefined;
