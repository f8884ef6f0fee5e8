import * as E from 'fp-ts/Either';
import ipaddr from 'ipaddr.js';
import { canonicalDomainName } from '../codec/domain-name';
import { canonicalCidr, canonicalIpAddress } from '../codec/ip-address';
import { canonicalUrl } from '../codec/url';
import { ipMembers } from './normalise';
import { refang } from './refang';

/** Destinations hold IPv6 addresses with all groups written out, or shortened. */
const ofAddress = (address: string): readonly string[] =>
  ipaddr.isValid(address) ? [address, ipaddr.parse(address).toNormalizedString()] : [address];

const ofName = (text: string): readonly string[] => {
  const address = canonicalIpAddress(text);
  if (address !== undefined) return ofAddress(address);
  return [canonicalCidr(text) ?? canonicalDomainName(text) ?? text.toLowerCase()];
};

const inCanonicalForm = (bare: string): readonly string[] =>
  bare.includes('://') ? [canonicalUrl(bare) ?? bare] : ofName(bare);

/** The spellings in which a value may be kept that somebody asks for: as it stands, refanged, in canonical form. */
export const spellingsOf = (value: string): readonly string[] => {
  const bare = refang(value);
  return [...new Set([value, bare, ...inCanonicalForm(bare)])];
};

/** One text for all spellings of a value, to find it by. */
export const sameForAllSpellings = (value: string): string => {
  const bare = refang(value);
  return inCanonicalForm(bare).at(-1) ?? bare;
};

/** The one address that a value names with nothing else; undefined where it names another thing. */
const addressIn = (value: string): string | number | undefined => {
  const read = ipMembers(value, '');
  if (E.isLeft(read)) return undefined;
  const { networkIPv4, networkIPv6, networkPort } = read.right;
  return networkPort === undefined ? (networkIPv4 ?? networkIPv6) : undefined;
};

/**
 * What may be kept of a value that somebody asks for: itself and, where that is a network of one address, an address in brackets, or one of
 * IPv4 that is mapped into IPv6, the address as which it is read. Each has spellings of its own.
 */
export const readingsOf = (value: string): readonly string[] => {
  const address = addressIn(value);
  const isOther = typeof address === 'string' && !spellingsOf(value).includes(address);
  return isOther ? [value, address] : [value];
};
