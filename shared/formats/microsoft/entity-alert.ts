// Over sixty lines: entities stand in four forms, and refer to each other.
import { listed, listedIn, type Item } from '../../codec/items';
import { holdsObject, isObject, objectOf, oneOrMany, textOf, unpacked } from '../../codec/json-value';
import { leave } from '../format';
import { observe, type About, type Entry, type Why } from '../kit';
import { entityOf, ownAsset, type Entity, type EntityReader, type ReadEntity } from './entity';
import { leaving, valueOf } from './entity-kinds';
import { listedUnder, membersOf, textIn, type MemberMap } from './members';
import { triageByStatus } from './triage';

/** Entities as an array, as JSON text (table exports), by kind (connectors), or one alone. */
const entitiesIn = (alert: MemberMap): readonly Item[] => {
  const { place = '', value } = alert.get('entities') ?? {};
  const entities = unpacked(value);
  const one = objectOf(entities);
  const isMap = isObject(entities) || (holdsObject(entities) && Object.values(one).every(Array.isArray));
  const isByKind = isMap && textIn(membersOf(place, one), 'type') === undefined;
  if (isByKind) return Object.keys(one).flatMap((kind) => listedIn(place, one, kind));
  // An entity may stand in a list of its own.
  return listed(place, entities).flatMap(({ place: where, item }) =>
    Array.isArray(item) && item.length > 0 ? listed(where, item) : [{ place: where, item }],
  );
};

const refOf = (value: unknown): string | undefined => textOf(objectOf(value).$ref);

/** `{"$ref":"6"}`, or the object itself where it stands for the first time; '' where it has no id. */
const idOf = (value: unknown): string => refOf(value) ?? textOf(objectOf(value).$id) ?? '';

const part: Why = ['observed-only', 'part of another entity, which says nothing bad of it'];

/**
 * The entities, each with what others say of it by its id. It looks at the members of each and no deeper, so a chain or a
 * circle of references costs nothing.
 */
const linked = (entities: readonly Entity[], alertId: string | undefined): readonly Entity[] => {
  const hashes: (readonly [id: string, file: Entity])[] = [];
  const roles = new Map<string, Why>();
  for (const entity of entities) {
    for (const [name, { value }] of entity.members) {
      const isOwn = entity.kind === 'host' || /^(?:dnsserverip|hostipaddress)$/.test(name);
      for (const id of oneOrMany(unpacked(value)).map(idOf)) {
        if (name === 'filehashes') hashes.push([id, entity]);
        else if (roles.get(id) !== ownAsset) roles.set(id, isOwn ? ownAsset : part);
      }
    }
  }
  roles.delete('');
  const isPart = ([, file]: readonly [string, Entity]): boolean => roles.has(idOf(file.item));
  // Where a hash belongs to several files, one that is part of something decides how the hash is judged.
  const files = new Map([...hashes.filter((one) => !isPart(one)), ...hashes.filter(isPart)]);
  files.delete('');
  return entities.map((entity) => {
    const id = idOf(entity.item);
    const ofFile = files.get(id);
    const file = entity.kind === 'file' ? entity : ofFile;
    const fileId = idOf(file?.item);
    return {
      ...entity,
      reason:
        roles.get(idOf(ofFile?.item)) ??
        roles.get(id) ??
        (refOf(entity.item) === undefined ? undefined : part),
      fileName: file === undefined ? undefined : textIn(file.members, 'name'),
      partOf: alertId === undefined || fileId === '' ? undefined : `${alertId}/${fileId}`,
    };
  });
};

/** Each hash inside a file. Hashes that a file only refers to are entities of their own. */
export const eachHashOf =
  (readHash: ReadEntity, tie?: (firstHash: Entity) => string | undefined): ReadEntity =>
  ({ place, members, fileName, partOf }, about, missing) => {
    const hashes = listedUnder(members, 'filehashes')
      .filter(({ item }) => refOf(item) === undefined)
      .map((item) => entityOf(item, 'type'));
    const [first] = hashes;
    if (first === undefined)
      return leave(place, 'too-common', 'a file name alone; a hash of it would be an entity of its own');
    const ofFile = { fileName, partOf: tie === undefined ? partOf : tie(first) };
    return hashes.flatMap((hash) =>
      readHash({ ...hash, ...ofFile }, about, { ...missing, place: hash.place }),
    );
  };

const activity = leaving('observed-only', 'what went on, whose program or ends may be yours');

/** Kinds of entity that every alert may name. */
export const entityKinds = {
  ip: valueOf('address', observe.ip),
  url: valueOf('url', observe.urlOrHost),
  dns: valueOf('domainname', observe.domain),
  process: activity,
  networkconnection: activity,
};

/** Members beside the entities that an analyst might take for indicators. */
const asides: readonly (readonly [name: string, why: Why])[] = [
  ['compromisedentity', ownAsset],
  ['extendedlinks', ['link', 'a link to read on, not a threat']],
  ['alertlink', ['link', 'a link to the alert, not a threat']],
  ['alerturi', ['link', 'a link to the alert, not a threat']],
];

/** An alert whose entities refer to each other. */
export interface EntityAlert {
  readonly place: string;
  readonly members: MemberMap;
  readonly about: About;
  /** Where it is given, the hashes of a file are tied together by the ids of their alert and their file. */
  readonly id?: string;
}

export const readEntityAlert = (
  readEntity: EntityReader,
  { place, members, about, id }: EntityAlert,
): readonly Entry[] => {
  const triage = triageByStatus(members);
  if (triage !== undefined) return [leave(place, ...triage)];
  const entities = entitiesIn(members).map((item) => entityOf(item, 'type'));
  if (entities.length === 0) return [leave(place, 'no-indicator', 'an alert without entities')];
  return [
    ...linked(entities, id).flatMap((entity) => readEntity(entity, about)),
    ...asides
      .filter(([name]) => listedUnder(members, name).length > 0)
      .map(([name, why]) => leave(members.get(name)?.place ?? place, ...why)),
  ];
};
