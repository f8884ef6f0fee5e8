import { canonicalIpAddress } from '../../codec/ip-address';
import { refang } from '../refang';
import { blockOf, type Block } from './block';
import { danger, ofPlaces, type Danger, type GuardRules } from './judge';
import { networkSet } from './network-set';
import { computedOnce } from './computed-once';
import { unmapped } from './embedded';
import { documentation, notPublic } from './special-networks';

const ownNetworks = computedOnce((networks: readonly string[]) =>
  networkSet(networks.map((own) => unmapped(blockOf(own)))),
);

const documented = networkSet(documentation.map(blockOf));
const unreachable = networkSet(notPublic.map(blockOf));

/** Whether a text is an address, perhaps defanged, at which nobody on the internet lives. */
export const isNotPublic = (text: string): boolean => {
  const address = canonicalIpAddress(refang(text));
  return address !== undefined && unreachable.overlaps(blockOf(address));
};

const addressDanger = (block: Block, rules: GuardRules): Danger | undefined => {
  if (ownNetworks(rules.ownNetworks).overlaps(block))
    return danger('own-network', 'it is in, or holds, a network of yours');
  if (documented.covers(block))
    return rules.specialUse === 'take'
      ? undefined
      : danger('documentation-range', 'it is in a documentation range');
  const widest = block.family === 4 ? rules.widestIPv4 : rules.widestIPv6;
  if (block.bits < widest) return danger('network-too-wide', `its prefix is shorter than /${widest}`);
  return unreachable.overlaps(block) || documented.overlaps(block)
    ? danger(
        'not-public-address',
        'it is, or holds, no public address (private, loopback, link-local, multicast, reserved)',
      )
    : undefined;
};

/** Refuses addresses and networks that are the owner's, nobody's, or everybody's. */
export const judgeAddress = ofPlaces((place, rules) =>
  place._tag === 'Network' ? addressDanger(place.block, rules) : undefined,
);
