import ipaddr from 'ipaddr.js';

/** An address and the length of its network's prefix; 32 or 128 for a single address. */
export type Block = readonly [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number];

/** Of an address or a CIDR block that a codec has taken. */
export const blockOf = (value: string): Block =>
  value.includes('/') ? ipaddr.parseCIDR(value) : [ipaddr.parse(value), value.includes(':') ? 128 : 32];

export const covers = ([wide, wideBits]: Block, [narrow, bits]: Block): boolean =>
  wide.kind() === narrow.kind() && wideBits <= bits && narrow.match(wide, wideBits);

export const overlaps = (a: Block, b: Block): boolean => covers(a, b) || covers(b, a);
