import { type Item } from '../../codec/items';
import { isObject, isYes, objectOf } from '../../codec/json-value';
import { leave, refuse, type Direction, type Skipped } from '../format';
import { type About, type Entry, type Why } from '../kit';
import { membersOf, valueIn, wordIn, type MemberMap } from './members';

/** Something that an alert or an incident names: an entity, or evidence. */
export interface Entity extends Item {
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
  return { place, item, kind: wordIn(members, kindMember), members };
};

/** Reads an entity of one kind; `missing` says that it has no value. */
export type ReadEntity = (entity: Entity, about: About, missing: Skipped) => Entry | readonly Entry[];

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
    if (isOwnKind(kind) || isYes(valueIn(members, 'asset'))) return leave(place, ...ownAsset);
    if (reason !== undefined) return leave(place, ...reason);
    return (
      readers.get(kind)?.(entity, about, leave(place, 'no-indicator', `${what} without its value`)) ??
      leave(place, 'unsupported-type', `${what} that no tiIndicator can express`)
    );
  };
};
