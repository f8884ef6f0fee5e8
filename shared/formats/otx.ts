// Over sixty lines: pulses, and indicators alone with their pulse beside them.
import { listedIn } from '../codec/items';
import {
  isNo,
  isObject,
  objectOf,
  oneOrMany,
  textOf,
  textsOf,
  unpacked,
  type Json,
} from '../codec/json-value';
import { cut } from '../codec/text';
import { judgementsIn } from '../indicator/judgement';
import { isTlpTag } from '../indicator/tlp';
import {
  eachObject,
  format,
  joinTexts,
  observe,
  orNoIndicator,
  takeTyped,
  type About,
  type Entry,
  type Observer,
} from './kit';
import { hasAtLeast, hasOneOf, lacking, nearer } from './recognition';

const hasTypeAndValue = (item: unknown): item is Json =>
  isObject(item) && textOf(item.indicator) !== undefined && textOf(item.type) !== undefined;

const ownOfPulse = ['author_name', 'TLP', 'tlp', 'adversary', 'references', 'attack_ids', 'revision', 'tags'];

const isPulse = (item: unknown): item is Json =>
  isObject(item) &&
  textOf(item.name) !== undefined &&
  (Array.isArray(item.indicators) || isObject(item.indicators)) &&
  ownOfPulse.some((name) => name in item) &&
  (oneOrMany(item.indicators).length === 0 || oneOrMany(item.indicators).some(hasTypeAndValue));

const ownOfRow = ['pulse_raw', 'pulse_key', 'title', 'content', 'is_active', 'expiration', 'role'];

/** An indicator by itself, with its pulse beside it, perhaps as JSON in a string. */
const isRow = (item: unknown): boolean =>
  hasTypeAndValue(item) && ownOfRow.filter((name) => name in item).length >= 2;

/** Types of OTX that a tiIndicator has a place for. */
const observers: ReadonlyMap<string, Observer> = new Map([
  ['ipv4', observe.ip],
  ['ipv6', observe.ip],
  ['cidr', observe.ip],
  ['domain', observe.domain],
  ['hostname', observe.domain],
  ['url', observe.url],
  ['uri', observe.url],
  ['filehash-md5', observe.hashOf('md5')],
  ['filehash-sha1', observe.hashOf('sha1')],
  ['filehash-sha256', observe.hashOf('sha256')],
  ['email', observe.text('emailSenderAddress')],
  ['filepath', observe.text('filePath')],
  ['mutex', observe.text('fileMutexName')],
]);

/** Names of families and techniques, which are texts or objects that hold one. */
const namesOf = (value: unknown, members: readonly string[]): readonly string[] =>
  oneOrMany(value).flatMap(
    (item) =>
      (isObject(item)
        ? members.map((member) => textOf(item[member])).find((name) => name !== undefined)
        : textOf(item)) ?? [],
  );

/** A pulse may have thousands of indicators, each of which repeats its text. */
const maxText = 1000;
const maxNames = 50;
const maxName = 200;

const bounded = (names: readonly string[]): readonly string[] =>
  names.slice(0, maxNames).map((name) => cut(name, maxName));

/** What a pulse says of all its indicators. */
const aboutPulse = (pulse: Json): About => {
  const id = textOf(pulse.id);
  const notes = [
    ...(id === undefined ? [] : [`OTX pulse ${id}`]),
    ...textsOf(pulse.description).map((text) => cut(text, maxText)),
    ...bounded(textsOf(pulse.references)).slice(0, 3),
  ];
  return {
    description: textsOf(pulse.name).map((name) => cut(name, maxText).replace(/\s+/g, ' '))[0],
    additionalInformation: notes.length === 0 ? undefined : cut(notes.join('\n'), 2 * maxText),
    tlp: bounded([...textsOf(pulse.TLP), ...textsOf(pulse.tlp), ...textsOf(pulse.tags).filter(isTlpTag)]),
    lastSeen: pulse.modified ?? pulse.created,
    tags: bounded([...textsOf(pulse.tags), ...namesOf(pulse.attack_ids, ['id', 'name'])]),
    malwareFamilies: bounded(namesOf(pulse.malware_families, ['display_name', 'id'])),
    activityGroups: bounded(textsOf(pulse.adversary)),
  };
};

/** What an indicator says itself replaces what its pulse says. */
const aboutOf = (item: Json, pulse: About): About => {
  const own = textOf(item.title) ?? textOf(item.description);
  return {
    ...pulse,
    description: pulse.description ?? own?.replace(/\s+/g, ' '),
    additionalInformation: joinTexts('\n', own, pulse.additionalInformation),
    threat: [...textsOf(item.role), ...(pulse.tags ?? [])],
    expires: item.expiration,
    lastSeen: item.modified ?? item.created ?? pulse.lastSeen,
    judgements: judgementsIn(item),
    revoked: isNo(item.is_active),
  };
};

const readIndicator =
  (pulse: About) =>
  (item: Json, place: string): Entry =>
    takeTyped(place, aboutOf(item, pulse), {
      observers,
      type: item.type,
      value: item.indicator,
      expected: 'an indicator with a type and a value',
    });

const readPulse = (item: Json, place: string): Entry | readonly Entry[] => {
  const indicators = listedIn(place, item, 'indicators');
  if (indicators.length === 0 && !Array.isArray(item.indicators))
    return readIndicator(aboutPulse(objectOf(unpacked(item.pulse_raw ?? item.pulse))))(item, place);
  return orNoIndicator(
    place,
    'the pulse has no indicator',
    eachObject(indicators, 'an indicator object', readIndicator(aboutPulse(item))),
  );
};

/** Pulses of LevelBlue (AlienVault) Open Threat Exchange, or rows of one indicator with its pulse. */
export const otx = format({
  name: 'otx',
  marks: ['indicators', ...ownOfRow],
  expects:
    'an OTX pulse with indicators[].indicator and type, an indicator row with pulse_raw, or a list of them',
  one: 'a pulse or an indicator of one',
  items: ['results', 'pulses', 'value'],
  is: (item) =>
    isPulse(item) ||
    isRow(item) ||
    nearer(
      [
        lacking(item, 'name', 'indicators'),
        hasOneOf(item, 'author_name', ...ownOfPulse),
        oneOrMany(objectOf(item).indicators).some(hasTypeAndValue) || 'indicators/0/indicator and type',
      ],
      [lacking(item, 'type', 'indicator'), hasAtLeast(2, item, ownOfRow)],
    ),
  anyObject: true,
  empty: 'the list of pulses is empty',
  read: readPulse,
});
