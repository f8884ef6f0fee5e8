// Over sixty lines: names are nested or dotted; a table of kinds of event.
import { at } from '../codec/json-pointer';
import { isObject, objectOf, textOf, textsOf, type Json } from '../codec/json-value';
import { leave, type Observation } from './format';
import { fileHashes, format, joinTexts, observe, orNoIndicator, take, type About, type Entry } from './kit';
import { allOf } from './recognition';

/** Kinds of event (RSIT) whose source did harm. In others the source is the victim, or merely badly configured. */
const hostile = new Set([
  ...[
    'c2-server',
    'c&c',
    'c2server',
    'malware-distribution',
    'malware',
    'phishing',
    'brute-force',
    'scanner',
  ],
  ...['exploit', 'ids-alert', 'ddos', 'dos', 'spam', 'blacklist', 'dropzone', 'masquerade', 'ransomware'],
]);

/** Kinds whose source came by itself, and is known by its address: its name is often its provider's. */
const callers = new Set(['brute-force', 'scanner', 'exploit', 'ids-alert', 'ddos', 'dos', 'spam']);

const threats: ReadonlyMap<string, string> = new Map([
  ['c2-server', 'c2'],
  ['c&c', 'c2'],
  ['c2server', 'c2'],
  ['malware-distribution', 'malware'],
]);

interface Member {
  readonly place: string;
  readonly value: unknown;
}

/** A member such as `source.ip`, whether its name has the dot or one object is inside the other. */
const memberOf = (event: Json, place: string, name: string): Member => {
  if (Object.hasOwn(event, name)) return { place: at(place, name), value: event[name] };
  const [first = '', ...rest] = name.split('.');
  const inner = event[first];
  return rest.length > 0 && isObject(inner)
    ? memberOf(inner, at(place, first), rest.join('.'))
    : { place, value: undefined };
};

/** The members that identify the source, the most telling first: many share the address of a URL's host. */
const sources: readonly (readonly [name: string, observer: (text: string, port: unknown) => Observation])[] =
  [
    ['source.url', observe.url],
    ['source.fqdn', observe.domain],
    ['source.ip', (value, port) => ({ kind: 'ip', value, port })],
  ];

const readEvent = (event: Json, place: string): readonly Entry[] => {
  const valueOf = (name: string): unknown => memberOf(event, place, name).value;
  const type = textOf(valueOf('classification.type'))?.toLowerCase() ?? '';
  const about: About = {
    description: joinTexts(': ', valueOf('feed.name'), valueOf('classification.type')),
    additionalInformation: textOf(valueOf('event_description.text')),
    threat: [threats.get(type) ?? type],
    confidence: { value: valueOf('feed.accuracy'), of: 100 },
    lastSeen: valueOf('time.source') ?? valueOf('time.observation'),
    malwareFamilies: textsOf(valueOf('malware.name')),
    tlp: textsOf(valueOf('tlp')),
  };
  const named = (callers.has(type) ? [...sources].reverse() : sources).flatMap(([name, observer]) => {
    const { place: where, value } = memberOf(event, place, name);
    const text = textOf(value);
    return text === undefined ? [] : [{ where, observation: observer(text, valueOf('source.port')) }];
  });
  const { place: inHash, value: hash } = memberOf(event, place, 'malware.hash');
  const hashes = ['md5', 'sha1', 'sha256'].flatMap((name) => {
    const { place: where, value } = memberOf(event, place, `malware.hash.${name}`);
    return isObject(hash) || textOf(value) === undefined
      ? []
      : [take(where, about, observe.hashOf(name)(String(value)))];
  });
  if (!hostile.has(type))
    return [
      leave(place, 'verdict-not-malicious', 'its classification.type does not call its source hostile'),
    ];
  return orNoIndicator(place, 'an event without source.url, source.fqdn, source.ip or malware.hash', [
    ...named.map(({ where, observation }, index) =>
      index === 0
        ? take(where, about, observation)
        : leave(where, 'observed-only', 'it goes with what the source is better known by'),
    ),
    ...hashes,
    ...fileHashes(inHash, about, { file: objectOf(hash), names: ['sha256', 'sha1', 'md5'] }),
  ]);
};

/** Events of IntelMQ, with dotted or nested names: the `source` of hostile ones. */
export const intelMq = format({
  name: 'intelmq',
  marks: ['classification'],
  expects: 'an event of IntelMQ with classification.type and feed.name or source.…',
  one: 'an event of IntelMQ',
  is: (item) => {
    const event = objectOf(item);
    const has = (...names: readonly string[]): boolean =>
      names.some((name) => textOf(memberOf(event, '', name).value) !== undefined);
    return allOf(
      has('classification.type') || 'classification.type',
      has('feed.name', 'feed.accuracy', 'feed.code', 'classification.taxonomy') || 'feed.name',
    );
  },
  read: readEvent,
});
