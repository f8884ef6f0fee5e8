// Over sixty lines: whose an observable is stands in its path.
import { hashAlgorithm } from '../../codec/hash-algorithm';
import { holdsObject, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import { at } from '../../codec/json-pointer';
import { leave, withdraw, type Observation, type ReadOptions } from '../format';
import {
  format,
  leaveNamed,
  observe,
  orNoIndicator,
  take,
  saidByItem,
  type About,
  type Entry,
  type Why,
} from '../kit';
import { isSampleTitle } from '../../indicator/sample-title';
import { allOf } from '../recognition';
import { connectionDirection, findingVerdict, namedIn, type FindingVerdict, type Named } from './finding';

type ConnectionDirection = ReturnType<typeof connectionDirection>;
type Side = 'source' | 'destination' | 'own' | 'actor' | 'other';

/** Whose an attribute is, by the names in its path. A bare host name belongs to a sensor or a victim. */
const sideOf = ({ path, type }: Named): Side => {
  if (/\b(?:device|resources?|user|host|container|proxy_endpoint|to|cc|delivered_to)\b/.test(path))
    return 'own';
  if (/\b(?:process|parent_process|actor)\b/.test(path)) return 'actor';
  if (/\bsrc(?:_|\b)/.test(path)) return 'source';
  if (/\bdst(?:_|\b)/.test(path)) return 'destination';
  return type === 'hostname' && !/\b(?:query|url|dns|http_request|osint)\b/.test(path) ? 'own' : 'other';
};

const isEnd = (side: Side): side is 'source' | 'destination' => side === 'source' || side === 'destination';

const observationOf = ({ type, value, algorithm }: Named, side: Side): Observation | undefined => {
  if (type.startsWith('ip')) return observe.ip(value, isEnd(side) ? side : undefined);
  if (/^(?:hostname|domain)/.test(type)) return observe.domain(value);
  if (/^(?:url|uniform resource locator)/.test(type)) return observe.url(value);
  if (/^(?:file )?hash|^fingerprint/.test(type))
    return observe.hashOf(algorithm ?? hashAlgorithm(value))(value);
  return type.startsWith('email address') ? observe.text('emailSenderAddress')(value) : undefined;
};

/** Why the finding's verdict is not about a thing that has no verdict of its own. */
const whyNot = (side: Side, type: string, direction: ConnectionDirection): Why | undefined => {
  const remote = direction === 'inbound' ? 'source' : 'destination';
  if (side === 'own') return ['own-asset', 'an own device, user or resource'];
  if (side === 'actor') return ['observed-only', 'the process that was seen, which may be anyone’s'];
  if (!isEnd(side) && !type.startsWith('ip')) return undefined;
  if (direction === undefined || side === 'other')
    return ['observed-only', 'an end of a connection whose direction is not stated'];
  return side === remote ? undefined : ['own-asset', 'the own end of the connection'];
};

const severities = [undefined, 'informational', 'low', 'medium', 'high', 'critical', 'critical'];

const namesIn = (list: unknown, ...path: readonly string[]): readonly string[] =>
  oneOrMany(list).flatMap((item) => {
    const leaf = path.reduce<unknown>((value, name) => objectOf(value)[name], item);
    return textsOf(leaf);
  });

const aboutOf = (event: Json, finding: Json): About => ({
  description: textOf(finding.title) ?? textOf(event.message),
  additionalInformation: textOf(finding.desc),
  threat: [
    ...namesIn(event.malware, 'classifications'),
    ...namesIn(event.osint, 'category'),
    ...textsOf(finding.types),
  ],
  severity: { value: severities[Number(textOf(event.severity_id) ?? NaN)] ?? textOf(event.severity) },
  confidence: { value: event.confidence_score ?? textOf(event.confidence), of: 100 },
  lastSeen: finding.last_seen_time_dt ?? finding.last_seen_time ?? event.time_dt ?? event.time,
  malwareFamilies: namesIn(event.malware, 'name'),
  killChain: namesIn(finding.attacks ?? event.attacks, 'tactic', 'name'),
});

interface Context {
  readonly place: string;
  readonly about: About;
  readonly overall: FindingVerdict;
  readonly direction: ConnectionDirection;
  readonly takeSuspicious: boolean;
}

const readNamed = (thing: Named, { place, about, overall, direction, takeSuspicious }: Context): Entry => {
  const where = `${place}${thing.place}`;
  const isBad = (verdict: FindingVerdict): boolean =>
    verdict === 'malicious' || (takeSuspicious && verdict === 'suspicious');
  const side = sideOf(thing);
  const observation = observationOf(thing, side);
  if (observation === undefined)
    return leave(where, 'unsupported-type', 'no kind of value that a tiIndicator has a member for');
  if (!isBad(thing.verdict ?? overall))
    return leave(where, 'verdict-not-malicious', 'neither the finding nor its evidence calls it malicious');
  const why = thing.verdict === undefined ? whyNot(side, thing.type, direction) : undefined;
  if (why !== undefined) return leave(where, ...why);
  const { partOf, tlp, expires } = thing;
  return take(where, { ...about, expires, tlp: textsOf(tlp), partOf }, observation);
};

/** Vulnerability, compliance, data security and posture findings name what is exposed, and no attacker. */
const withoutThreat = [2002, 2003, 2006, 2007];

/** An inventory of intelligence, in the category of discovery. */
const osintInventory = 5021;

const incidentFinding = 2005;

/** `status_id` 3 suppressed, 5 archived, 6 deleted. Incidents count otherwise: 3 is on hold, 5 is closed. */
const isPutAway = ({ status, status_id, class_uid }: Json): boolean =>
  /^(?:suppress|archived|deleted)/i.test(textOf(status) ?? '') ||
  (Number(textOf(class_uid)) % 100_000 === incidentFinding ? /^6$/ : /^[356]$/).test(textOf(status_id) ?? '');

const readFinding = (event: Json, place: string, { takeSuspicious }: ReadOptions): readonly Entry[] => {
  const verdict = findingVerdict(event);
  const isClosed = verdict === 'benign' || isPutAway(event);
  // Before it was closed it may have called any of the things bad that it names, so all of them are withdrawn.
  const overall = verdict === 'benign' ? 'malicious' : verdict;
  const key = holdsObject(event.finding_info) ? 'finding_info' : 'finding';
  const finding = objectOf(event[key]);
  if (isSampleTitle(finding.title))
    return [leave(place, 'simulated-alert', 'a sample finding, whose addresses are made up')];
  const direction = connectionDirection(event);
  const context = { place, about: aboutOf(event, finding), overall, direction, takeSuspicious };
  const named = namedIn(event).map((thing) => readNamed(thing, context));
  const entries = saidByItem(finding.uid, named);
  if (isClosed) {
    const left = leave(
      place,
      'closed-as-benign',
      'the finding was suppressed, archived or deleted, or found to be no threat',
    );
    // A suppressed finding may be bad all the same.
    return [verdict === 'benign' ? withdraw(left, entries) : left];
  }
  return orNoIndicator(place, 'the finding has no observables, evidence or malware with values', [
    ...entries,
    ...leaveNamed(at(place, key), finding, { names: ['src_url'], why: ['link', 'the page of the finding'] }),
  ]);
};

const readEvent = (event: Json, place: string, options: ReadOptions): Entry | readonly Entry[] => {
  // Class ids of an extension have the extension's id, times 100 000, added to them.
  const classId = Number(textOf(event.class_uid) ?? NaN) % 100_000;
  const isFinding = Math.floor(classId / 1000) === 2;
  if (!isFinding && classId !== osintInventory)
    return leave(place, 'observed-only', 'a class of telemetry (class_uid), no finding');
  return withoutThreat.includes(classId)
    ? leave(place, 'no-indicator', 'a class of finding (class_uid) about exposure, not about a threat')
    : readFinding(event, place, options);
};

/** A number, as text too: tables and forms write it so. */
const isId = (value: unknown): boolean => /^\d{1,12}$/.test(textOf(value) ?? '');

/** OCSF findings: what malware, evidence, observables or intelligence name, by verdict, disposition and direction. */
export const ocsf = format({
  name: 'ocsf',
  marks: ['class_uid'],
  expects: '{"class_uid","category_uid","activity_id","metadata":{"version"},…}',
  one: 'an OCSF event with class_uid and metadata',
  is: (item) => {
    const event = objectOf(item);
    const { version, product } = objectOf(event.metadata);
    return allOf(
      isId(event.class_uid) || 'class_uid',
      typeof version === 'string' || holdsObject(product) || 'metadata.version',
      ['category_uid', 'type_uid', 'activity_id'].some((name) => isId(event[name])) || 'category_uid',
    );
  },
  read: readEvent,
});
