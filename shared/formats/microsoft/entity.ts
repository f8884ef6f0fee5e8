// Over sixty lines: every reason to leave an entity, whatever it is.
import { type Item } from '../../codec/items';
import { isObject, isYes, objectOf } from '../../codec/json-value';
import { leave, refuse, type Direction, type Skipped } from '../format';
import { type About, type Entry, type Why } from '../kit';
import { whyCleared } from './evidence';
import { membersOf, valueIn, wordIn, type MemberMap } from './members';
import { whyOfRole } from './role';

/** Something that an alert or an incident names: an entity, or evidence. */
export interface Entity extends Item {
  /** A plain word. */
  readonly kind: string;
  readonly members: MemberMap;
  /** A reason to leave it, whatever it is. */
  readonly reason?: Why | undefined;
  /** For an address: its end of the connection. */
  readonly direction?: Direction | undefined;
  /** For a file, or for a hash: the name of the file. */
  readonly fileName?: string | undefined;
  /** The tag that the hashes of one file have in common. */
  readonly partOf?: string | undefined;
}

/** Reads the kind of an entity from the member that holds it. */
export const entityOf = ({ place, item }: Item, kindMember: string): Entity => {
  const members = membersOf(place, objectOf(item));
  return { place, item, kind: wordIn(members, kindMember), members };
};

/** Reads an entity of one kind; `missing` is the answer where it has no value. */
export type ReadEntity = (entity: Entity, about: About, missing: Skipped) => Entry | readonly Entry[];

export const ownAsset: Why = ['own-asset', 'an asset of yours, not a threat'];

const ownKinds = new Set([
  ...['account', 'accountsession', 'cloudapplication', 'device', 'host', 'hostlogonsession', 'iotdevice'],
  ...['ipinterface', 'machine', 'mailbox', 'nic', 'securitygroup', 'user'],
]);

/** Whether a kind is one of your own things. Kubernetes has many kinds, and all of them are. */
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
    const why = whyOfRole(members) ?? reason ?? whyCleared(members);
    if (why !== undefined) return leave(place, ...why);
    return (
      readers.get(kind)?.(entity, about, leave(place, 'no-indicator', `${what} without its value`)) ??
      leave(place, 'unsupported-type', `${what} that no tiIndicator can express`)
    );
  };
};
