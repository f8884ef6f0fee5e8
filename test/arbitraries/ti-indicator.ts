import fc from 'fast-check';
import { memberNames, type TiIndicator } from '../../shared/codec/ti-indicator';

const hex = (length: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^0[1-9a-f][0-9a-f]{${length - 2}}$`));

const words = [
  'mail',
  'gateway',
  'ü',
  '日本',
  '😀',
  "o'clock",
  '"quoted"',
  'a < b',
  '100 %',
  '{x',
  "'] OR [",
  'é',
];

const prose = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 })
  .map((some) => `seen: ${some.join(' ')}`);

const token = fc.stringMatching(/^v[A-Za-z0-9 _.-]{0,20}[a-z]$/);

// After `xn--` a label is Punycode. Few words are valid Punycode, and the others are no host names.
const label = fc.stringMatching(/^[a-z][a-z0-9_-]{0,10}[a-z0-9]$/).filter((text) => !text.startsWith('xn--'));

const domainName = fc
  .array(label, { minLength: 1, maxLength: 3 })
  .map((labels) => [...labels, 'example'].join('.'));

const byte = fc.nat(255);
const ipv4 = fc.tuple(byte, byte, byte, byte).map((bytes) => bytes.join('.'));
const group = fc.integer({ min: 1, max: 0xffff }).map((part) => part.toString(16));
const ipv6 = fc.oneof(
  fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':')),
  fc.array(group, { minLength: 2, maxLength: 2 }).map(([a = '1', b = '2']) => `2001:${a}::${b}`),
);
const cidr = fc.oneof(
  fc.tuple(byte, byte).map(([a, b]) => `${a}.${b}.0.0/16`),
  group.map((part) => `2001:${part}::/32`),
);

const path = fc.stringMatching(/^[A-Za-z0-9_~!$&'()*+,;=:@-]{0,12}(?:%20)?$/);
const url = fc
  .tuple(fc.constantFrom('http', 'https', 'ftp', 'ldap', 'smb', 'stratum+tcp'), domainName, path, label)
  .map(([scheme, host, name, query]) => `${scheme}://${host}/${name}?q=${query}`);

const emailAddress = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9.+'=_-]{0,20}$/), domainName)
  .map(([local, domain]) => `${local}@${domain}`);

const moment = (from: string, to: string): fc.Arbitrary<string> =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((date) => date.toISOString());

const past = moment('1970-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');

const port = fc.integer({ min: 1, max: 65_535 });
const asn = fc.integer({ min: 0, max: 4_294_967_295 });
const list = fc.array(token, { maxLength: 4 });

const requiredMembers = {
  action: fc.constantFrom('alert', 'allow', 'block', 'unknown'),
  targetProduct: fc.constantFrom('Azure Sentinel', 'Microsoft Defender ATP'),
  threatType: fc.constantFrom('Botnet', 'C2', 'DDoS', 'MaliciousUrl', 'Phishing', 'PUA', 'WatchList'),
  tlpLevel: fc.constantFrom('unknown', 'white', 'green', 'amber', 'red'),
  expirationDateTime: moment('2100-01-01T00:00:00.000Z', '2199-01-01T00:00:00.000Z'),
  description: prose.map((text) => text.slice(0, 90).toWellFormed()),
} as const;

const optionalMembers = {
  additionalInformation: prose,
  externalId: token,
  activityGroupNames: list,
  confidence: fc.nat(100),
  diamondModel: fc.constantFrom('unknown', 'adversary', 'capability', 'infrastructure', 'victim'),
  isActive: fc.boolean(),
  killChain: fc.subarray(['Actions', 'C2', 'Delivery', 'Exploitation', 'Weaponization'] as const),
  knownFalsePositives: prose,
  lastReportedDateTime: past,
  malwareFamilyNames: list,
  passiveOnly: fc.boolean(),
  severity: fc.nat(5),
  tags: list,
  emailEncoding: token,
  emailLanguage: token,
  emailRecipient: emailAddress,
  emailSenderAddress: emailAddress,
  emailSenderName: prose,
  emailSourceDomain: domainName,
  emailSourceIpAddress: fc.oneof(ipv4, ipv6),
  emailSubject: prose,
  emailXMailer: prose,
  fileCompileDateTime: past,
  fileCreatedDateTime: past,
  fileMutexName: token,
  fileName: prose,
  filePacker: token,
  filePath: prose,
  fileSize: fc.maxSafeNat(),
  fileType: token,
  networkCidrBlock: cidr,
  networkDestinationAsn: asn,
  networkDestinationCidrBlock: cidr,
  networkDestinationPort: port,
  networkIPv4: ipv4,
  networkIPv6: ipv6,
  networkPort: port,
  networkProtocol: byte,
  networkSourceAsn: asn,
  networkSourceCidrBlock: cidr,
  networkSourceIPv4: ipv4,
  networkSourceIPv6: ipv6,
  networkSourcePort: port,
  userAgent: prose,
} as const;

const ssdeep = fc
  .tuple(fc.constantFrom(3, 96, 1536), fc.stringMatching(/^[A-Z][a-z][A-Za-z0-9+/]{1,30}$/))
  .map(([size, part]) => `${size}:${part}:${part.slice(1)}`);

const fileHash = fc.oneof(
  fc.record({ fileHashType: fc.constant('md5' as const), fileHashValue: hex(32) }),
  fc.record({ fileHashType: fc.constant('sha1' as const), fileHashValue: hex(40) }),
  fc.record({ fileHashType: fc.constantFrom('sha256', 'authenticodeHash256'), fileHashValue: hex(64) }),
  fc.record({
    fileHashType: fc.constant('lsHash' as const),
    fileHashValue: hex(70).map((hash) => `t1${hash}`),
  }),
  fc.record({ fileHashType: fc.constant('ctph' as const), fileHashValue: ssdeep }),
  fc.record({ fileHashType: fc.constant('unknown' as const), fileHashValue: hex(128) }),
);

/** One of the five kinds that both products read. */
const anchor = fc.oneof(
  fc.record({ domainName }),
  fc.record({ url }),
  fc.record({ networkDestinationIPv4: ipv4 }),
  fc.record({ networkDestinationIPv6: ipv6 }),
  fileHash,
);

const rank = new Map<string, number>(memberNames.map((name, index) => [name, index]));

const inOrder = (indicator: TiIndicator): TiIndicator => {
  const members: [string, unknown][] = Object.entries(indicator);
  members.sort(([a], [b]) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  return Object.fromEntries(members) as TiIndicator;
};

/** Indicators as the codec answers them: canonical and in the table's order. They expire in the 22nd century. */
export const validTiIndicator: fc.Arbitrary<TiIndicator> = fc
  .tuple(fc.record(requiredMembers), fc.record(optionalMembers, { requiredKeys: [] }), anchor)
  .map(([required, optional, observable]) => inOrder({ ...required, ...optional, ...observable }));

export type RawTiIndicator = Readonly<Record<string, unknown>>;

const manners = fc.record({
  pad: fc.constantFrom('', ' ', '\t\n', '\u00a0', '\u200e', '\ufeff'),
  upper: fc.boolean(),
  blank: fc.constantFrom(undefined, null, '', ' \u3000'),
  fromGraph: fc.boolean(),
  reverse: fc.boolean(),
});

type Manners = typeof manners extends fc.Arbitrary<infer A> ? A : never;

const twoHours = 2 * 60 * 60 * 1000;

const withOffset = (text: string): string =>
  new Date(Date.parse(text) + twoHours).toISOString().replace('Z', '4321+02:00');

/** Ways in which senders write what the codec writes in one way only. Text that the codec keeps unchanged stays as it is. */
const writeText = (name: string, text: string, { pad, upper }: Manners): string => {
  const shout = (part: string): string => (upper ? part.toUpperCase() : part);
  if (name.endsWith('DateTime')) return upper ? withOffset(text) : text;
  if (name === 'domainName' || name === 'emailSourceDomain')
    return pad + shout(text) + (upper ? '.' : '') + pad;
  if (/IPv[46]$|Ip(?:Address)$|CidrBlock$/.test(name)) return pad + shout(text) + pad;
  if (name === 'fileHashValue') return pad + (text.includes(':') ? text : shout(text)) + pad;
  if (name === 'url') return pad + text.replace(/^[^/]+\/\/[^/]+/, shout) + pad;
  if (name === 'emailRecipient' || name === 'emailSenderAddress')
    return pad + text.replace(/@.*$/, shout) + pad;
  return text;
};

const write = (name: string, value: unknown, how: Manners): unknown => {
  if (Array.isArray(value))
    return how.blank === undefined ? value : [how.blank, ...(value as unknown[]), how.blank];
  if (value === 0) return how.upper ? -0 : 0;
  return typeof value === 'string' ? writeText(name, value, how) : value;
};

const addedByGraph = {
  '@odata.type': '#microsoft.graph.tiIndicator',
  'tags@odata.type': '#Collection(String)',
  id: 'e58c072b-c9bb-a5c4-34ce-eb69af44fb1e',
  azureTenantId: 'XXXXXXXXXXXXXXXXXXXXX',
  ingestedDateTime: '2026-01-01T00:00:00Z',
  Error: 'Failed to create',
};

const writeAll = (indicator: TiIndicator, how: Manners): RawTiIndicator => {
  const given: RawTiIndicator = { ...indicator };
  const absent = how.blank === undefined ? [] : memberNames.filter((name) => given[name] === undefined);
  const members: [string, unknown][] = [
    ...Object.entries(given).map(([name, value]): [string, unknown] => [name, write(name, value, how)]),
    ...absent.map((name): [string, unknown] => [name, how.blank]),
    ...Object.entries(how.fromGraph ? addedByGraph : {}),
  ];
  return Object.fromEntries(how.reverse ? members.reverse() : members);
};

/** Valid input as senders write it, with what the codec has to make of it. */
export const rawWithCanonical: fc.Arbitrary<{
  readonly raw: RawTiIndicator;
  readonly canonical: TiIndicator;
}> = fc
  .tuple(validTiIndicator, manners)
  .map(([canonical, how]) => ({ raw: writeAll(canonical, how), canonical }));

/** Valid but not canonical: padded, in capitals, with offsets, blanks, and members Graph adds to its answers. */
export const rawTiIndicator: fc.Arbitrary<RawTiIndicator> = rawWithCanonical.map(({ raw }) => raw);
