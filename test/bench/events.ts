/** Events for the benches, like those of feeds: a mixture of domains, addresses, URLs and file hashes. */

const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

const hash = (n: number): string => `e${n.toString(16).padStart(7, '0')}`.repeat(8);

/** Public addresses, none twice below 16 million. */
const address = (n: number): string => `20.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

const domain = (n: number): string => `host-${n}.sample-campaign.example`;

const url = (n: number): string => `https://${domain(n)}/gate/login.php?session=${n}`;

interface Kind {
  readonly members: (n: number) => Readonly<Record<string, string>>;
  readonly pattern: (n: number) => string;
  readonly attribute: (n: number) => { readonly type: string; readonly value: string };
}

/** Every fourth indicator is of each. */
const kinds: readonly Kind[] = [
  {
    members: (n) => ({ domainName: domain(n) }),
    pattern: (n) => `[domain-name:value = '${domain(n)}']`,
    attribute: (n) => ({ type: 'domain', value: domain(n) }),
  },
  {
    members: (n) => ({ networkIPv4: address(n) }),
    pattern: (n) => `[ipv4-addr:value = '${address(n)}']`,
    attribute: (n) => ({ type: 'ip-dst', value: address(n) }),
  },
  {
    members: (n) => ({ url: url(n) }),
    pattern: (n) => `[url:value = '${url(n)}']`,
    attribute: (n) => ({ type: 'url', value: url(n) }),
  },
  {
    members: (n) => ({ fileHashType: 'sha256', fileHashValue: hash(n) }),
    pattern: (n) => `[file:hashes.'SHA-256' = '${hash(n)}']`,
    attribute: (n) => ({ type: 'sha256', value: hash(n) }),
  },
];

const kindOf = (n: number): Kind =>
  kinds[n % kinds.length] ?? {
    members: () => ({}),
    pattern: String,
    attribute: () => ({ type: 'domain', value: domain(n) }),
  };

export type Body = Readonly<Record<string, unknown>>;

/** A tiIndicator as a sender of Graph's own shape writes it: the required members and the usual ones. */
export const nativeIndicator = (n: number): Body => ({
  action: 'alert',
  activityGroupNames: [],
  confidence: 80,
  description: `Infrastructure of a phishing campaign, seen by sensor ${n}`,
  expirationDateTime: '2099-01-01T00:00:00.000Z',
  ...kindOf(n).members(n),
  killChain: ['Delivery'],
  lastReportedDateTime: '2026-01-01T00:00:00Z',
  malwareFamilyNames: ['SampleLoader'],
  severity: 3,
  tags: ['campaign:sample', 'source:sensor'],
  targetProduct: 'Azure Sentinel',
  threatType: 'Phishing',
  tlpLevel: 'green',
});

const stixIndicator = (n: number): Body => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--${uuid(n)}`,
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  name: `Infrastructure of a phishing campaign, seen by sensor ${n}`,
  description: 'Seen in mails to several customers; the page asks for credentials of a mail provider.',
  indicator_types: ['malicious-activity'],
  pattern: kindOf(n).pattern(n),
  pattern_type: 'stix',
  valid_from: '2026-01-01T00:00:00Z',
  confidence: 80,
  labels: ['phishing'],
  object_marking_refs: ['marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da'],
});

const mispAttribute = (n: number): Body => ({
  uuid: uuid(n),
  ...kindOf(n).attribute(n),
  category: 'Network activity',
  to_ids: true,
  timestamp: '1767225600',
  comment: `seen by sensor ${n}`,
  distribution: '5',
  deleted: false,
  Tag: [{ name: 'tlp:green' }, { name: 'kill-chain:Delivery' }],
});

/** An event of `count` indicators, of which the first is number `from`. */
export type MakeEvent = (from: number, count: number) => unknown;

const several = (from: number, count: number, make: (n: number) => Body): readonly Body[] =>
  Array.from({ length: count }, (_, index) => make(from + index));

export const nativeEvent: MakeEvent = (from, count) => ({ value: several(from, count, nativeIndicator) });

export const stixBundle: MakeEvent = (from, count) => ({
  type: 'bundle',
  id: `bundle--${uuid(from)}`,
  objects: several(from, count, stixIndicator),
});

export const mispEvent: MakeEvent = (from, count) => ({
  Event: {
    uuid: uuid(from),
    info: 'Phishing campaign against mail providers',
    threat_level_id: '2',
    Tag: [{ name: 'tlp:green' }],
    Attribute: several(from, count, mispAttribute),
  },
});
