import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import { canonical, type Canonical } from '../codec/canonical';
import { oneOf } from '../codec/choice';
import { section } from '../codec/document';
import { hashAlgorithm } from '../codec/hash-algorithm';
import { type JsonSchema } from '../codec/json-schema';
import { isBlank, trim } from '../codec/text';
import { violations, type Violation } from '../codec/violation';
import { trueOrFalse } from '../codec/number';
import { momentOf } from '../indicator/moment';
import { type Draft, type NumberMember, type Observation, type TextMember } from '../formats/format';

/** A blank text counts as absent: senders' templates leave '' where they know nothing. */
const maybe = <A>(codec: t.Type<A, A>): t.Type<A | undefined, unknown> =>
  new t.Type<A | undefined, unknown, unknown>(
    codec.name,
    (u): u is A | undefined => u === undefined || codec.is(u),
    (u, c) => (isBlank(u) ? t.success(undefined) : codec.validate(u, c)),
    t.identity,
  );

const text = canonical({
  expected: 'a string',
  schema: { type: 'string' },
  parse: (value) => (typeof value === 'string' ? trim(value) : undefined),
});

const isScalar = (value: unknown): value is string | number =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

const scalarSchema: JsonSchema = { anyOf: [{ type: 'string' }, { type: 'number' }] };

const scalar: Canonical<string | number> = canonical({
  expected: 'a string or a number',
  schema: scalarSchema,
  parse: (value) => (isScalar(value) ? value : undefined),
});

const positive = canonical({
  expected: 'a number above 0',
  schema: { type: 'number', minimum: 0, exclusiveMinimum: true },
  parse: (value) => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined),
});

const moment: Canonical<string | number> = canonical({
  expected: 'a moment: ISO 8601, or seconds or milliseconds since 1970',
  schema: scalarSchema,
  parse: (value) => (isScalar(value) && momentOf(value) !== undefined ? value : undefined),
});

const words = canonical<readonly string[]>({
  expected: 'a string, or an array of strings and numbers',
  schema: { type: 'array', items: { type: 'string' } },
  parse: (value) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const known = list.filter((item) => !isBlank(item));
    return known.every(isScalar) ? known.map(String) : undefined;
  },
});

const textMembers: readonly TextMember[] = [
  'emailRecipient',
  'emailSenderName',
  'emailSourceDomain',
  'emailSourceIpAddress',
  'emailSubject',
  'emailXMailer',
  'fileMutexName',
  'fileName',
  'filePath',
  'fileType',
  'userAgent',
];

const numberMembers: readonly NumberMember[] = [
  'fileSize',
  'networkDestinationAsn',
  'networkSourceAsn',
  'networkProtocol',
];

const each = <A>(names: readonly string[], codec: A): Readonly<Record<string, A>> =>
  Object.fromEntries(names.map((name) => [name, codec]));

const parts = {
  action: maybe(oneOf(['alert', 'allow', 'block'])),
  ip: maybe(text),
  direction: maybe(oneOf(['source', 'destination'])),
  port: maybe(scalar),
  domain: maybe(text),
  url: maybe(text),
  hash: maybe(text),
  algorithm: maybe(text),
  email: maybe(text),
  description: maybe(scalar),
  additionalInformation: maybe(scalar),
  severity: maybe(scalar),
  severityOf: maybe(positive),
  confidence: maybe(scalar),
  confidenceOf: maybe(positive),
  tlp: maybe(words),
  threat: maybe(words),
  tags: maybe(words),
  malwareFamilies: maybe(words),
  activityGroups: maybe(words),
  killChain: maybe(words),
  expires: maybe(moment),
  lastSeen: maybe(moment),
  partOf: maybe(scalar),
  revoked: maybe(trueOrFalse),
};

const texts = each(textMembers, maybe(text));
const numbers = each(numberMembers, maybe(scalar));

const mappedCodec = section({ ...texts, ...numbers, ...parts });

type Parts = { readonly [K in keyof typeof parts]: t.TypeOf<(typeof parts)[K]> };

/** Every member that a mapping may give. */
export const mappedNames: readonly string[] = [...Object.keys(parts), ...textMembers, ...numberMembers];

const network = ({ ip, direction, port }: Parts): readonly Observation[] => {
  if (ip !== undefined)
    return [{ kind: 'ip', value: ip, port, ...(direction === undefined ? {} : { direction }) }];
  if (port === undefined) return [];
  const member =
    direction === undefined
      ? 'networkPort'
      : direction === 'source'
        ? 'networkSourcePort'
        : 'networkDestinationPort';
  return [{ kind: 'number', member, value: port }];
};

const hashed = ({ hash, algorithm }: Parts): readonly Observation[] =>
  hash === undefined ? [] : [{ kind: 'hash', algorithm: algorithm ?? hashAlgorithm(hash), value: hash }];

const present = <N extends string>(names: readonly N[], values: Readonly<Record<string, unknown>>) =>
  names.flatMap((member) => {
    const value = values[member];
    return typeof value === 'string' || typeof value === 'number' ? [{ member, value }] : [];
  });

const observedOf = (mapped: Parts): readonly Observation[] => [
  ...hashed(mapped),
  ...(mapped.url === undefined ? [] : [{ kind: 'url', value: mapped.url } as const]),
  ...(mapped.domain === undefined ? [] : [{ kind: 'domain', value: mapped.domain } as const]),
  ...network(mapped),
  ...(mapped.email === undefined
    ? []
    : [{ kind: 'text', member: 'emailSenderAddress', value: mapped.email } as const]),
  ...present(textMembers, mapped).map(
    ({ member, value }) => ({ kind: 'text', member, value: String(value) }) as const,
  ),
  ...present(numberMembers, mapped).map((number) => ({ kind: 'number', ...number }) as const),
];

const written = (value: string | number | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

const draftOf = (mapped: Parts): Draft => ({
  observed: observedOf(mapped),
  action: mapped.action,
  description: written(mapped.description),
  additionalInformation: written(mapped.additionalInformation),
  // A bare number is on tiIndicator's own scale.
  severity:
    mapped.severity === undefined ? undefined : { value: mapped.severity, of: mapped.severityOf ?? 5 },
  confidence:
    mapped.confidence === undefined
      ? undefined
      : { value: mapped.confidence, of: mapped.confidenceOf ?? 100 },
  tlp: mapped.tlp ?? [],
  threat: mapped.threat ?? [],
  tags: mapped.tags ?? [],
  malwareFamilies: mapped.malwareFamilies ?? [],
  activityGroups: mapped.activityGroups ?? [],
  killChain: mapped.killChain ?? [],
  expires: mapped.expires,
  lastSeen: mapped.lastSeen,
  partOf: written(mapped.partOf),
  revoked: mapped.revoked,
});

/**
 * Reads one object of a mapping as a draft, which may hold no observable. Reports all faults at once, and unknown members by
 * name.
 */
export const readMapped = (value: unknown): E.Either<readonly Violation[], Draft> =>
  pipe(mappedCodec.decode(value), E.bimap(violations, draftOf));
