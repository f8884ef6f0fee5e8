import { itemsOf, listedIn, type Item } from '../codec/items';
import { isObject, objectOf, oneOrMany, textOf, textsOf, unpacked, type Json } from '../codec/json-value';
import { cut } from '../codec/text';
import { judgementsIn } from '../indicator/judgement';
import { isTlpTag } from '../indicator/tlp';
import {
  intakeOf,
  leave,
  refuse,
  type Draft,
  type Format,
  type Found,
  type Observation,
  type Skipped,
} from './format';

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

const isOurs = (item: unknown): boolean => isPulse(item) || isRow(item);

/** One pulse or row, an array, `{"value":[…]}`, or the API's answer `{"results":[…]}`. */
const pulsesOf = (payload: unknown): readonly Item[] =>
  itemsOf(payload, isOurs, ['results', 'pulses', 'value']);

/** Types of OTX that a tiIndicator has a place for. */
const observers: ReadonlyMap<string, (value: string) => Observation> = new Map([
  ['ipv4', (value: string): Observation => ({ kind: 'ip', value })],
  ['ipv6', (value: string): Observation => ({ kind: 'ip', value })],
  ['cidr', (value: string): Observation => ({ kind: 'ip', value })],
  ['domain', (value: string): Observation => ({ kind: 'domain', value })],
  ['hostname', (value: string): Observation => ({ kind: 'domain', value })],
  ['url', (value: string): Observation => ({ kind: 'url', value })],
  ['uri', (value: string): Observation => ({ kind: 'url', value })],
  ['filehash-md5', (value: string): Observation => ({ kind: 'hash', algorithm: 'md5', value })],
  ['filehash-sha1', (value: string): Observation => ({ kind: 'hash', algorithm: 'sha1', value })],
  ['filehash-sha256', (value: string): Observation => ({ kind: 'hash', algorithm: 'sha256', value })],
  ['email', (value: string): Observation => ({ kind: 'text', member: 'emailSenderAddress', value })],
  ['filepath', (value: string): Observation => ({ kind: 'text', member: 'filePath', value })],
  ['mutex', (value: string): Observation => ({ kind: 'text', member: 'fileMutexName', value })],
]);

/** Families and techniques are names or objects that hold one. */
const namesOf = (value: unknown, members: readonly string[]): readonly string[] =>
  oneOrMany(value).flatMap(
    (item) =>
      (isObject(item)
        ? members.map((member) => textOf(item[member])).find((name) => name !== undefined)
        : textOf(item)) ?? [],
  );

/** A pulse may have thousands of indicators, and each repeats what the pulse says. */
const longestText = 1000;
const mostNames = 50;
const longestName = 200;

const bounded = (names: readonly string[]): readonly string[] =>
  names.slice(0, mostNames).map((name) => cut(name, longestName));

/** What a pulse says of all its indicators. */
const pulseDraft = (pulse: Json): Omit<Draft, 'observed'> => {
  const id = textOf(pulse.id);
  const notes = [
    ...(id === undefined ? [] : [`OTX pulse ${id}`]),
    ...textsOf(pulse.description).map((text) => cut(text, longestText)),
    ...bounded(textsOf(pulse.references)).slice(0, 3),
  ];
  return {
    description: textsOf(pulse.name).map((name) => cut(name, longestText).replace(/\s+/g, ' '))[0],
    additionalInformation: notes.length === 0 ? undefined : cut(notes.join('\n'), 2 * longestText),
    tlp: bounded([...textsOf(pulse.TLP), ...textsOf(pulse.tlp), ...textsOf(pulse.tags).filter(isTlpTag)]),
    lastSeen: pulse.modified ?? pulse.created,
    tags: bounded([...textsOf(pulse.tags), ...namesOf(pulse.attack_ids, ['id', 'name'])]),
    malwareFamilies: bounded(namesOf(pulse.malware_families, ['display_name', 'id'])),
    activityGroups: bounded(textsOf(pulse.adversary)),
  };
};

const isOff = (value: unknown): boolean =>
  value === false || value === 0 || value === '0' || value === 'false';

const readIndicator =
  (pulse: Omit<Draft, 'observed'>) =>
  ({ place, item }: Item): Found | Skipped => {
    if (!isObject(item)) return refuse(place, 'item-not-an-object', 'an indicator object');
    const type = textOf(item.type);
    const value = textOf(item.indicator);
    if (type === undefined || value === undefined)
      return refuse(place, 'indicator-invalid', 'an indicator with a type and a value');
    const observe = observers.get(type.toLowerCase());
    if (observe === undefined)
      return leave(place, 'unsupported-type', 'tiIndicator has no place for an indicator of this type');
    const own = textOf(item.title) ?? textOf(item.description);
    const notes = [own, pulse.additionalInformation].filter((note) => note !== undefined);
    const draft: Draft = {
      ...pulse,
      observed: [observe(value)],
      description: pulse.description ?? own?.replace(/\s+/g, ' '),
      additionalInformation: textOf(notes.join('\n')),
      threat: [...textsOf(item.role), ...(pulse.tags ?? [])],
      expires: item.expiration,
      lastSeen: item.modified ?? item.created ?? pulse.lastSeen,
      judgements: judgementsIn(item),
      revoked: isOff(item.is_active),
    };
    return { place, draft };
  };

const readItem = ({ place, item }: Item): readonly (Found | Skipped)[] => {
  if (!isObject(item)) return [refuse(place, 'item-not-an-object', 'a pulse or an indicator of one')];
  const indicators = listedIn(place, item, 'indicators');
  if (indicators.length === 0 && !Array.isArray(item.indicators)) {
    const pulse = objectOf(unpacked(item.pulse_raw ?? item.pulse));
    return [readIndicator(pulseDraft(pulse))({ place, item })];
  }
  return indicators.length === 0
    ? [leave(place, 'no-indicator', 'the pulse has no indicator')]
    : indicators.map(readIndicator(pulseDraft(item)));
};

const empty = leave('', 'no-indicator', 'the list of pulses is empty');

/** Pulses of LevelBlue (AlienVault) Open Threat Exchange, or rows of one indicator with its pulse. */
export const otx: Format = {
  name: 'otx',
  expects:
    'an OTX pulse with indicators[].indicator and type, an indicator row with pulse_raw, or a list of them',
  recognises: (payload) => pulsesOf(payload).some(({ item }) => isOurs(item)),
  read: (payload) => {
    const items = pulsesOf(payload);
    return intakeOf(items.length === 0 ? [empty] : items.flatMap(readItem));
  },
};
