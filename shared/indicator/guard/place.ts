import { isIP } from 'node:net';
import { canonicalHost } from '../../codec/host';
import { canonicalCidr, canonicalIpAddress } from '../../codec/ip-address';
import { hostOfUrl } from '../../codec/url';
import { isTelling, type Observable } from '../observable';
import { blockOf, type Block } from './block';
import { embeddedIPv4 } from './embedded';

/** A host or a network that an observable names, together with the observable. A URL is judged by its host. */
export type Place = HostPlace | NetworkPlace;

export interface HostPlace {
  readonly _tag: 'Host';
  /** In canonical form (see canonicalHost). */
  readonly host: string;
  readonly observable: Observable;
}

export interface NetworkPlace {
  readonly _tag: 'Network';
  readonly block: Block;
  readonly observable: Observable;
}

const networkPlaces = (value: string, observable: Observable): readonly Place[] => {
  const block = blockOf(value);
  const inside = embeddedIPv4(block);
  const place: Place = { _tag: 'Network', block, observable };
  return inside === undefined ? [place] : [{ _tag: 'Network', block: inside, observable }, place];
};

const hostPlaces = (spelled: string, observable: Observable): readonly Place[] => {
  const host = canonicalHost(spelled) ?? spelled;
  return isIP(host) === 0 ? [{ _tag: 'Host', host, observable }] : networkPlaces(host, observable);
};

/** What follows the `@`. */
const mailHost = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

type Reader = (value: string, observable: Observable) => readonly Place[];

const network: Reader = (value, observable) => {
  const canonical = canonicalIpAddress(value) ?? canonicalCidr(value);
  return canonical === undefined ? hostPlaces(value, observable) : networkPlaces(canonical, observable);
};

const mail: Reader = (value, observable) => hostPlaces(mailHost(value), observable);

/** Readers for the members that name a host or a network. A file's name or path, a subject or a user agent names none. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['domainName', hostPlaces],
  ['url', (value, observable) => hostPlaces(hostOfUrl(value) ?? value, observable)],
  ['emailSenderAddress', mail],
  ['emailRecipient', mail],
  ['emailSourceDomain', hostPlaces],
  ['emailSourceIpAddress', network],
  ['networkIPv4', network],
  ['networkIPv6', network],
  ['networkCidrBlock', network],
  ['networkSourceIPv4', network],
  ['networkSourceIPv6', network],
  ['networkSourceCidrBlock', network],
  ['networkDestinationIPv4', network],
  ['networkDestinationIPv6', network],
  ['networkDestinationCidrBlock', network],
]);

/**
 * Whether an observable is only context: the recipient of a mail is mostly the owner's own, and says more of another observable
 * where there is one.
 */
const isContext = ({ kind }: Observable, observables: readonly Observable[]): boolean =>
  kind === 'emailRecipient' && observables.some((other) => other.kind !== kind && isTelling(other));

/** Every host and network that the observables name. An IPv4 address inside an IPv6 address comes before that one. */
export const placesOf = (observables: readonly Observable[]): readonly Place[] => {
  const places: Place[] = [];
  for (const observable of observables) {
    const read = readers.get(observable.kind);
    if (read !== undefined && !isContext(observable, observables))
      places.push(...read(observable.value, observable));
  }
  return places;
};
