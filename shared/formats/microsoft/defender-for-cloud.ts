import { itemsOf, listed, listedIn, type Item } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import {
  commaSeparated,
  isObject,
  objectOf,
  oneOrMany,
  textOf,
  textsOf,
  unpacked,
  type Json,
} from '../../codec/json-value';
import { intakeOf, leave, refuse, type Draft, type Format, type Found, type Skipped } from '../format';

type Entry = Found | Skipped;
type Reason = readonly [code: string, text: string];
type About = Omit<Draft, 'observed'>;

const alertType = /^Microsoft\.Security\/locations\/alerts(?:\/|$)/i;

/** The alert as its REST API writes it. */
const isAlert = (item: unknown): item is Json =>
  isObject(item) && isObject(item.properties) && alertType.test(textOf(item.type) ?? '');

/** An entry of the Activity Log names its kind in objects of `value` and `localizedValue`, or in text. */
const isLogEntry = (item: unknown): item is Json =>
  isObject(item) &&
  Object.hasOwn(item, 'operationName') &&
  [item.operationName, item.resourceType].some((value) =>
    alertType.test(textOf(objectOf(value).value ?? value) ?? ''),
  );

/** The alert, or the one that an Activity Log entry carries as an object or as JSON text. */
const alertIn = ({ place, item }: Item): readonly [string, Json] | undefined => {
  if (isAlert(item)) return [place, item];
  if (!isLogEntry(item)) return undefined;
  const name = ['properties', 'data', 'alert'].find((member) => isAlert(unpacked(item[member])));
  return name === undefined ? undefined : [at(place, name), objectOf(unpacked(item[name]))];
};

const isOurs = (item: unknown): boolean => alertIn({ place: '', item }) !== undefined || isLogEntry(item);

const word = (value: unknown): string => (textOf(value) ?? '').toLowerCase();

/** Entities have no verdict, so the alert's standing decides; undefined where its entities may be taken. */
const standing = (alert: Json): Reason | undefined => {
  if (word(alert.alertType).startsWith('simulated_'))
    return ['simulated-alert', 'a sample alert of Defender for Cloud, whose entities are made up'];
  if (word(alert.status) === 'dismissed') return ['closed-as-benign', 'the alert was dismissed'];
  return word(alert.status) !== 'resolved' && /^(low|medium|high)$/.test(word(alert.severity))
    ? undefined
    : ['verdict-not-malicious', 'the alert is not open as low, medium or high'];
};

const own: Reason = ['own-asset', 'an asset of yours, not a threat'];
const part: Reason = ['observed-only', 'part of another entity, which says nothing bad of it'];

const kindOf = (entity: Json): string => word(entity.type).replace(/[^a-z]/g, '');

/** `{"$ref":"6"}`, or the object itself where it stands for the first time. */
const idOf = (value: unknown): string | undefined =>
  textOf(objectOf(value).$ref) ?? textOf(objectOf(value).$id);

/** What other entities say of one, by its `$id`. One look at their members and no deeper, so a circle costs nothing. */
const rolesOf = (entities: readonly Json[]): ReadonlyMap<string, Reason> => {
  const roles = new Map<string, Reason>();
  for (const entity of entities) {
    for (const [name, value] of Object.entries(entity).filter(([member]) => member !== 'fileHashes')) {
      const reason = kindOf(entity) === 'host' || /^(dnsServerIp|hostIpAddress)$/.test(name) ? own : part;
      for (const id of oneOrMany(value).flatMap((one) => idOf(one) ?? []))
        if (roles.get(id) !== own) roles.set(id, reason);
    }
  }
  for (const file of entities) {
    const role = roles.get(textOf(file.$id) ?? '');
    if (role !== undefined)
      for (const id of oneOrMany(file.fileHashes).flatMap((hash) => idOf(hash) ?? [])) roles.set(id, role);
  }
  return roles;
};

const ownKinds =
  /^(?:host|account|mailbox|container|containerimage|containerregistry|securitygroup|hostlogonsession)$|^k\w|resource$/;

const hashOf = (place: string, hash: Json, about: About, name?: string, partOf?: string): Entry => {
  const [algorithm, value] = [textOf(hash.algorithm), textOf(hash.value)];
  if (algorithm === undefined || value === undefined)
    return leave(place, 'no-indicator', 'a hash without algorithm or value');
  const named = name === undefined ? [] : [{ kind: 'text', member: 'fileName', value: name } as const];
  return {
    place,
    draft: { ...about, observed: [{ kind: 'hash', algorithm, value }, ...named], partOf },
  };
};

