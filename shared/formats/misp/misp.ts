// Over sixty lines: attributes stand in events, objects and wrappers.
import { listedIn, type Item } from '../../codec/items';
import { isObject, isYes, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import { cut } from '../../codec/text';
import { momentOf } from '../../indicator/moment';
import { leave, refuse, withdraw } from '../format';
import {
  eachObject,
  fileNamed,
  format,
  joinTexts,
  orNoIndicator,
  take,
  type About,
  type Entry,
} from '../kit';
import { hasOneOf, lacking, nearer } from '../recognition';
import { attributeObservations, isHashType } from '../attribute-type';
import { isAttribute, isMisp, isMispObject, mispItemsOf } from './items';
import { saidBy, tagsOf, type MachineTag } from './tags';

/** Every attribute repeats what its event says, so the text has to be bounded. */
const maxText = 1000;

const brief = (value: unknown): string | undefined => {
  const long = textOf(value);
  return long === undefined ? undefined : cut(long, maxText).replace(/\s+/g, ' ');
};

const isHash = (attribute: Json): boolean => isHashType(textOf(attribute.type) ?? '');

/** 1 is high, 2 medium, 3 low; 4 means undefined. */
const levels: ReadonlyMap<string, string> = new Map([
  ['1', 'high'],
  ['2', 'medium'],
  ['3', 'low'],
]);

/** What surrounds an attribute: its event, perhaps an object, and the tags of both, narrowest first. */
interface Around {
  readonly info: string | undefined;
  readonly uuid: string | undefined;
  readonly level: string | undefined;
  readonly tags: readonly MachineTag[];
  readonly deleted: boolean;
  readonly object?: string | undefined;
  /** The name of the file that the object describes. */
  readonly fileName?: string | undefined;
  /** The file's name before attributes were deleted or unmarked: as if all were still marked for detection. */
  readonly fileNameBefore?: string | undefined;
}

const isDeletion = (action: unknown): boolean =>
  /^(?:soft[ _-]?)?deleted?$|^removed?$/i.test(textOf(action) ?? '');

const aroundIn = (event: Json, beside: Json = {}): Around => ({
  info: brief(event.info),
  uuid: brief(event.uuid),
  level: levels.get(textOf(event.threat_level_id) ?? ''),
  tags: [...tagsOf(event), ...tagsOf(beside)],
  // What MISP publishes (ZeroMQ, Kafka) names the action beside the thing itself.
  deleted: isYes(event.deleted) || [event.action, beside.action].some(isDeletion),
});

/**
 * Hits in MISP's warning lists, where the search asked for them. A hit of category `known` says what a thing is, not that it is
 * harmless.
 */
const isOnWarningList = ({ warnings }: Json): boolean =>
  oneOrMany(warnings).some((hit) => isObject(hit) && textOf(hit.warninglist_category) !== 'known');

/** The newest sighting of an attribute speaks: of type 0 it was seen, of 1 it is a false positive, of 2 it ends at that date. */
const newestSighting = ({ Sighting: sightings }: Json): { readonly type: string; readonly at: string } => {
  const all = oneOrMany(sightings)
    .map(objectOf)
    .map(({ type, date_sighting }) => ({ type: textOf(type) ?? '0', at: momentOf(date_sighting) ?? '' }));
  // Of the same moment, what is said against it counts.
  return all.reduce(
    (newest, one) => (one.at > newest.at || (one.at === newest.at && one.type > newest.type) ? one : newest),
    { type: '0', at: '' },
  );
};

/** Whether every decaying model says that its score is used up, where the search asked for the scores. */
const isDecayed = ({ decay_score: scores }: Json): boolean => {
  const all = oneOrMany(scores).filter(isObject);
  return all.length > 0 && all.every(({ decayed }) => isYes(decayed));
};

const aboutOf = (attribute: Json, { info, uuid, level, tags, deleted }: Around): About => {
  const context = saidBy([...tagsOf(attribute), ...tags]);
  const { category, comment } = attribute;
  const sighting = newestSighting(attribute);
  const isLater =
    sighting.at !== '' && sighting.type !== '2' && sighting.at > (momentOf(attribute.timestamp) ?? '');
  const isFalsePositive = isOnWarningList(attribute) || sighting.type === '1';
  const notes = textsOf([comment, category, uuid === undefined ? null : `MISP event ${uuid}`]);
  // A single literal: objects that are composed by spreading are several times slower to make.
  return {
    tlp: context.tlp,
    confidence: context.confidence,
    malwareFamilies: context.malwareFamilies,
    activityGroups: context.activityGroups,
    killChain: context.killChain,
    tags: context.tags,
    description: info ?? brief(comment),
    additionalInformation: joinTexts('\n', ...notes),
    threat: [...context.threat, ...textsOf(category)],
    judgements: isFalsePositive ? ['false-positive'] : undefined,
    severity: level === undefined ? undefined : { value: level },
    lastSeen: attribute.last_seen ?? attribute.timestamp,
    expires: sighting.type === '2' ? sighting.at : isDecayed(attribute) ? attribute.timestamp : undefined,
    // The attribute's own time, or its sighting's: publishing its event again says nothing new of it.
    saidAt: isLater ? sighting.at : attribute.timestamp,
    item: textOf(attribute.uuid) ?? textOf(attribute.id),
    revoked: deleted || isYes(attribute.deleted),
  };
};

const typeOf = (attribute: Json): string | undefined =>
  textOf(attribute.type)?.toLowerCase().replace('malware-sample', 'filename|md5');

/** Whether an attribute is marked for detection. */
const counts = (item: unknown): boolean =>
  isObject(item) && isAttribute(item) && isYes(item.to_ids) && !isYes(item.deleted);

const readMarked = (
  attribute: Json,
  place: string,
  { around, type, value }: { readonly around: Around; readonly type: string; readonly value: string },
): Entry => {
  const bar = type.includes('|') ? value.lastIndexOf('|') : value.length;
  const left = value.slice(0, Math.max(bar, 0));
  const observed = attributeObservations(type, left, value.slice(bar + 1));
  if (observed === undefined)
    return leave(place, 'unsupported-type', 'tiIndicator has no place for an attribute of this type');
  if (bar < 1) return refuse(place, 'indicator-invalid', 'two values with | between them, as the type says');
  const file = type.startsWith('filename|') ? joinTexts('/', around.uuid, left) : undefined;
  const fileName = counts(attribute) ? around.fileName : around.fileNameBefore;
  const names = fileNamed(isHash(attribute) ? fileName : undefined);
  return take(place, { ...aboutOf(attribute, around), partOf: around.object ?? file }, [
    ...observed,
    ...names,
  ]);
};

/** An attribute that is not marked for detection may have been marked before. */
const readAttribute = (attribute: Json, place: string, around: Around): Entry => {
  const [type, value] = [typeOf(attribute), textOf(attribute.value)];
  if (type === undefined || value === undefined)
    return refuse(place, 'indicator-invalid', 'an attribute with a type and a value');
  if (type === 'link') return leave(place, 'link', 'a link to a report or tool, not an indicator');
  const read = readMarked(attribute, place, { around, type, value });
  return isYes(attribute.to_ids)
    ? read
    : withdraw(leave(place, 'not-to-ids', 'its source did not mark it for detection (to_ids)'), [read]);
};

/** In an object about a file, its only name goes with every hash and does not stand alone. */
const nameOfFile = (marked: readonly Item[]): Item | undefined => {
  const names = marked.filter((one) => objectOf(one.item).type === 'filename');
  const [name] = names.length === 1 && marked.some((one) => isHash(objectOf(one.item))) ? names : [];
  const value = textOf(objectOf(name?.item).value) ?? '';
  return value === '' || value.length > maxText ? undefined : name;
};

const readObject = (object: Json, place: string, outer: Around): readonly Entry[] => {
  const attributes = listedIn(place, object, 'Attribute');
  const event = isObject(object.Event) ? aroundIn(object.Event) : outer;
  const name = nameOfFile(attributes.filter((one) => counts(one.item)));
  const before = nameOfFile(attributes.filter((one) => isAttribute(one.item)));
  const around: Around = {
    ...event,
    tags: [...tagsOf(object), ...event.tags],
    deleted: event.deleted || isYes(object.deleted),
    object: brief(object.uuid),
    fileName: textOf(objectOf(name?.item).value),
    fileNameBefore: textOf(objectOf(before?.item).value),
  };
  const others = attributes.filter((one) => one !== name);
  return orNoIndicator(
    place,
    'the object has no attribute',
    eachObject(others, 'an attribute object', (one, where) => readAttribute(one, where, around)),
  );
};

const readHolder = (holder: Json, place: string, around: Around): readonly Entry[] => [
  ...eachObject(listedIn(place, holder, 'Attribute'), 'an attribute object', (one, where) =>
    readAttribute(one, where, isObject(one.Event) ? aroundIn(one.Event) : around),
  ),
  ...eachObject(listedIn(place, holder, 'Object'), 'an object with attributes', (one, where) =>
    readObject(one, where, around),
  ),
  ...listedIn(place, holder, 'ShadowAttribute').map((one) =>
    leave(one.place, 'observed-only', 'a proposal that its event has not accepted'),
  ),
];

const readItem = (item: Json, place: string): Entry | readonly Entry[] => {
  if (isAttribute(item)) return readAttribute(item, place, aroundIn(objectOf(item.Event)));
  if (isMispObject(item)) return readObject(item, place, aroundIn({}));
  const events = listedIn(place, item, 'Event').map((one) => ({ ...one, event: objectOf(one.item) }));
  const [first] = events;
  return orNoIndicator(place, 'the event has no attribute', [
    ...events.flatMap((one) => readHolder(one.event, one.place, aroundIn(one.event, item))),
    ...readHolder(item, place, first === undefined ? aroundIn(item) : aroundIn(first.event, item)),
  ]);
};

/**
 * MISP events and attributes as its feeds, REST API and webhooks give them. `data` (attachments, malware samples) is never
 * read.
 */
export const misp = format({
  name: 'misp',
  marks: ['to_ids', 'meta-category', 'template_uuid', 'attribute', 'object', 'info', 'event'],
  expects:
    'a MISP event ({"Event":…} or bare), {"response":…}, an attribute or object, or {"Attribute":…}, {"Object":…}',
  one: 'a MISP event or attribute',
  items: mispItemsOf,
  is: (item) =>
    isMisp(item) ||
    nearer(
      [lacking(item, 'type', 'value', 'to_ids'), hasOneOf(item, 'uuid', 'category', 'event_id')],
      [lacking(item, 'info', 'uuid'), hasOneOf(item, 'Attribute', 'Orgc', 'threat_level_id', 'analysis')],
      [isObject(objectOf(item).Event) || 'Event', 'Event.info, uuid and Attribute'],
    ),
  unknown: 'indicator-invalid',
  empty: 'the list of events is empty',
  read: readItem,
});
