/**
 * The 59 declared properties of microsoft.graph.tiIndicator (Graph beta metadata), with what the service can
 * deserialise into each. Written from the documentation alone, on purpose: it shares nothing with the gateway.
 */
type Check = (value: unknown) => boolean;

const names = (list: string): readonly string[] => list.trim().split(/\s+/);

const strings = names(`id additionalInformation azureTenantId description externalId knownFalsePositives
  targetProduct threatType emailEncoding emailLanguage emailRecipient emailSenderAddress emailSenderName
  emailSourceDomain emailSourceIpAddress emailSubject emailXMailer fileHashValue fileMutexName fileName filePacker
  filePath fileType domainName networkCidrBlock networkDestinationCidrBlock networkDestinationIPv4
  networkDestinationIPv6 networkIPv4 networkIPv6 networkSourceCidrBlock networkSourceIPv4 networkSourceIPv6 url
  userAgent`);
const collections = names('activityGroupNames killChain malwareFamilyNames tags');
const int32s = names(
  'confidence severity networkDestinationPort networkPort networkProtocol networkSourcePort',
);
const int64s = names('fileSize networkDestinationAsn networkSourceAsn');
const booleans = names('isActive passiveOnly');
export const dates = names(
  'expirationDateTime ingestedDateTime lastReportedDateTime fileCompileDateTime fileCreatedDateTime',
);

const datePattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,12})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d))?$/;

/** ISO 8601 with an offset, or a bare date (seen accepted live as midnight UTC); the day has to exist. */
const isDate: Check = (value) => {
  const parts = typeof value === 'string' ? datePattern.exec(value) : null;
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
};

const isString: Check = (value) => typeof value === 'string';
const isInt32: Check = (value) => typeof value === 'number' && (value | 0) === value;
const isInt64: Check = (value) => Number.isSafeInteger(value);
const isBoolean: Check = (value) => typeof value === 'boolean';
const areStrings: Check = (value) => Array.isArray(value) && value.every(isString);
const memberOf = (members: string): Check => {
  const known = new Set<unknown>(names(members));
  return (value) => known.has(value);
};

/** `unknownFutureValue` is for reading only, so it is refused here like any other stranger. */
const enums: readonly (readonly [string, Check])[] = [
  ['action', memberOf('unknown allow block alert')],
  ['diamondModel', memberOf('unknown adversary capability infrastructure victim')],
  ['fileHashType', memberOf('unknown sha1 sha256 md5 authenticodeHash256 lsHash ctph')],
  ['tlpLevel', memberOf('unknown white green amber red')],
];

const each = (list: readonly string[], check: Check): (readonly [string, Check])[] =>
  list.map((name) => [name, check] as const);

export const declared: ReadonlyMap<string, Check> = new Map([
  ...each(strings, isString),
  ...each(collections, areStrings),
  ...each(int32s, isInt32),
  ...each(int64s, isInt64),
  ...each(booleans, isBoolean),
  ...each(dates, isDate),
  ...enums,
]);

/** Every declared property as the service shows it when nobody set it. */
export const unset: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries([...declared.keys()].sort().map((name) => [name, null])),
  activityGroupNames: [],
  killChain: [],
  malwareFamilyNames: [],
  tags: [],
  isActive: true,
  passiveOnly: false,
  severity: 3,
};

/** Observables of the groups email, file and network; a hash type alone observes nothing. */
export const observables: readonly string[] = [...declared.keys()].filter(
  (name) =>
    (/^(email|file|network)/.test(name) || ['domainName', 'url', 'userAgent'].includes(name)) &&
    name !== 'fileHashType',
);

export const defenderObservables = names(
  'domainName url networkDestinationIPv4 networkDestinationIPv6 fileHashValue',
);
