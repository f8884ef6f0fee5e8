import ipaddr from 'ipaddr.js';
import { canonicalDomainName } from '../codec/domain-name';
import { canonicalCidr, canonicalIpAddress } from '../codec/ip-address';
import { canonicalUrl } from '../codec/url';
import { refang } from './refang';

/** Destinations are told of IPv6 with all its groups, or without. */
const ofAddress = (address: string): readonly string[] =>
  ipaddr.isValid(address) ? [address, ipaddr.parse(address).toNormalizedString()] : [address];

const ofName = (text: string): readonly string[] => {
  const address = canonicalIpAddress(text);
  if (address !== undefined) return ofAddress(address);
  return [canonicalCidr(text) ?? canonicalDomainName(text) ?? text.toLowerCase()];
};

const inCanonicalForm = (bare: string): readonly string[] =>
  bare.includes('://') ? [canonicalUrl(bare) ?? bare] : ofName(bare);

/** How a value that somebody asks for may be spelled where it is kept: as it stands, refanged, in canonical form. */
export const spellingsOf = (value: string): readonly string[] => {
  const bare = refang(value);
  return [...new Set([value, bare, ...inCanonicalForm(bare)])];
};

/** One text for all spellings of a value, to find it by. */
export const sameForAllSpellings = (value: string): string => {
  const bare = refang(value);
  return inCanonicalForm(bare).at(-1) ?? bare;
};
