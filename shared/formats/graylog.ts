// Over sixty lines: fields have the names of their users, so tables of names.
import { listedIn, textsIn } from '../codec/items';
import { at } from '../codec/json-pointer';
import { isObject, isYes, objectOf, oneOrMany, textOf, textsOf, type Json } from '../codec/json-value';
import { judgingTags } from '../indicator/judgement';
import { isTlpTag } from '../indicator/tlp';
import { leave, type Direction, type Observation } from './format';
import {
  eachObject,
  format,
  observe,
  orNoIndicator,
  refuseStrangers,
  take,
  type About,
  type Entry,
} from './kit';
import { allOf, hasMembers } from './recognition';

/** Names that users give to fields for an address, a host name, a URL or a hash; `gl2_…` is Graylog's own transport. */
const named = /^(?:\w+_)?(?:ip|addr|address|domain|url|query|question|md5|sha1|sha256)$/i;

const isTelling = (field: string): boolean => named.test(field) && !/^gl2_/i.test(field);

const sideOf = (field: string): Direction | undefined => {
  if (/^(?:src|source|client)/i.test(field)) return 'source';
  return /^(?:dst|dest|server)/i.test(field) ? 'destination' : undefined;
};

const observationOf = (field: string, text: string): Observation => {
  const algorithm = /(?:md5|sha1|sha256)$/i.exec(field)?.[0];
  if (algorithm !== undefined) return observe.hashOf(algorithm)(text);
  return /url$/i.test(field) ? observe.url(text) : observe.host(text, sideOf(field));
};

/** Words for priorities, as Graylog's interface names them. */
const priorities: ReadonlyMap<string, string> = new Map<string, string>([
  ['1', 'low'],
  ['2', 'medium'],
  ['3', 'high'],
  ['4', 'critical'],
]);

const aboutOf = (notification: Json): About => {
  const event = objectOf(notification.event);
  return {
    description: textOf(notification.event_definition_title) ?? textOf(event.message),
    additionalInformation: textOf(notification.event_definition_description),
    severity: { value: priorities.get(textOf(event.priority) ?? '') },
    tlp: ['tlp', 'tags'].flatMap((name) => textsOf(objectOf(event.fields)[name])).filter(isTlpTag),
    judgements: judgingTags(textsOf(objectOf(event.fields).tags)),
    lastSeen: event.timestamp,
  };
};

/** Graylog's threat intelligence functions add `<field>_threat_indicated`; it is true where a list has the value. */
const readField = (
  fields: Json,
  place: string,
  { field, about }: { readonly field: string; readonly about: About },
): readonly Entry[] => {
  const flag = `${field}_threat_indicated`;
  const isFlagged = Object.hasOwn(fields, flag);
  if (!isFlagged && !isTelling(field)) return [];
  const texts = textsIn(place, fields, field);
  if (!isFlagged)
    return texts.map((text) =>
      leave(text.place, 'observed-only', 'in the event, and no threat list was asked about it'),
    );
  const isBad = oneOrMany(fields[flag]).some(isYes);
  return isBad
    ? [
        ...texts.map(({ place: where, text }) => take(where, about, observationOf(field, text))),
        ...refuseStrangers(place, fields, field),
      ]
    : texts.map((text) => leave(text.place, 'verdict-not-malicious', 'no threat list has it'));
};

const readFields = (fields: Json, place: string, about: About): readonly Entry[] =>
  Object.keys(fields).flatMap((field) => readField(fields, place, { field, about }));

const readNotification = (notification: Json, place: string): readonly Entry[] => {
  const about = aboutOf(notification);
  const messages = listedIn(place, notification, 'backlog');
  return orNoIndicator(place, 'neither event.fields nor the backlog holds an observable', [
    ...readFields(objectOf(objectOf(notification.event).fields), at(at(place, 'event'), 'fields'), about),
    ...eachObject(messages, 'a message of the backlog', (message, where) =>
      readFields(objectOf(message.fields), at(where, 'fields'), about),
    ),
  ]);
};

/** Graylog's HTTP notification: its envelope is fixed, and its users name the fields. Only what is on a threat list is taken. */
export const graylog = format({
  name: 'graylog',
  marks: ['event_definition_id'],
  expects: 'a Graylog notification: event_definition_id, event and backlog',
  one: 'a Graylog event notification',
  is: (item) => {
    const { event_definition_id: id, event, backlog } = objectOf(item);
    return allOf(
      typeof id === 'string' || 'event_definition_id',
      isObject(event) || 'event',
      Array.isArray(backlog) || isObject(backlog) || hasMembers(item, 'event_definition_type'),
    );
  },
  anyObject: true,
  read: readNotification,
});
