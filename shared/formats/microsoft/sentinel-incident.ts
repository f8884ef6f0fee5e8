// Over sixty lines: three triggers with the same entities.
import { itemsOf, listedIn, type Item } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isObject, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import { intakeOf, leave, type Format, type ReadOptions } from '../format';
import { format, observe, saidByItem, type About, type Entry, type Why } from '../kit';
import { lacking, nearer } from '../recognition';
import { entityReader, ownAsset, type Entity } from './entity';
import { hashOf, mailWithSender, valueOf } from './entity-kinds';
import { listedUnder, membersOf, textIn, valueIn, wordIn, type MemberMap } from './members';
import { byTriage, triageByAnalyst } from './triage';

const resourceOf = (item: unknown): string | undefined =>
  /^Microsoft\.SecurityInsights\/(\w+)$/i.exec(textOf(objectOf(item).type) ?? '')?.[1]?.toLowerCase();

/** What an automation rule sends to a playbook. */
const isTrigger = (item: unknown): boolean =>
  isObject(item) &&
  isObject(objectOf(item.object).properties) &&
  (typeof item.objectSchemaType === 'string' || resourceOf(item.object) !== undefined);

/** What the call that lists an incident's entities answers. */
const isEntityList = (item: unknown): boolean =>
  isObject(item) && [item.entities, item.metaData].every((list) => Array.isArray(list) || isObject(list));

/** What running a playbook on one entity sends. */
const isEntityTrigger = (item: unknown): boolean =>
  isObject(item) &&
  isObject(item.Entity) &&
  (resourceOf(item.Entity) === 'entities' ||
    (textOf(item.Entity.kind) !== undefined && isObject(item.Entity.properties)));

/** An indicator is a resource of Sentinel, too, and no incident. */
const isResource = (item: unknown): boolean => ![undefined, 'threatintelligence'].includes(resourceOf(item));

const isOurs = (item: unknown): boolean =>
  isTrigger(item) || isEntityTrigger(item) || isEntityList(item) || isResource(item);

/** One resource, an array, `{"value":[…]}`, or any of them in the `body` of a trigger's outputs. */
const resourcesOf = (payload: unknown): readonly Item[] =>
  isObject(payload) && payload.body !== undefined && !isOurs(payload)
    ? itemsOf(payload.body, isOurs).map(({ place, item }) => ({ place: `/body${place}`, item }))
    : itemsOf(payload, isOurs);

/** The members of a resource, which stand in `properties` or, from the Python SDK, directly in it. */
const resourceMembers = (place: string, resource: Json): MemberMap =>
  new Map([
    ...membersOf(place, resource),
    ...membersOf(at(place, 'properties'), objectOf(resource.properties)),
  ]);

/** The ids are ARM paths in any case. An id that lacks its last part says nothing. */
const idsIn = (members: MemberMap, name: string): readonly string[] =>
  textsOf(valueIn(members, name))
    .map((id) => id.toLowerCase())
    .filter((id) => !id.endsWith('/'));

const entityOf = ({ place, item }: Item): Entity => {
  const members = resourceMembers(place, objectOf(item));
  return { place, item, kind: wordIn(members, 'kind'), members };
};

/** A reason to leave a kind, whatever others say of the entity. */
const reasonOfKind = (kind: string): Why | undefined => {
  if (kind === 'securityalert') return ['no-indicator', 'an alert without entities; send those'];
  return /^(?:ip|url|dns|dnsresolution|filehash|mailmessage)$/.test(kind)
    ? undefined
    : ['unsupported-type', 'a kind of entity that makes no indicator by itself'];
};

const program: Why = ['observed-only', 'the program of a process, which may be part of the system'];
const resolved: Why = ['observed-only', 'what a name resolved to, which says nothing bad of it'];

