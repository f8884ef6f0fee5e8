import { itemsOf, listedIn, strangersIn, textsIn, type Item } from '../codec/items';
import { at } from '../codec/json-pointer';
import { isObject, objectOf, oneOrMany, textOf, textsOf, type Json } from '../codec/json-value';
import { isTlpTag } from '../indicator/tlp';
import { intakeOf, leave, refuse, type Draft, type Format } from './format';
import { type Found, type Observation, type Skipped } from './format';

/** Names that users give to fields for an address, a host name, a URL or a hash; `gl2_…` is Graylog's own transport. */
const named = /^(?:\w+_)?(?:ip|addr|address|domain|url|query|question|md5|sha1|sha256)$/i;

const isTelling = (field: string): boolean => named.test(field) && !/^gl2_/i.test(field);

/** An IPv4 address holds no letters and an IPv6 address two colons, with a port or defanged too. */
const isAddress = (text: string): boolean => /^[\d\W]+$/.test(text) || /:[^:]*:/.test(text);

const sideOf = (field: string) =>
  /^(?:src|source|client)/i.test(field)
    ? ({ direction: 'source' } as const)
    : /^(?:dst|dest|server)/i.test(field)
      ? ({ direction: 'destination' } as const)
      : {};

const observationOf = (field: string, text: string): Observation => {
  const algorithm = /(?:md5|sha1|sha256)$/i.exec(field)?.[0];
  if (algorithm !== undefined) return { kind: 'hash', algorithm, value: text };
  if (/url$/i.test(field)) return { kind: 'url', value: text };
  return isAddress(text) ? { kind: 'ip', value: text, ...sideOf(field) } : { kind: 'domain', value: text };
};

/** Words for priorities, as Graylog's interface names them. */
const priorities: ReadonlyMap<string, string> = new Map<string, string>([
  ['1', 'low'],
  ['2', 'medium'],
  ['3', 'high'],
  ['4', 'critical'],
]);

const contextOf = (notification: Json): Omit<Draft, 'observed'> => {
  const event = objectOf(notification.event);
  return {
    description: textOf(notification.event_definition_title) ?? textOf(event.message),
    additionalInformation: textOf(notification.event_definition_description),
    severity: { value: priorities.get(textOf(event.priority) ?? '') },
    tlp: ['tlp', 'tags'].flatMap((name) => textsOf(objectOf(event.fields)[name])).filter(isTlpTag),
    lastSeen: event.timestamp,
  };
};

/** `<field>_threat_indicated` is what Graylog's threat intelligence functions add: true where a list has the value. */
const readFields =
  (context: Omit<Draft, 'observed'>) =>
  (fields: Json, place: string): readonly (Found | Skipped)[] =>
    Object.keys(fields).flatMap((field): readonly (Found | Skipped)[] => {
      const flag = `${field}_threat_indicated`;
      const isFlagged = Object.hasOwn(fields, flag);
      if (!isFlagged && !isTelling(field)) return [];
      const flags = isFlagged ? oneOrMany(fields[flag]) : [];
      const isBad = flags.some((one) => one === true || textOf(one)?.toLowerCase() === 'true');
      const strange = isBad ? strangersIn(place, fields, field) : [];
      return [
        ...textsIn(place, fields, field).map(({ place: here, text }) => {
          if (isBad) return { place: here, draft: { ...context, observed: [observationOf(field, text)] } };
          return !isFlagged
            ? leave(here, 'observed-only', 'in the event, and no threat list was asked about it')
            : leave(here, 'verdict-not-malicious', 'no threat list has it');
        }),
        ...strange.map((here) => refuse(here, 'indicator-invalid', 'text')),
      ];
    });

const isNotification = (item: unknown): item is Json =>
  isObject(item) &&
  typeof item.event_definition_id === 'string' &&
  isObject(item.event) &&
  (oneOrMany(item.backlog).some(isObject) || Array.isArray(item.backlog) || 'event_definition_type' in item);

const readItem = ({ place, item }: Item): readonly (Found | Skipped)[] => {
  if (!isObject(item)) return [refuse(place, 'item-not-an-object', 'a Graylog event notification')];
  const read = readFields(contextOf(item));
  const entries = [
    ...read(objectOf(objectOf(item.event).fields), at(at(place, 'event'), 'fields')),
    ...listedIn(place, item, 'backlog').flatMap(({ place: where, item: message }) =>
      isObject(message)
        ? read(objectOf(message.fields), at(where, 'fields'))
        : [refuse(where, 'item-not-an-object', 'a message of the backlog')],
    ),
  ];
  return entries.length > 0
    ? entries
    : [leave(place, 'no-indicator', 'neither event.fields nor the backlog holds an observable')];
};

/** Graylog's HTTP notification: the envelope is fixed, the fields are the user's. Only what a threat list has is taken. */
export const graylog: Format = {
  name: 'graylog',
  expects: 'a Graylog notification: event_definition_id, event and backlog',
  recognises: (payload) => itemsOf(payload, isNotification).some(({ item }) => isNotification(item)),
  read: (payload) => intakeOf(itemsOf(payload, isNotification).flatMap(readItem)),
};
