import { type TiIndicator } from '../../codec/ti-indicator';

/** One comparison of a STIX pattern: an object path, and the text or number that is looked for there. */
export interface StixComparison {
  readonly path: string;
  readonly value: string | number;
}

type Member = keyof TiIndicator;

const isIPv6 = (address: string): boolean => address.includes(':');

const address = (value: string): string => (isIPv6(value) ? 'ipv6-addr:value' : 'ipv4-addr:value');

const always = (path: string) => (): string => path;

type Row = readonly [member: Member, pathOf: (value: string) => string];

/** What identifies an indicator. The paths are those in Microsoft's own queries over ThreatIntelIndicators. */
const telling: readonly Row[] = [
  ['url', always('url:value')],
  ['domainName', always('domain-name:value')],
  ['networkDestinationIPv4', address],
  ['networkDestinationIPv6', address],
  ['networkIPv4', address],
  ['networkIPv6', address],
  ['networkSourceIPv4', address],
  ['networkSourceIPv6', address],
  ['networkDestinationCidrBlock', address],
  ['networkCidrBlock', address],
  ['networkSourceCidrBlock', address],
  ['emailSenderAddress', always('email-addr:value')],
  ['emailSourceDomain', always('domain-name:value')],
  ['emailSourceIpAddress', address],
];

/** What adds to an identifying value and would match far too much by itself. It is used only where nothing else is there. */
const saidBeside: readonly Row[] = [
  ['fileName', always('file:name')],
  ['fileMutexName', always('mutex:name')],
  ['emailSubject', always('email-message:subject')],
  ['userAgent', always("network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'")],
  ['networkDestinationAsn', always('autonomous-system:number')],
  ['networkSourceAsn', always('autonomous-system:number')],
];

/** The keys of the hash vocabulary (STIX 2.1, section 10.7). */
const hashKeys: ReadonlyMap<string | undefined, string> = new Map([
  ['md5', 'MD5'],
  ['sha1', "'SHA-1'"],
  ['sha256', "'SHA-256'"],
  ['ctph', 'SSDEEP'],
]);

const hashOf = ({ fileHashType, fileHashValue }: TiIndicator): readonly StixComparison[] => {
  const key = hashKeys.get(fileHashType);
  return key === undefined || fileHashValue === undefined
    ? []
    : [{ path: `file:hashes.${key}`, value: fileHashValue }];
};

const comparisonsBy = (rows: readonly Row[], indicator: TiIndicator): readonly StixComparison[] =>
  rows.flatMap(([member, pathOf]) => {
    const value = indicator[member];
    return typeof value === 'string' || typeof value === 'number'
      ? [{ path: pathOf(String(value)), value }]
      : [];
  });

const keyOf = ({ path, value }: StixComparison): string => `${path} ${value}`;

/**
 * Everything to look for, each by itself: Sentinel reads only patterns with one comparison (with AND or OR it keeps the object
 * and matches nothing). What only adds to something else is left out where that is there. Empty where STIX has no words for it.
 */
export const comparisonsOf = (indicator: TiIndicator): readonly StixComparison[] => {
  const known = [...hashOf(indicator), ...comparisonsBy(telling, indicator)];
  const all =
    known.length > 0 || indicator.fileHashValue !== undefined ? known : comparisonsBy(saidBeside, indicator);
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
};

const literalOf = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `'${value.replace(/[\\']/g, '\\$&')}'`;

export const patternOf = ({ path, value }: StixComparison): string => `[${path} = ${literalOf(value)}]`;