/** Every entity, with what the others say of it by its id. */
const linked = (entities: readonly Entity[], reason: Why | undefined): readonly Entity[] => {
  const links = <A>(name: string, as: (entity: Entity) => A): readonly (readonly [string, A])[] =>
    entities.flatMap((entity) => idsIn(entity.members, name).map((id) => [id, as(entity)] as const));
  const files = new Map(links('filehashentityids', ({ members }) => members));
  const roles = new Map([
    ...links('ipaddressentityids', () => resolved),
    ...links('imagefileentityid', () => program),
    ...links('dnsserveripentityid', () => ownAsset),
    ...links('hostipaddressentityid', () => ownAsset),
  ]);
  return entities.map((entity) => {
    const [id = ''] = idsIn(entity.members, 'id');
    const file: MemberMap = files.get(id) ?? new Map();
    const [fileId] = idsIn(file, 'id');
    const role = roles.get(fileId ?? '') ?? roles.get(id);
    return {
      ...entity,
      reason: role === ownAsset ? role : (reasonOfKind(entity.kind) ?? role ?? reason),
      fileName: textIn(file, 'filename'),
      partOf: fileId?.split('/').at(-1),
    };
  });
};

const readEntity = entityReader('an entity', {
  ip: valueOf('address', observe.ip),
  url: valueOf('url', observe.urlOrHost),
  dns: valueOf('domainname', observe.domain),
  dnsresolution: valueOf('domainname', observe.domain),
  filehash: hashOf('hashvalue'),
  mailmessage: mailWithSender,
});

const readEntities = (items: readonly Item[], about: About, reason?: Why): readonly Entry[] =>
  linked(items.map(entityOf), reason).flatMap((entity) => readEntity(entity, about));

const aboutOf = (incident: MemberMap): About => ({
  description: textIn(incident, 'title'),
  additionalInformation: textIn(incident, 'description'),
  severity: { value: valueIn(incident, 'severity') },
  killChain: textsOf(objectOf(valueIn(incident, 'additionaldata')).tactics),
  tags: oneOrMany(valueIn(incident, 'labels'))
    .map(objectOf)
    .flatMap((label) => textsOf(label.labelName ?? label.label_name)),
  lastSeen: valueIn(incident, 'lastactivitytimeutc'),
});

const readIncident = (place: string, item: Json): readonly Entry[] => {
  const incident = resourceMembers(place, item);
  const entities = listedUnder(incident, incident.has('relatedentities') ? 'relatedentities' : 'entities');
  const triage = triageByAnalyst('incident', incident, 'a false or a benign positive');
  if (entities.length === 0 && triage?.[0] !== 'closed-as-benign')
    return [leave(place, 'no-indicator', 'an incident without entities; send its relatedEntities')];
  const id = textOf(item.id) ?? textIn(incident, 'incidentnumber');
  return byTriage(place, triage, saidByItem(id, readEntities(entities, aboutOf(incident))));
};

const bare: Why = [
  'observed-only',
  'entities without their incident, whose standing would say whether they are bad',
];

const reasonIn = ({ takeObserved }: ReadOptions): Why | undefined => (takeObserved ? undefined : bare);

const isEntity = (item: unknown): boolean => resourceOf(item) === 'entities';

/** Entities that come one by one refer to each other, so they are read together. */
const oneByOne = format({
  name: 'sentinel-incident',
  marks: ['type', 'object', 'entity', 'entities', 'body'],
  expects:
    'an incident of Microsoft Sentinel with relatedEntities, its entities, or the one that a playbook was run on',
  one: 'an incident or an entity of Sentinel',
  items: resourcesOf,
  is: (item) =>
    isOurs(item) ||
    nearer(
      [isObject(objectOf(item).object) || 'object', 'object.properties', lacking(item, 'objectSchemaType')],
      lacking(item, 'entities', 'metaData'),
    ),
  read: (item, place, options) => {
    if (isEntity(item)) return [];
    // An analyst chose this one.
    if (isEntityTrigger(item)) return readEntities([{ place: at(place, 'Entity'), item: item.Entity }], {});
    const entities = isEntityList(item) ? listedIn(place, item, 'entities') : [];
    if (entities.length > 0) return readEntities(entities, {}, reasonIn(options));
    return isTrigger(item)
      ? readIncident(at(place, 'object'), objectOf(item.object))
      : readIncident(place, item);
  },
});

/** An incident as playbooks, the REST API and the Python SDK write it, or only its entities. */
export const sentinelIncident: Format = {
  ...oneByOne,
  read: (payload, options) => {
    const { found, skipped } = oneByOne.read(payload, options);
    const entities = resourcesOf(payload).filter(({ item }) => isEntity(item));
    return intakeOf([...found, ...skipped, ...readEntities(entities, {}, reasonIn(options))]);
  },
};
