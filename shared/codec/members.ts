import type * as t from 'io-ts';
import { oneOf } from './choice';
import { dateTime } from './date-time';
import { canonicalDomainName } from './domain-name';
import { canonicalEmailAddress } from './email-address';
import { fileHashTypes } from './file-hash';
import { canonicalCidr, canonicalIpAddress, canonicalIPv4, canonicalIPv6 } from './ip-address';
import { integerBetween, trueOrFalse } from './number';
import { key, listOf, observable, observedName, observedProse, prose } from './strings';
import { canonicalUrl } from './url';

const required = <C extends t.Mixed>(codec: C) => ({ group: 'core', required: true, codec }) as const;
const core = <C extends t.Mixed>(codec: C) => ({ group: 'core', required: false, codec }) as const;
const email = <C extends t.Mixed>(codec: C) => ({ group: 'email', required: false, codec }) as const;
const file = <C extends t.Mixed>(codec: C) => ({ group: 'file', required: false, codec }) as const;
const network = <C extends t.Mixed>(codec: C) => ({ group: 'network', required: false, codec }) as const;
/** Graph sets these members itself: they come back with an indicator and are never sent. */
const readOnly = { group: 'read-only' } as const;

// A schema names a format only where every canonical value satisfies it. Host names may hold underscores, and e-mail addresses
// any script; `hostname` and `email` refuse both.
const ipv4 = observable(
  'an IPv4 address such as 192.0.2.1',
  { format: 'ipv4', example: '192.0.2.1' },
  canonicalIPv4,
);
const ipv6 = observable(
  'an IPv6 address such as 2001:db8::1',
  { format: 'ipv6', example: '2001:db8::1' },
  canonicalIPv6,
);
const ipAddress = observable('an IPv4 or IPv6 address', { example: '192.0.2.1' }, canonicalIpAddress);
const cidr = observable(
  'a CIDR block such as 192.0.2.0/24 or 2001:db8::/32',
  { example: '192.0.2.0/24' },
  canonicalCidr,
);
const asn = integerBetween(0, 4_294_967_295);
const port = integerBetween(1, 65_535);
const domainName = observable(
  'a domain name such as sub.example.com, without scheme, port, path or wildcard',
  { example: 'sub.example.com' },
  canonicalDomainName,
);
const emailAddress = observable(
  'one e-mail address without a display name',
  { example: 'someone@example.com' },
  canonicalEmailAddress,
);
const url = observable(
  'an absolute URL such as https://example.com/path',
  { format: 'uri', example: 'https://example.com/path' },
  canonicalUrl,
);

const killChainPhases = [
  'Actions',
  'C2',
  'Delivery',
  'Exploitation',
  'Installation',
  'Reconnaissance',
  'Weaponization',
] as const;

export const actions = ['alert', 'allow', 'block', 'unknown'] as const;

export const tlpLevels = ['unknown', 'white', 'green', 'amber', 'red'] as const;

export const threatTypes = [
  'Botnet',
  'C2',
  'CryptoMining',
  'Darknet',
  'DDoS',
  'MaliciousUrl',
  'Malware',
  'Phishing',
  'Proxy',
  'PUA',
  'WatchList',
] as const;

/**
 * The 59 properties of microsoft.graph.tiIndicator (beta), in the order in which they are written. Types follow the service's
 * metadata (asn is Int64 there), values and ranges follow the documentation. unknownFutureValue is for reading only.
 */
export const members = {
  action: required(oneOf(actions)),
  targetProduct: required(oneOf(['Azure Sentinel', 'Microsoft Defender ATP'], 'the old names are required')),
  threatType: required(oneOf(threatTypes)),
  tlpLevel: required(oneOf(tlpLevels)),
  expirationDateTime: required(dateTime),
  description: required(prose),
  additionalInformation: core(prose),
  externalId: core(key),
  activityGroupNames: core(listOf(prose)),
  confidence: core(integerBetween(0, 100)),
  diamondModel: core(oneOf(['unknown', 'adversary', 'capability', 'infrastructure', 'victim'])),
  isActive: core(trueOrFalse),
  killChain: core(listOf(oneOf(killChainPhases))),
  knownFalsePositives: core(prose),
  lastReportedDateTime: core(dateTime),
  malwareFamilyNames: core(listOf(prose)),
  passiveOnly: core(trueOrFalse),
  severity: core(integerBetween(0, 5)),
  tags: core(listOf(prose)),

  emailEncoding: email(observedName),
  emailLanguage: email(observedName),
  emailRecipient: email(emailAddress),
  emailSenderAddress: email(emailAddress),
  emailSenderName: email(observedProse),
  emailSourceDomain: email(domainName),
  emailSourceIpAddress: email(ipAddress),
  emailSubject: email(observedProse),
  emailXMailer: email(observedProse),

  fileCompileDateTime: file(dateTime),
  fileCreatedDateTime: file(dateTime),
  fileHashType: file(oneOf(fileHashTypes)),
  fileHashValue: file(observedName),
  fileMutexName: file(observedName),
  fileName: file(observedProse),
  filePacker: file(observedName),
  filePath: file(observedProse),
  fileSize: file(integerBetween(0, Number.MAX_SAFE_INTEGER)),
  fileType: file(observedName),

  domainName: network(domainName),
  networkCidrBlock: network(cidr),
  networkDestinationAsn: network(asn),
  networkDestinationCidrBlock: network(cidr),
  networkDestinationIPv4: network(ipv4),
  networkDestinationIPv6: network(ipv6),
  networkDestinationPort: network(port),
  networkIPv4: network(ipv4),
  networkIPv6: network(ipv6),
  networkPort: network(port),
  networkProtocol: network(integerBetween(0, 255)),
  networkSourceAsn: network(asn),
  networkSourceCidrBlock: network(cidr),
  networkSourceIPv4: network(ipv4),
  networkSourceIPv6: network(ipv6),
  networkSourcePort: network(port),
  url: network(url),
  userAgent: network(observedProse),

  id: readOnly,
  azureTenantId: readOnly,
  ingestedDateTime: readOnly,
};

type Members = typeof members;

export type MemberName = keyof Members;

type NamesOf<Kind> = { [N in MemberName]: Members[N] extends Kind ? N : never }[MemberName];

/** The members that say what an indicator is about. */
export type ObservableName = NamesOf<{ group: 'email' | 'file' | 'network' }>;

type ValueOf<N extends MemberName> = Members[N] extends { readonly codec: t.Type<infer A> } ? A : never;

type Flat<T> = { readonly [N in keyof T]: T[N] };

/**
 * An indicator as it is sent: the members that Graph does not set itself, six of them required. Dates are
 * YYYY-MM-DDTHH:mm:ss.sssZ.
 */
export type TiIndicator = Flat<
  { [N in NamesOf<{ required: true }>]: ValueOf<N> } & { [N in NamesOf<{ required: false }>]?: ValueOf<N> }
>;
