// Over sixty lines: tables of types and words.
import { listedIn } from '../codec/items';
import { objectOf, oneOrMany, textOf, textsOf, type Json } from '../codec/json-value';
import { judgementsIn } from '../indicator/judgement';
import { leave, type ReadOptions } from './format';
import { eachObject, format, observe, take, takeTyped, type About, type Entry, type Observer } from './kit';
import { allOf, hasMembers, hasOneOf } from './recognition';

const observers: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['ipv4', observe.ip],
  ['ipv6', observe.ip],
  ['fqdn', observe.domain],
  ['url', observe.url],
  ['md5', observe.hashOf('md5')],
  ['sha1', observe.hashOf('sha1')],
  ['sha256', observe.hashOf('sha256')],
  ['email', observe.text('emailSenderAddress')],
]);

/** A threshold of our own for Mandiant's score, where 0 is benign, 50 unknown and 100 malicious. */
const malicious = 80;
const suspicious = 60;

const scoreOf = (item: Json): unknown =>
  item.mscore ?? item.threat_score ?? objectOf(item.threat_rating).threat_score ?? item.ic_score;

const words: ReadonlyMap<string, string> = new Map([['control-server', 'c2']]);

const associated = (item: Json, type: string): readonly string[] =>
  oneOrMany(item.attributed_associations)
    .map(objectOf)
    .filter((one) => one.type === type)
    .flatMap(({ name }) => textsOf(name));

const aboutOf = (item: Json): About => {
  const { confidence_level: level, severity_level: severity } = objectOf(item.threat_rating);
  const score = scoreOf(item);
  const categories = oneOrMany(item.sources).flatMap((source) => textsOf(objectOf(source).category));
  return {
    description: 'Mandiant Threat Intelligence',
    threat: [...new Set(categories)].map((word) => words.get(word) ?? word),
    severity: { value: severity },
    confidence: score === undefined ? { value: level } : { value: score, of: 100 },
    lastSeen: item.last_seen ?? item.last_updated,
    malwareFamilies: associated(item, 'malware'),
    activityGroups: associated(item, 'threat-actor'),
    judgements: judgementsIn(item),
  };
};

const readIndicator = (
  item: Json,
  place: string,
  { takeSuspicious }: ReadOptions,
): Entry | readonly Entry[] => {
  const score = Number(textOf(scoreOf(item)) ?? NaN);
  if (!(score >= (takeSuspicious ? suspicious : malicious)))
    return leave(place, 'verdict-not-malicious', `no score (mscore) in it of ${malicious} or more`);
  const about = aboutOf(item);
  const value = textOf(item.value);
  // The same file in other algorithms; each hash is also an indicator of its own.
  const others = eachObject(listedIn(place, item, 'associated_hashes'), 'a hash', (hash, where) =>
    hash.value === item.value
      ? []
      : takeTyped(where, about, {
          observers,
          type: hash.type,
          value: hash.value,
          expected: 'a type and a value',
        }),
  );
  const own = takeTyped(place, about, {
    observers,
    type: item.type,
    value,
    expected: 'an indicator with a type and a value',
  });
  return [own, ...others].map((entry) =>
    entry._tag === 'Draft' && others.length > 0
      ? take(entry.place, { ...about, partOf: value }, entry.draft.observed)
      : entry,
  );
};

/** Indicators of Mandiant's (Google's) threat intelligence API; their score says how bad they are. */
export const mandiant = format({
  name: 'mandiant',
  marks: ['mscore', 'threat_rating', 'is_publishable'],
  expects: 'indicators of Mandiant with type, value and mscore, or {"indicators":[…]}',
  one: 'an indicator of Mandiant',
  items: ['indicators', 'value'],
  is: (item) =>
    allOf(hasMembers(item, 'type', 'value'), hasOneOf(item, 'mscore', 'threat_rating', 'is_publishable')),
  anyObject: true,
  empty: 'the list of indicators is empty',
  read: readIndicator,
});
