// Over sixty lines: a table of kinds of entity.
import { type Item } from '../../codec/items';
import { isObject, objectOf } from '../../codec/json-value';
import { leave, refuse, type Direction, type Observation, type Skipped } from '../format';
import { fileNamed, observe, take, type About, type Entry, type Why } from '../kit';
import { membersOf, plainWord, textIn, type MemberMap } from './members';

/** Something that an alert or an incident names: an entity, or evidence. */
export interface Entity {
  readonly place: string;
  readonly item: unknown;
  /** A plain word. */
  readonly kind: string;
  readonly members: MemberMap;
  /** Why it is left, whatever it is. */
  readonly reason?: Why | undefined;
  /** Of an address. */
  readonly direction?: Direction | undefined;
  /** Of a file, or of the file that a hash is of. */
  readonly fileName?: string | undefined;
  /** What the hashes of one file have in common. */
  readonly partOf?: string | undefined;
}

/** The entity that an item is, by the member that holds its kind. */
export const entityOf = ({ place, item }: Item, kindMember: string): Entity => {
  const members = membersOf(place, objectOf(item));
  return { place, item, kind: plainWord(members.get(kindMember)?.value), members };
};

/** Reads an entity of one kind; `missing` says that it has no value. */
export type ReadEntity = (entity: Entity, about: About, missing: Skipped) => Entry | readonly Entry[];

/** The text under a member, taken at the place of the entity. */
export const valueOf =
  (name: string, observer: (value: string, direction?: Direction) => Observation): ReadEntity =>
  ({ place, members, direction }, about, missing) => {
    const value = textIn(members, name);
    return value === undefined ? missing : take(place, about, observer(value, direction));
  };

/** The hash under a member; its algorithm stands beside it. */
export const hashOf =
  (name: string): ReadEntity =>
  ({ place, members, fileName, partOf }, about, missing) => {
    const [algorithm, value] = [textIn(members, 'algorithm'), textIn(members, name)];
    return algorithm === undefined || value === undefined
      ? missing
      : take(place, about, [observe.hashOf(algorithm)(value), ...fileNamed(fileName)], partOf);
  };

/** With words of its own where there is no value. */
export const saying =
  (text: string, read: ReadEntity): ReadEntity =>
  (entity, about) =>
    read(entity, about, leave(entity.place, 'no-indicator', text));

export const leaving =
  (...why: Why): ReadEntity =>
  ({ place }) =>
    leave(place, ...why);

export const ownAsset: Why = ['own-asset', 'an asset of yours, not a threat'];

const ownKinds = new Set([
  ...['account', 'accountsession', 'cloudapplication', 'device', 'host', 'hostlogonsession', 'iotdevice'],
  ...['ipinterface', 'machine', 'mailbox', 'nic', 'securitygroup', 'user'],
]);

/** Kubernetes has many kinds, all of which are yours. */
const isOwnKind = (kind: string): boolean => ownKinds.has(kind) || /^(?:container|k)|resource$/.test(kind);

export type EntityReader = (entity: Entity, about: About) => Entry | readonly Entry[];

/** Reads an entity by its kind. */
export const entityReader = (
  what: 'an entity' | 'evidence',
  kinds: Readonly<Record<string, ReadEntity>>,
): EntityReader => {
  const readers = new Map(Object.entries(kinds));
  return (entity, about) => {
    const { place, item, kind, members, reason } = entity;
    if (!isObject(item)) return refuse(place, 'item-not-an-object', 'an entity object');
    const asset = members.get('asset')?.value;
    if (isOwnKind(kind) || asset === true || plainWord(asset) === 'true') return leave(place, ...ownAsset);
    if (reason !== undefined) return leave(place, ...reason);
    const read = readers.get(kind) ?? leaving('unsupported-type', `${what} that no tiIndicator can express`);
    return read(entity, about, leave(place, 'no-indicator', `${what} without its value`));
  };
};
