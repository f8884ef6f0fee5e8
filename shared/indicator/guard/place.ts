import ipaddr from 'ipaddr.js';
import { type Observable } from '../observable';
import { blockOf, type Block } from './block';

/** A host's name or a network that an observable names, with the observable: a URL is judged by its host. */
export type Place = HostPlace | NetworkPlace;

export interface HostPlace {
  readonly _tag: 'Host';
  /** In lower case, as punycode. */
  readonly host: string;
  readonly observable: Observable;
}

export interface NetworkPlace {
  readonly _tag: 'Network';
  readonly block: Block;
  readonly observable: Observable;
}

const hostPlace = (host: string, observable: Observable): Place => ({ _tag: 'Host', host, observable });

const networkPlace = (address: string, observable: Observable): Place => ({
  _tag: 'Network',
  block: blockOf(address),
  observable,
});

/** Asked before ipaddr.js, which throws and catches on every name. */
const isAddress = (host: string): boolean => /^[\d.]+$|:/.test(host) && ipaddr.isValid(host);

const placeOfUrl = (observable: Observable): Place => {
  const bare = new URL(observable.value).hostname.replace(/^\[(.*)\]$/, '$1');
  return isAddress(bare) ? networkPlace(bare, observable) : hostPlace(bare, observable);
};

/** The host or network that one observable names; undefined where it names none. */
const placeOf = (observable: Observable): Place | undefined => {
  const { kind, value } = observable;
  if (/IPv[46]$|IpAddress$|CidrBlock$/.test(kind)) return networkPlace(value, observable);
  if (kind === 'domainName' || kind === 'emailSourceDomain') return hostPlace(value, observable);
  if (kind === 'url') return placeOfUrl(observable);
  return kind === 'emailSenderAddress'
    ? hostPlace(value.slice(value.lastIndexOf('@') + 1), observable)
    : undefined;
};

/** Every host and network that the observables name. */
export const placesOf = (observables: readonly Observable[]): readonly Place[] =>
  observables.map(placeOf).filter((place) => place !== undefined);
