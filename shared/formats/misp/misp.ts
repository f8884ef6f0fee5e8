import { listedIn, type Item } from '../../codec/items';
import { isObject, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import { cut } from '../../codec/text';
import { isHashType, observe } from './attribute-type';
import { isAttribute, isMisp, isMispObject, mispItemsOf } from './items';
import { saidBy, tagsOf, type MachineTag } from './tags';
import { intakeOf, leave, refuse, type Draft, type Format } from '../format';
import { type Found, type Observation, type Skipped } from '../format';

/** Every attribute repeats what its event says, so that it has to be bounded. */
const longestText = 1000;

const brief = (value: unknown): string | undefined => {
  const long = textOf(value);
  return long === undefined ? undefined : cut(long, longestText).replace(/\s+/g, ' ');
};

const isSet = (flag: unknown): boolean => flag === true || flag === 1 || flag === '1' || flag === 'true';

const isHash = (attribute: Json): boolean => isHashType(textOf(attribute.type) ?? '');

/** 1 high, 2 medium, 3 low; 4 is undefined. */
const levels: ReadonlyMap<string, string> = new Map([
  ['1', 'high'],
  ['2', 'medium'],
  ['3', 'low'],
]);

/** What an attribute stands in: its event, perhaps an object, and the tags of both, narrowest first. */
interface Around {
  readonly info: string | undefined;
  readonly uuid: string | undefined;
  readonly level: string | undefined;
  readonly tags: readonly MachineTag[];
  readonly deleted: boolean;
  readonly object?: string | undefined;
  /** The name of the file that an object is about. */
  readonly fileName?: string | undefined;
}

const aroundIn = (event: Json, beside: Json = {}): Around => ({
  info: brief(event.info),
  uuid: brief(event.uuid),
  level: levels.get(textOf(event.threat_level_id) ?? ''),
  tags: [...tagsOf(event), ...tagsOf(beside)],
  // What MISP publishes (ZeroMQ, Kafka) says beside the thing what was done to it.
  deleted: isSet(event.deleted) || [event.action, beside.action].includes('delete'),
});

/** Hits in MISP's warning lists, where the search asked for them; those of category `known` say what a thing is, not that it is harmless. */
const isOnWarningList = ({ warnings }: Json): boolean =>
  oneOrMany(warnings).some((hit) => isObject(hit) && textOf(hit.warninglist_category) !== 'known');

const draftOf = (attribute: Json, around: Around, observed: readonly Observation[], file?: string): Draft => {
  const { info, uuid, level, object, fileName } = around;
  const { category, comment } = attribute;
  const said = saidBy([...tagsOf(attribute), ...around.tags]);
  const notes = textsOf([comment, category, uuid === undefined ? null : `MISP event ${uuid}`]);
  return {
    tlp: said.tlp ?? [],
    confidence: said.confidence,
    malwareFamilies: said.malwareFamilies ?? [],
    activityGroups: said.activityGroups ?? [],
    killChain: said.killChain ?? [],
    tags: said.tags ?? [],
    observed:
      isHash(attribute) && fileName !== undefined
        ? [...observed, { kind: 'text', member: 'fileName', value: fileName }]
        : observed,
    description: info ?? brief(comment),
    additionalInformation: notes.length === 0 ? undefined : notes.join('\n'),
    threat: [...(said.threat ?? []), ...textsOf(category)],
    judgements: isOnWarningList(attribute) ? ['false-positive'] : undefined,
    severity: level === undefined ? undefined : { value: level },
    lastSeen: attribute.last_seen ?? attribute.timestamp,
    partOf: object ?? (file === undefined ? undefined : textsOf([uuid, file]).join('/')),
    revoked: around.deleted || isSet(attribute.deleted),
  };
};

const readAttribute = ({ place, item }: Item, around: Around): Found | Skipped => {
  if (!isObject(item)) return refuse(place, 'item-not-an-object', 'an attribute object');
  const type = textOf(item.type)?.toLowerCase().replace('malware-sample', 'filename|md5');
  const value = textOf(item.value);
  if (type === undefined || value === undefined)
    return refuse(place, 'indicator-invalid', 'an attribute with a type and a value');
  if (type === 'link') return leave(place, 'link', 'a link to a report or tool, not an indicator');
  if (!isSet(item.to_ids))
    return leave(place, 'not-to-ids', 'its source did not mark it for detection (to_ids)');
  const bar = type.includes('|') ? value.lastIndexOf('|') : value.length;
  const left = value.slice(0, Math.max(bar, 0));
  const observed = observe(type, left, value.slice(bar + 1));
  if (observed === undefined)
    return leave(place, 'unsupported-type', 'tiIndicator has no place for an attribute of this type');
  if (bar < 1) return refuse(place, 'indicator-invalid', 'two values with | between them, as the type says');
  return { place, draft: draftOf(item, around, observed, type.startsWith('filename|') ? left : undefined) };
};

/** Whether an attribute is there to be detected. */
const counts = (item: unknown): boolean =>
  isObject(item) && isAttribute(item) && isSet(item.to_ids) && !isSet(item.deleted);

/** In an object about a file its only name goes with every hash instead of standing alone. */
const readObject = ({ place, item }: Item, outer: Around): readonly (Found | Skipped)[] => {
  if (!isObject(item)) return [refuse(place, 'item-not-an-object', 'an object with attributes')];
  const object = item;
  const attributes = listedIn(place, object, 'Attribute');
  if (attributes.length === 0) return [leave(place, 'no-indicator', 'the object has no attribute')];
  const event = isObject(object.Event) ? aroundIn(object.Event) : outer;
  const marked = attributes.filter((one) => counts(one.item));
  const names = marked.filter((one) => objectOf(one.item).type === 'filename');
  const [name] = names.length === 1 && marked.some((one) => isHash(objectOf(one.item))) ? names : [];
  const value = textOf(objectOf(name?.item).value) ?? '';
  const fileName = value === '' || value.length > longestText ? undefined : value;
  const around: Around = {
    ...event,
    tags: [...tagsOf(object), ...event.tags],
    deleted: event.deleted || isSet(object.deleted),
    object: brief(object.uuid),
    fileName,
  };
  return attributes
    .filter((one) => fileName === undefined || one !== name)
    .map((one) => readAttribute(one, around));
};

const readHolder = (place: string, holder: Json, around: Around): readonly (Found | Skipped)[] => [
  ...listedIn(place, holder, 'Attribute').map((one) => {
    const { Event: event } = objectOf(one.item);
    return readAttribute(one, isObject(event) ? aroundIn(event) : around);
  }),
  ...listedIn(place, holder, 'Object').flatMap((one) => readObject(one, around)),
  ...listedIn(place, holder, 'ShadowAttribute').map((one) =>
    leave(one.place, 'observed-only', 'a proposal that its event has not accepted'),
  ),
];

const readItem = (one: Item): readonly (Found | Skipped)[] => {
  const { place, item } = one;
  if (!isObject(item) || !isMisp(item))
    return [refuse(place, 'indicator-invalid', 'a MISP event or attribute')];
  if (isAttribute(item)) return [readAttribute(one, aroundIn(objectOf(item.Event)))];
  if (isMispObject(item)) return readObject(one, aroundIn({}));
  const events = listedIn(place, item, 'Event').map(({ place: where, item: event }) => ({
    where,
    event: objectOf(event),
  }));
  const [first] = events;
  const entries = [
    ...events.flatMap(({ where, event }) => readHolder(where, event, aroundIn(event, item))),
    ...readHolder(place, item, first === undefined ? aroundIn(item) : aroundIn(first.event, item)),
  ];
  return entries.length === 0 ? [leave(place, 'no-indicator', 'the event has no attribute')] : entries;
};

/**
 * MISP events and attributes as its feeds, REST API and webhooks give them. `data` (attachments, malware samples) is never
 * read.
 */
export const misp: Format = {
  name: 'misp',
  expects:
    'a MISP event ({"Event":…} or bare), {"response":…}, an attribute or object, or {"Attribute":…}, {"Object":…}',
  recognises: (payload) => mispItemsOf(payload).some(({ item }) => isMisp(item)),
  read: (payload) => {
    const items = mispItemsOf(payload);
    return intakeOf(
      items.length === 0
        ? [leave('', 'no-indicator', 'the list of events is empty')]
        : items.flatMap(readItem),
    );
  },
};
