// Over sixty lines: the schema has changed names from 0.x to 1.x.
import { listedIn, type Item } from '../../codec/items';
import { isObject, isYes, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';

/** Findings of the Open Cybersecurity Schema Framework, as far as they name things that may be bad (schema 0.x to 1.x). */

export type FindingVerdict = 'malicious' | 'suspicious' | 'benign' | undefined;

/** Something that an event names. */
export interface Named {
  readonly place: string;
  /** The attribute in which it stands, such as `evidences[].dst_endpoint.ip`. */
  readonly path: string;
  /** OCSF's caption in lower case, such as `ip address`: unlike the type ids, captions mean the same in every version. */
  readonly type: string;
  readonly value: string;
  readonly verdict: FindingVerdict;
  readonly algorithm?: string | undefined;
  /** The file's first hash, where this is a hash. */
  readonly partOf?: string | undefined;
  readonly tlp?: string | undefined;
  readonly expires?: unknown;
}

/** Type ids without a caption, as schema 1.x numbers them. */
const captions: ReadonlyMap<string, string> = new Map([
  ['1', 'hostname'],
  ['2', 'ip address'],
  ['5', 'email address'],
  ['6', 'url'],
  ['8', 'hash'],
]);

const osintCaptions: ReadonlyMap<string, string> = new Map([
  ['1', 'ip address'],
  ['2', 'domain'],
  ['3', 'domain'],
  ['4', 'hash'],
  ['5', 'url'],
  ['9', 'email address'],
]);

/** `reputation.score_id`: 1 very safe … 4 leans safe, 7 suspicious, 8 possibly, 9 probably, 10 malicious. */
const reputationOf = (thing: Json): FindingVerdict => {
  const score = Number(textOf(objectOf(thing.reputation).score_id) ?? NaN);
  if (score === 9 || score === 10) return 'malicious';
  if (score === 7 || score === 8) return 'suspicious';
  return score >= 1 && score <= 4 ? 'benign' : undefined;
};

/** `verdict_id`: 2 true positive; 4 suspicious, 8 security risk; 1 false positive, 3 disregard, 5 benign, 6 test. */
const verdicts: ReadonlyMap<string, FindingVerdict> = new Map<string, FindingVerdict>([
  ['1', 'benign'],
  ['2', 'malicious'],
  ['3', 'benign'],
  ['4', 'suspicious'],
  ['5', 'benign'],
  ['6', 'benign'],
  ['8', 'suspicious'],
]);

const verdictIdOf = (thing: Json): FindingVerdict => verdicts.get(textOf(thing.verdict_id) ?? '');

/** `disposition_id`: blocked, quarantined, isolated, deleted, dropped, corrected, partially corrected, reset, rejected. */
const stopped = new Set(['2', '3', '4', '5', '6', '11', '12', '21', '25']);

/** What a finding says as a whole: its verdict, or else that malware was named, or else what was done about it. */
export const findingVerdict = (finding: Json): FindingVerdict => {
  const disposition = textOf(finding.disposition_id) ?? '';
  const verdict = disposition === '10' ? 'benign' : verdictIdOf(finding);
  if (verdict !== undefined) return verdict;
  if (oneOrMany(finding.malware).length > 0 || stopped.has(disposition)) return 'malicious';
  return disposition === '19' || isYes(finding.is_alert) ? 'suspicious' : undefined;
};

/** Something that is no object where one should be. It has no type, so it is answered and not taken. */
const unnamed = ({ place }: Item, path: string): Named => ({
  place,
  path,
  type: '',
  value: '',
  verdict: undefined,
});

const hashesOf = (
  file: unknown,
  place: string,
  { path, verdict }: { readonly path: string; readonly verdict: FindingVerdict },
): readonly (Named | undefined)[] => {
  const name = Object.hasOwn(objectOf(file), 'fingerprints') ? 'fingerprints' : 'hashes';
  const hashes = listedIn(place, objectOf(file), name);
  const partOf = textOf(objectOf(hashes[0]?.item).value);
  return hashes.map((one) => {
    if (!isObject(one.item)) return unnamed(one, path);
    const value = textOf(one.item.value);
    const algorithm = textOf(one.item.algorithm);
    return value === undefined
      ? undefined
      : { place: one.place, path, type: 'hash', value, algorithm, verdict, partOf };
  });
};

const present = (things: readonly (Named | undefined)[]): readonly Named[] =>
  things.filter((thing) => thing !== undefined);

/** Attributes of an evidence that hold one value, and what that value is. */
const attributes: readonly (readonly [string, string, string])[] = [
  ['src_endpoint', 'ip', 'ip address'],
  ['src_endpoint', 'hostname', 'hostname'],
  ['src_endpoint', 'domain', 'domain'],
  ['dst_endpoint', 'ip', 'ip address'],
  ['dst_endpoint', 'hostname', 'hostname'],
  ['dst_endpoint', 'domain', 'domain'],
  ['url', 'url_string', 'url'],
  ['query', 'hostname', 'domain'],
  ['email', 'from', 'email address'],
];

const inEvidence = (evidence: Json, place: string): readonly Named[] => {
  const verdict = verdictIdOf(evidence);
  const single = attributes.map(([object, key, type]): Named | undefined => {
    const value = textOf(objectOf(evidence[object])[key]);
    return value === undefined
      ? undefined
      : { place: `${place}/${object}/${key}`, path: `${object}.${key}`, type, value, verdict };
  });
  const { process, file } = evidence;
  return present([
    ...single,
    ...hashesOf(file, `${place}/file`, { path: 'file.hashes', verdict }),
    ...hashesOf(objectOf(process).file, `${place}/process/file`, { path: 'process.file.hashes', verdict }),
  ]);
};

const inMalware = (malware: Json, place: string): readonly Named[] =>
  present(
    listedIn(place, malware, 'files').flatMap((file) =>
      isObject(file.item)
        ? hashesOf(file.item, file.place, { path: 'malware.files.hashes', verdict: 'malicious' })
        : [unnamed(file, 'malware.files')],
    ),
  );

/**
 * Things listed as `{name, type, type_id, value}`: observables, and intelligence, which is bad unless its reputation says
 * otherwise.
 */
const inList =
  (ids: ReadonlyMap<string, string>, path: string, otherwise: FindingVerdict) =>
  (item: Json, place: string): readonly Named[] =>
    textsOf(item.value).map((value) => ({
      place,
      path: textOf(item.name) ?? path,
      type: (textOf(item.type) ?? ids.get(textOf(item.type_id) ?? '') ?? '').toLowerCase(),
      value,
      verdict: reputationOf(item) ?? otherwise,
      tlp: textOf(item.tlp),
      expires: item.expiration_time_dt ?? item.expiration_time,
    }));

const each = (
  event: Json,
  name: string,
  read: (item: Json, place: string) => readonly Named[],
): readonly Named[] =>
  listedIn('', event, name).flatMap((one) =>
    isObject(one.item) ? read(one.item, one.place) : [unnamed(one, name)],
  );

/**
 * Everything that an event names, with places relative to it. An observable that repeats something named before counts as that.
 */
export const namedIn = (event: Json): readonly Named[] => {
  const evidence = [
    ...each(event, 'malware', inMalware),
    ...each(event, 'evidences', inEvidence),
    ...each(event, 'osint', inList(osintCaptions, 'osint', 'malicious')),
  ];
  const values = new Set(evidence.map(({ value }) => value));
  const observables = each(event, 'observables', inList(captions, '', undefined));
  return [
    ...evidence,
    ...observables.filter(
      ({ value, verdict }) => verdict !== undefined || value === '' || !values.has(value),
    ),
  ];
};

/** The direction of all connections of an event; undefined where they differ or it is not said. */
export const connectionDirection = (event: Json): 'inbound' | 'outbound' | undefined => {
  const ids = [event, ...oneOrMany(event.evidences)].flatMap(
    (thing) => textOf(objectOf(objectOf(thing).connection_info).direction_id) ?? [],
  );
  if (ids.length === 0 || ids.some((id) => id !== ids[0])) return undefined;
  return ids[0] === '1' ? 'inbound' : ids[0] === '2' ? 'outbound' : undefined;
};
