import ipaddr from 'ipaddr.js';
import { parse } from 'tldts';
import { type TiIndicator } from '../codec/ti-indicator';
import { type Observable, observablesOf } from './observable';

/** What a deployment never lets out. Domains in canonical form, networks as CIDR blocks. */
export interface GuardRules {
  readonly ownDomains: readonly string[];
  readonly ownNetworks: readonly string[];
  readonly widestIPv4: number;
  readonly widestIPv6: number;
  readonly specialUse: 'refuse' | 'take';
  readonly tlpRed: 'refuse' | 'take';
  readonly allowList: readonly string[];
}

/** Why an indicator would hurt its owner. */
export interface Danger {
  readonly code: string;
  readonly text: string;
}

const danger = (code: string, text: string): Danger => ({ code, text });

type Block = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

const blockOf = (value: string): Block =>
  value.includes('/') ? ipaddr.parseCIDR(value) : [ipaddr.parse(value), value.includes(':') ? 128 : 32];

const covers = ([wide, wideBits]: Block, [narrow, bits]: Block): boolean =>
  wide.kind() === narrow.kind() && wideBits <= bits && narrow.match(wide, wideBits);

const overlaps = (a: Block, b: Block): boolean => covers(a, b) || covers(b, a);

/** Documentation ranges (RFC 5737, RFC 3849): nobody's, but harmless. */
const documentation = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'].map(blockOf);

const addressDanger = (value: string, rules: GuardRules): Danger | undefined => {
  const block = blockOf(value);
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

/** RFC 6761 and RFC 9476, and what home routers and directories use: in no public registry. */
const specialUse = new Set(
  'local localhost test invalid example internal lan home corp arpa onion alt intranet localdomain private'.split(
    ' ',
  ),
);

const exampleDomains = new Set(['example.com', 'example.net', 'example.org']);

/** Hosts that this gateway, or the estate it protects, calls to be safe. Blocking them blinds the defender. */
const microsoft = [
  'graph.microsoft.com',
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  'management.azure.com',
  'api.security.microsoft.com',
  'api.securitycenter.microsoft.com',
  'securitycenter.windows.com',
  'sentinelus.azure-api.net',
  'api.ti.sentinel.azure.com',
  'eventgrid.azure.net',
  'monitor.azure.com',
  'core.windows.net',
  'vault.azure.net',
  'windowsupdate.com',
  'update.microsoft.com',
];

/** Every one of them and every domain above one. */
const blocking = new Set(
  microsoft.flatMap((service) => service.split('.').map((_, index, labels) => labels.slice(index).join('.'))),
);

const isUnder = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** The service itself or a parent of it; `evil.blob.core.windows.net` is a customer's and may be bad. */
const blocksMicrosoft = (host: string): boolean => blocking.has(host);

const hostDanger = (host: string, rules: GuardRules): Danger | undefined => {
  if (rules.ownDomains.some((own) => isUnder(host, own) || isUnder(own, host)))
    return danger('own-domain', 'it is, or is above, a domain of yours');
  if (blocksMicrosoft(host))
    return danger('microsoft-service', 'it is a service of Microsoft that your defence calls');
  const { domain, isIcann, isPrivate } = parse(host, { allowPrivateDomains: true });
  const isSpecial = specialUse.has(host.split('.').at(-1) ?? '') || exampleDomains.has(domain ?? '');
  if (isSpecial) {
    return rules.specialUse === 'take'
      ? undefined
      : danger('special-use-domain', 'it is in a domain that is not in public use');
  }
  if (domain === null)
    return danger('no-registrable-domain', 'it is a public suffix: everybody below it would be hit');
  return isIcann === true || isPrivate === true
    ? undefined
    : danger('unknown-top-level-domain', 'its top-level domain does not exist');
};

/** Hashes of the empty file and of a file of one newline, which are on every machine. */
const everywhere = new Set([
  'd41d8cd98f00b204e9800998ecf8427e',
  '68b329da9893e34099c7d8ad5cb9c940',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'adc83b19e793491b1c6ea0fd8b46cd9f32e592fc',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b',
]);

/** Asked before ipaddr.js, which throws and catches on every name. */
const isAddress = (host: string): boolean => /^[\d.]+$|:/.test(host) && ipaddr.isValid(host);

const anyHostDanger = (host: string, rules: GuardRules): Danger | undefined => {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return isAddress(bare) ? addressDanger(bare, rules) : hostDanger(bare, rules);
};

const observableDanger = ({ kind, value }: Observable, rules: GuardRules): Danger | undefined => {
  if (/IPv[46]$|IpAddress$|CidrBlock$/.test(kind)) return addressDanger(value, rules);
  if (kind === 'domainName' || kind === 'emailSourceDomain') return hostDanger(value, rules);
  if (kind === 'url') return anyHostDanger(new URL(value).hostname, rules);
  if (kind === 'emailSenderAddress') return hostDanger(value.slice(value.lastIndexOf('@') + 1), rules);
  if (kind === 'fileHashValue' && everywhere.has(value))
    return danger('hash-of-nothing', 'it is the hash of an empty file or of a single newline');
  return undefined;
};

/** A domain on the list covers what is below it, a network what is in it; anything else is compared as it is. */
const isAllowed = ({ kind, value }: Observable, listed: string): boolean => {
  if (value === listed) return true;
  if (/IPv[46]$|IpAddress$|CidrBlock$/.test(kind)) {
    const isBlock = ipaddr.isValid(listed) || ipaddr.isValidCIDR(listed);
    return isBlock && covers(blockOf(listed), blockOf(value));
  }
  const host =
    kind === 'url'
      ? new URL(value).hostname
      : kind === 'emailSenderAddress'
        ? (value.split('@').at(-1) ?? '')
        : value;
  return (
    ['url', 'domainName', 'emailSourceDomain', 'emailSenderAddress'].includes(kind) &&
    isUnder(host, listed.toLowerCase())
  );
};

/** The first reason not to let an indicator out; undefined when there is none. */
export const dangerOf = (
  indicator: TiIndicator,
  rules: GuardRules,
  observables: readonly Observable[] = observablesOf(indicator),
): Danger | undefined => {
  if (indicator.tlpLevel === 'red' && rules.tlpRed === 'refuse')
    return danger('tlp-red', 'its marking TLP:RED forbids sharing');
  if (observables.some((observable) => rules.allowList.some((listed) => isAllowed(observable, listed))))
    return danger('on-allow-list', "it is on this deployment's allow-list");
  for (const observable of observables) {
    const found = observableDanger(observable, rules);
    if (found !== undefined) return found;
  }
  return undefined;
};
