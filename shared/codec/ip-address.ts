import ipaddr from 'ipaddr.js';
import { trim } from './text';

const byte = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';

const fourParts = new RegExp(`^(?:${byte}\\.){3}${byte}$`);

/** Four decimal parts without leading zeros; ipaddr.js alone would also take 127.1, 0x7f.1 and 010.0.0.1. */
const isIPv4 = (text: string): boolean => fourParts.test(text);

const group = (high: number, low: number): string => (high * 256 + low).toString(16);

/**
 * Writes the dotted end of ::ffff:1.2.3.4 in hexadecimal: ipaddr.js reads ::1.2.3.4 as ::ffff:1.2.3.4, and takes 01.2.3.4 too.
 */
const withoutDots = (text: string): string => {
  const start = text.lastIndexOf(':') + 1;
  const end = text.slice(start);
  if (!end.includes('.')) return text;
  if (!isIPv4(end)) return 'g';
  const [a = 0, b = 0, c = 0, d = 0] = end.split('.').map(Number);
  return `${text.slice(0, start)}${group(a, b)}:${group(c, d)}`;
};

const parseIPv6 = (text: string): ipaddr.IPv6 | undefined => {
  const hex = text.length <= 45 && text.includes(':') && !text.includes('%') ? withoutDots(text) : '';
  return ipaddr.IPv6.isValid(hex) ? ipaddr.IPv6.parse(hex) : undefined;
};

export const canonicalIPv4 = (text: string): string | undefined => {
  const address = trim(text);
  return isIPv4(address) ? address : undefined;
};

/** IPv6 in the form of RFC 5952, without zone or brackets. */
export const canonicalIPv6 = (text: string): string | undefined => parseIPv6(trim(text))?.toRFC5952String();

export const canonicalIpAddress = (text: string): string | undefined =>
  canonicalIPv4(text) ?? canonicalIPv6(text);

const block = /^([^/]+)\/(0|[1-9]\d{0,2})$/;

/** A block of either family with its host bits cleared; the prefix length is required. */
export const canonicalCidr = (text: string): string | undefined => {
  const [, address = '', prefix = ''] = block.exec(trim(text)) ?? [];
  if (isIPv4(address)) {
    return Number(prefix) <= 32
      ? `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/${prefix}`).toString()}/${prefix}`
      : undefined;
  }
  const parsed = Number(prefix) <= 128 ? parseIPv6(address) : undefined;
  return parsed === undefined
    ? undefined
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${prefix}`).toRFC5952String()}/${prefix}`;
};
