import { domainToASCII } from 'node:url';
import { canonicalIPv6 } from './ip-address';

/** The longest name has 253 characters (RFC 1035). Escaped, and outside ASCII, each takes at most nine. */
const maxName = 253;
const maxSpelling = 9 * maxName;

/** A name in lower case whose top-level domain begins with a letter. No parser reads such a name as anything else. */
const plain = /^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9_-]*$/;

const hostName = /^[a-z0-9._-]+$/;

/** What ends a host inside a URL, and white space, which a URL parser drops. */
const neverInside = /[\u0000-\u0020\u007f/\\?#@:[\]]/;

/** Removes the root's dot, or several. */
export const withoutRoot = (name: string): string => {
  let end = name.length;
  while (end > 0 && name.charCodeAt(end - 1) === 0x2e) end -= 1;
  return end === name.length ? name : name.slice(0, end);
};

const canonicalName = (text: string): string | undefined => {
  if (neverInside.test(text)) return undefined;
  // This reads a host as the URL standard does: escapes, IDNA (wide letters and dots too), IPv4 in any number system.
  const ascii = domainToASCII(text);
  const bare = withoutRoot(ascii);
  const name = bare === ascii ? ascii : domainToASCII(bare);
  return name.length <= maxName && hostName.test(name) ? name : undefined;
};

/**
 * The canonical form of a host: a name in lower case as punycode without the root's dot, IPv4 as four decimal parts (from
 * 0x7f.1, 0177.0.0.1 or 2130706433 too), IPv6 as in RFC 5952, without brackets. Undefined for what is no host, for an IPv6 zone
 * and for a host with a port.
 */
export const canonicalHost = (text: string): string | undefined => {
  if (text.length > maxSpelling) return undefined;
  if (text.length <= maxName && plain.test(text) && !text.includes('xn--')) return text;
  if (text.includes(':')) return canonicalIPv6(text.replace(/^\[(.*)\]$/, '$1'));
  return canonicalName(text);
};
