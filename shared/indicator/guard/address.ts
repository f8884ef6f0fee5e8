import { blockOf, covers, overlaps, type Block } from './block';
import { danger, ofPlaces, type Danger, type GuardRules } from './judge';

/** Documentation ranges (RFC 5737, RFC 3849): nobody's, but harmless. */
const documentation = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'].map(blockOf);

const addressDanger = (block: Block, rules: GuardRules): Danger | undefined => {
  const [address, bits] = block;
  if (rules.ownNetworks.some((own) => overlaps(blockOf(own), block)))
    return danger('own-network', 'it is in, or holds, a network of yours');
  if (documentation.some((range) => covers(range, block)))
    return rules.specialUse === 'take'
      ? undefined
      : danger('documentation-range', 'it is in a documentation range');
  const widest = address.kind() === 'ipv4' ? rules.widestIPv4 : rules.widestIPv6;
  if (bits < widest) return danger('network-too-wide', `its prefix is shorter than /${widest}`);
  return address.range() === 'unicast'
    ? undefined
    : danger(
        'not-public-address',
        'it is no public address (private, loopback, link-local, multicast, reserved)',
      );
};

/** Addresses and networks that are the owner's, nobody's, or everybody's. */
export const judgeAddress = ofPlaces((place, rules) =>
  place._tag === 'Network' ? addressDanger(place.block, rules) : undefined,
);
