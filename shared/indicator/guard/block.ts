import ipaddr from 'ipaddr.js';

/** An address or a network, as the span of its addresses. */
export interface Block {
  readonly family: 4 | 6;
  /** Length of the prefix; 32 or 128 for a single address. */
  readonly bits: number;
  /** First and last address in hexadecimal. The texts have one length, so they sort as the addresses do. */
  readonly first: string;
  readonly last: string;
}

const hexOf = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The block that holds an address, given as bytes. After the prefix, the first address has zeros and the last has ones. */
export const blockAround = (bytes: readonly number[], bits: number): Block => {
  const free = bytes.map((_, index) => 0xff >> Math.min(8, Math.max(0, bits - index * 8)));
  return {
    family: bytes.length === 4 ? 4 : 6,
    bits,
    first: hexOf(bytes.map((byte, index) => byte & ~(free[index] ?? 0))),
    last: hexOf(bytes.map((byte, index) => byte | (free[index] ?? 0))),
  };
};

/** The block of an address or CIDR block that a codec has accepted. */
export const blockOf = (value: string): Block => {
  const [address = '', prefix] = value.split('/');
  const bytes = ipaddr.parse(address).toByteArray();
  return blockAround(bytes, prefix === undefined ? bytes.length * 8 : Number(prefix));
};

export const covers = (wide: Block, narrow: Block): boolean =>
  wide.family === narrow.family && wide.first <= narrow.first && narrow.last <= wide.last;
