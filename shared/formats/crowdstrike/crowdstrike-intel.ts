import { itemsOf, listedIn, type Item } from '../../codec/items';
import { isObject, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import { judgementsIn } from '../../indicator/judgement';
import {
  intakeOf,
  leave,
  refuse,
  type Draft,
  type Format,
  type Found,
  type Observation,
  type Skipped,
} from '../format';

const looksLikeIndicator = (item: unknown): boolean =>
  isObject(item) &&
  textOf(item.indicator) !== undefined &&
  textOf(item.type) !== undefined &&
  'malicious_confidence' in item;

/** One indicator, an array, `{"value":[…]}`, or the API's answer `{"resources":[…]}`. */
const indicatorsOf = (payload: unknown): readonly Item[] =>
  itemsOf(payload, looksLikeIndicator, ['resources', 'value']);

/** Types of the Falcon Intel API that a tiIndicator has a place for. */
const observers: ReadonlyMap<string, (value: string) => Observation> = new Map([
  ['ip_address', (value: string): Observation => ({ kind: 'ip', value })],
  ['ip_address_block', (value: string): Observation => ({ kind: 'ip', value })],
  ['domain', (value: string): Observation => ({ kind: 'domain', value })],
  ['url', (value: string): Observation => ({ kind: 'url', value })],
  ['hash_md5', (value: string): Observation => ({ kind: 'hash', algorithm: 'md5', value })],
  ['hash_sha1', (value: string): Observation => ({ kind: 'hash', algorithm: 'sha1', value })],
  ['hash_sha256', (value: string): Observation => ({ kind: 'hash', algorithm: 'sha256', value })],
  ['email_address', (value: string): Observation => ({ kind: 'text', member: 'emailSenderAddress', value })],
  ['email_subject', (value: string): Observation => ({ kind: 'text', member: 'emailSubject', value })],
  ['file_name', (value: string): Observation => ({ kind: 'text', member: 'fileName', value })],
  ['file_path', (value: string): Observation => ({ kind: 'text', member: 'filePath', value })],
  ['mutex_name', (value: string): Observation => ({ kind: 'text', member: 'fileMutexName', value })],
  ['user_agent', (value: string): Observation => ({ kind: 'text', member: 'userAgent', value })],
]);

/** Labels and threat types are words or objects that hold them. */
const wordsOf = (value: unknown, ...members: readonly string[]): readonly string[] =>
  oneOrMany(value).flatMap((item) => textsOf(isObject(item) ? members.map((member) => item[member]) : item));

const line = (name: string, values: readonly string[]): readonly string[] =>
  values.length === 0 ? [] : [`${name}: ${values.join(', ')}`];

const draftOf = (item: Json, observed: Observation): Draft => {
  const families = textsOf(item.malware_families);
  const actors = textsOf(item.actors);
  const notes = [
    ...line('Reports', textsOf(item.reports)),
    ...line('Vulnerabilities', textsOf(item.vulnerabilities)),
    ...line('Targets', textsOf(item.targets)),
  ];
  const named = [...families, ...actors].join(', ');
  return {
    observed: [observed],
    description: named === '' ? undefined : named,
    additionalInformation: notes.length === 0 ? undefined : notes.join('\n'),
    threat: wordsOf(item.threat_types, 'slug', 'value'),
    confidence: { value: item.malicious_confidence },
    lastSeen: item.last_updated ?? item.published_date,
    tags: wordsOf(item.labels, 'name'),
    malwareFamilies: families,
    activityGroups: actors,
    killChain: textsOf(item.kill_chains),
    judgements: judgementsIn(item),
    revoked: item.deleted === true || item.deleted === 'true',
  };
};

const readIndicator = ({ place, item }: Item): Found | Skipped => {
  if (!isObject(item)) return refuse(place, 'item-not-an-object', 'an indicator object');
  const type = textOf(item.type);
  const value = textOf(item.indicator);
  if (type === undefined || value === undefined)
    return refuse(place, 'indicator-invalid', 'an indicator with a type and a value');
  const observe = observers.get(type.toLowerCase());
  return observe === undefined
    ? leave(place, 'unsupported-type', 'tiIndicator has no place for an indicator of this type')
    : { place, draft: draftOf(item, observe(value)) };
};

/** Related indicators come without a verdict of their own. */
const readRelations = ({ place, item }: Item): readonly Skipped[] =>
  listedIn(place, objectOf(item), 'relations').map((relation) =>
    leave(relation.place, 'observed-only', 'a related indicator, without a verdict of its own'),
  );

const empty = leave('', 'no-indicator', 'the list of indicators is empty');

/** An indicator of CrowdStrike Falcon Intelligence; `malicious_confidence` is high, medium, low or unverified. */
export const crowdstrikeIntel: Format = {
  name: 'crowdstrike-intel',
  expects: 'a CrowdStrike Falcon Intelligence indicator with malicious_confidence, or a list of them',
  recognises: (payload) => indicatorsOf(payload).some(({ item }) => looksLikeIndicator(item)),
  read: (payload) => {
    const items = indicatorsOf(payload);
    return intakeOf(
      items.length === 0 ? [empty] : items.flatMap((item) => [readIndicator(item), ...readRelations(item)]),
    );
  },
};
