import { blockAround, blockOf, covers, type Block } from './block';

interface Scheme {
  readonly prefix: Block;
  /** The byte at which the IPv4 address begins. */
  readonly at: number;
  readonly inverted: boolean;
}

const scheme = (prefix: string, at: number, inverted = false): Scheme => ({
  prefix: blockOf(prefix),
  at,
  inverted,
});

const mapped = scheme('::ffff:0:0/96', 12);

const schemes: readonly Scheme[] = [
  mapped,
  /** IPv4-compatible (RFC 4291, deprecated). */
  scheme('::/96', 12),
  /** SIIT (RFC 2765) and NAT64 (RFC 6052). */
  scheme('::ffff:0:0:0/96', 12),
  scheme('64:ff9b::/96', 12),
  /** 6to4 (RFC 3056). */
  scheme('2002::/16', 2),
  /** Teredo (RFC 4380): the client's address, with every bit inverted. */
  scheme('2001::/32', 12, true),
];

const bytesOf = (hex: string): readonly number[] =>
  Array.from({ length: hex.length / 2 }, (_, index) => parseInt(hex.slice(index * 2, index * 2 + 2), 16));

const within = ({ first, bits }: Block, { at, inverted }: Scheme): Block => {
  const bytes = bytesOf(first).slice(at, at + 4);
  return blockAround(
    inverted ? bytes.map((byte) => byte ^ 0xff) : bytes,
    Math.min(32, Math.max(0, bits - at * 8)),
  );
};

/** The IPv4 address or network that an IPv6 one stands for. */
export const embeddedIPv4 = (block: Block): Block | undefined => {
  if (block.family === 4) return undefined;
  const found = schemes.find(({ prefix }) => covers(prefix, block));
  return found === undefined ? undefined : within(block, found);
};

/** An IPv4-mapped IPv6 block is the IPv4 block; any other is itself. */
export const unmapped = (block: Block): Block =>
  block.family === 6 && covers(mapped.prefix, block) ? within(block, mapped) : block;
