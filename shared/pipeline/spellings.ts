import ipaddr from 'ipaddr.js';
import { canonicalIpAddress } from '../codec/ip-address';
import { canonicalUrl } from '../codec/url';
import { refang } from '../indicator/refang';

/** Destinations are told of IPv6 with all its groups, or without. */
const ofAddress = (address: string): readonly string[] =>
  ipaddr.isValid(address) ? [address, ipaddr.parse(address).toNormalizedString()] : [address];

const ofName = (text: string): readonly string[] => {
  const address = canonicalIpAddress(text);
  return address === undefined ? [text.toLowerCase()] : ofAddress(address);
};

/** How the ledger may spell a value that somebody asks for: as it stands, refanged, in canonical form. */
export const spellingsOf = (value: string): readonly string[] => {
  const bare = refang(value);
  const canonical = bare.includes('://') ? [canonicalUrl(bare) ?? bare] : ofName(bare);
  return [...new Set([value, bare, ...canonical])];
};
