import * as E from 'fp-ts/Either';
import ipaddr from 'ipaddr.js';
import { canonicalDomainName } from '../codec/domain-name';
import { canonicalEmailAddress } from '../codec/email-address';
import { hostAndPort } from '../codec/host-and-port';
import { canonicalCidr, canonicalIpAddress } from '../codec/ip-address';
import { canonicalUrl, hostOfUrl } from '../codec/url';
import { ipMembers } from './normalise';
import { refang } from './refang';

/** Destinations hold IPv6 addresses with all groups written out, or shortened. */
const ofAddress = (address: string): readonly string[] =>
  ipaddr.isValid(address) ? [address, ipaddr.parse(address).toNormalizedString()] : [address];

const ofName = (text: string): readonly string[] => {
  const address = canonicalIpAddress(text);
  if (address !== undefined) return ofAddress(address);
  const mail = canonicalEmailAddress(text);
  if (mail !== undefined) return [mail, mail.toLowerCase()];
  return [canonicalCidr(text) ?? canonicalDomainName(text) ?? text.toLowerCase()];
};

const inCanonicalForm = (bare: string): readonly string[] =>
  bare.includes('://') ? [canonicalUrl(bare) ?? bare] : ofName(bare);

/** The spellings in which a value may be kept that somebody asks for: as it stands, refanged, in canonical form. */
export const spellingsOf = (value: string): readonly string[] => {
  const bare = refang(value);
  return [...new Set([value, bare, ...inCanonicalForm(bare)])];
};

/** Whether what is kept is one of these spellings; the case of a URL matters, that of all else does not. */
export const isSpelled = (spellings: ReadonlySet<string>, kept: string): boolean =>
  spellings.has(kept) || (!kept.includes('://') && spellings.has(kept.toLowerCase()));

/** One text for all spellings of a value, to find it by. */
export const sameForAllSpellings = (value: string): string => {
  const bare = refang(value);
  return inCanonicalForm(bare).at(-1) ?? bare;
};

/** The one address that a value names with nothing else; undefined where it names another thing. */
const addressIn = (value: string): string | undefined => {
  const read = ipMembers(value, '');
  if (E.isLeft(read)) return undefined;
  const { networkIPv4, networkIPv6, networkPort } = read.right;
  const address = networkPort === undefined ? (networkIPv4 ?? networkIPv6) : undefined;
  return typeof address === 'string' ? address : undefined;
};

/**
 * What may be kept of a value that somebody asks for: itself and, where that is a network of one address, an address in brackets, or one of
 * IPv4 that is mapped into IPv6, the address as which it is read. Each has spellings of its own.
 */
export const readingsOf = (value: string): readonly string[] => {
  const address = addressIn(value);
  return address === undefined || spellingsOf(value).includes(address) ? [value] : [value, address];
};

/** A URL without anything behind its host. */
const hostAlone = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@]*\/?$/;

/**
 * The host that a value names with no more than a scheme or a port, as reports and logs do; undefined where it names more, or a
 * host as it stands.
 */
export const hostNamedBy = (value: string): string | undefined => {
  const bare = refang(value);
  if (bare.includes('://')) {
    const url = canonicalUrl(bare);
    return url !== undefined && hostAlone.test(url) ? hostOfUrl(url) : undefined;
  }
  const { host, port } = hostAndPort(bare);
  return port === undefined ? undefined : (addressIn(host) ?? canonicalDomainName(host));
};