const readFile = (place: string, file: Json, about: About): readonly Entry[] => {
  const hashes = listedIn(place, file, 'fileHashes').filter(
    ({ item }) => textOf(objectOf(item).$ref) === undefined,
  );
  const first = textOf(objectOf(hashes[0]?.item).value);
  return hashes.length === 0
    ? [leave(place, 'too-common', 'a file name alone; a hash of it would be an entity of its own')]
    : hashes.map((hash) => hashOf(hash.place, objectOf(hash.item), about, textOf(file.name), first));
};

const readEntity = (
  place: string,
  entity: Json,
  role: Reason | undefined,
  about: About,
): readonly Entry[] => {
  const kind = kindOf(entity);
  if (ownKinds.test(kind) || entity.asset === true || word(entity.asset) === 'true')
    return [leave(place, ...own)];
  if (textOf(entity.$ref) !== undefined || role !== undefined) return [leave(place, ...(role ?? part))];
  const valued = (as: 'ip' | 'url' | 'domain', value: string | undefined): readonly Entry[] =>
    value === undefined
      ? [leave(place, 'no-indicator', 'an entity without its value')]
      : [{ place, draft: { ...about, observed: [{ kind: as, value }] } }];
  switch (kind) {
    case 'ip':
      return valued('ip', textOf(entity.address));
    case 'url':
      return valued('url', textOf(entity.url));
    case 'dns':
      return valued('domain', textOf(entity.domainName));
    case 'filehash':
      return [hashOf(place, entity, about)];
    case 'file':
      return readFile(place, entity, about);
    case 'process':
    case 'networkconnection':
      return [leave(place, 'observed-only', 'what went on, whose program or ends may be yours')];
    default:
      return [leave(place, 'unsupported-type', 'an entity that no tiIndicator can express')];
  }
};

const aboutOf = (alert: Json): About => ({
  description: textOf(alert.alertDisplayName),
  additionalInformation: textOf(alert.description),
  severity: { value: alert.severity },
  killChain: commaSeparated(alert.intent),
  tags: textsOf(alert.techniques),
  lastSeen: alert.endTimeUtc,
});

/** Members that an analyst might take for indicators. */
const asides: readonly (readonly [name: string, code: string, text: string])[] = [
  ['compromisedEntity', ...own],
  ['extendedLinks', 'link', 'a link to read on, not a threat'],
  ['alertUri', 'link', 'a link to the alert, not a threat'],
];

const readAlert = (one: Item): readonly Entry[] => {
  const [place, alert] = alertIn(one) ?? [one.place, undefined];
  if (alert === undefined)
    return isLogEntry(one.item)
      ? [leave(place, 'no-indicator', 'an Activity Log entry without entities; export the alert itself')]
      : [refuse(place, 'item-unknown', 'an alert of Defender for Cloud')];
  const properties = objectOf(alert.properties);
  const reason = standing(properties);
  if (reason !== undefined) return [leave(place, ...reason)];
  const inside = at(place, 'properties');
  const entities = listed(at(inside, 'entities'), unpacked(properties.entities));
  if (entities.length === 0) return [leave(place, 'no-indicator', 'an alert without entities')];
  const roles = rolesOf(entities.map(({ item }) => objectOf(item)));
  const about = aboutOf(properties);
  return [
    ...entities.flatMap(({ place: where, item: entity }) =>
      isObject(entity)
        ? readEntity(where, entity, roles.get(idOf(entity) ?? ''), about)
        : [refuse(where, 'item-not-an-object', 'an entity object')],
    ),
    ...asides
      .filter(([name]) => oneOrMany(properties[name]).length > 0)
      .map(([name, code, text]) => leave(at(inside, name), code, text)),
  ];
};

/** An alert of Defender for Cloud as its REST API and workflow automation write it, or its entry in the Activity Log. */
export const defenderForCloud: Format = {
  name: 'defender-for-cloud',
  expects: 'an alert of type Microsoft.Security/Locations/alerts, or its Activity Log entry',
  recognises: (payload) => itemsOf(payload, isOurs).some(({ item }) => isOurs(item)),
  read: (payload) => intakeOf(itemsOf(payload, isOurs).flatMap(readAlert)),
};
