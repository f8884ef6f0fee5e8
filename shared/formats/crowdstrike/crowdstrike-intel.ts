// Over sixty lines: a table of types and what is said beside each.
import { listedIn } from '../../codec/items';
import { isObject, isYes, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import { judgementsIn } from '../../indicator/judgement';
import { leave } from '../format';
import { format, joinTexts, observe, takeTyped, type About, type Observer } from '../kit';
import { allOf, hasMembers } from '../recognition';

/** Types of the Falcon Intel API that a tiIndicator has a place for. */
const observers: ReadonlyMap<string, Observer> = new Map([
  ['ip_address', observe.ip],
  ['ip_address_block', observe.ip],
  ['domain', observe.domain],
  ['url', observe.url],
  ['hash_md5', observe.hashOf('md5')],
  ['hash_sha1', observe.hashOf('sha1')],
  ['hash_sha256', observe.hashOf('sha256')],
  ['email_address', observe.text('emailSenderAddress')],
  ['email_subject', observe.text('emailSubject')],
  ['file_name', observe.text('fileName')],
  ['file_path', observe.text('filePath')],
  ['mutex_name', observe.text('fileMutexName')],
  ['user_agent', observe.text('userAgent')],
]);

/** Labels and threat types are words or objects that hold them. */
const wordsOf = (value: unknown, ...members: readonly string[]): readonly string[] =>
  oneOrMany(value).flatMap((item) => textsOf(isObject(item) ? members.map((member) => item[member]) : item));

const line = (name: string, values: readonly string[]): readonly string[] =>
  values.length === 0 ? [] : [`${name}: ${values.join(', ')}`];

const aboutOf = (item: Json): About => {
  const families = textsOf(item.malware_families);
  const actors = textsOf(item.actors);
  const notes = [
    ...line('Reports', textsOf(item.reports)),
    ...line('Vulnerabilities', textsOf(item.vulnerabilities)),
    ...line('Targets', textsOf(item.targets)),
  ];
  return {
    description: joinTexts(', ', ...families, ...actors),
    additionalInformation: joinTexts('\n', ...notes),
    threat: wordsOf(item.threat_types, 'slug', 'value'),
    confidence: { value: item.malicious_confidence },
    lastSeen: item.last_updated ?? item.published_date,
    tags: wordsOf(item.labels, 'name'),
    malwareFamilies: families,
    activityGroups: actors,
    killChain: textsOf(item.kill_chains),
    judgements: judgementsIn(item),
    revoked: isYes(item.deleted),
  };
};

/** An indicator of CrowdStrike Falcon Intelligence; `malicious_confidence` is high, medium, low or unverified. */
export const crowdstrikeIntel = format({
  name: 'crowdstrike-intel',
  marks: ['malicious_confidence'],
  expects: 'a CrowdStrike Falcon Intelligence indicator with malicious_confidence, or a list of them',
  one: 'an indicator object',
  items: ['resources', 'value'],
  is: (item) => {
    const { indicator, type } = objectOf(item);
    return allOf(
      textOf(indicator) !== undefined || 'indicator',
      textOf(type) !== undefined || 'type',
      hasMembers(item, 'malicious_confidence'),
    );
  },
  anyObject: true,
  empty: 'the list of indicators is empty',
  read: (item, place) => [
    takeTyped(place, aboutOf(item), {
      observers,
      type: item.type,
      value: item.indicator,
      expected: 'an indicator with a type and a value',
    }),
    ...listedIn(place, item, 'relations').map((relation) =>
      leave(relation.place, 'observed-only', 'a related indicator, without a verdict of its own'),
    ),
  ],
});
