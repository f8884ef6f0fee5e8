import { itemsOf, listed, listedIn, type Item } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isObject, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import { intakeOf, leave, refuse, type Draft, type Format, type Found, type Skipped } from '../format';

type Entry = Found | Skipped;
type Reason = readonly [code: string, text: string];
type About = Omit<Draft, 'observed'>;

interface Member {
  readonly place: string;
  readonly value: unknown;
}

/** The members of a resource by plain name, whether in `properties` and camelCase or flat and snake_case (Python SDK). */
type Members = ReadonlyMap<string, Member>;

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const membersOf = (place: string, item: Json): Members => {
  const named = (where: string, value: Json): readonly (readonly [string, Member])[] =>
    Object.entries(value).map(([name, own]) => [plain(name), { place: at(where, name), value: own }]);
  return new Map([...named(place, item), ...named(at(place, 'properties'), objectOf(item.properties))]);
};

const textIn = (members: Members, name: string): string | undefined => textOf(members.get(name)?.value);

const resourceOf = (item: unknown): string | undefined =>
  /^Microsoft\.SecurityInsights\/(\w+)$/i.exec(textOf(objectOf(item).type) ?? '')?.[1]?.toLowerCase();

/** What an automation rule sends to a playbook. */
const isTrigger = (item: unknown): boolean =>
  isObject(item) &&
  isObject(objectOf(item.object).properties) &&
  (typeof item.objectSchemaType === 'string' || resourceOf(item.object) !== undefined);

/** What the call that lists an incident's entities answers. */
const isEntities = (item: unknown): boolean =>
  isObject(item) && [item.entities, item.metaData].every((list) => Array.isArray(list) || isObject(list));

const isOurs = (item: unknown): boolean =>
  isTrigger(item) || isEntities(item) || resourceOf(item) !== undefined;

/** One resource, an array, `{"value":[…]}`, or any of them in the `body` of a trigger's outputs. */
const resourcesOf = (payload: unknown): readonly Item[] =>
  isObject(payload) && payload.body !== undefined && !isOurs(payload)
    ? itemsOf(payload.body, isOurs).map(({ place, item }) => ({ place: `/body${place}`, item }))
    : itemsOf(payload, isOurs);

/** Entities have no verdict, so the incident's standing decides; undefined where its entities may be taken. */
const standing = (incident: Members): Reason | undefined => {
  const word = (name: string): string => plain(textIn(incident, name) ?? '');
  if (/^(false|benign)positive$/.test(word('classification')))
    return ['closed-as-benign', 'the incident is classified as a false or a benign positive'];
  const open = word('status') !== 'closed' && /^(low|medium|high)$/.test(word('severity'));
  return open || word('classification') === 'truepositive'
    ? undefined
    : ['verdict-not-malicious', 'the incident is no true positive, nor open as low, medium or high'];
};

const own: Reason = ['own-asset', 'an asset of yours, not a threat'];
const program: Reason = ['observed-only', 'the program of a process, which may be part of the system'];
const resolved: Reason = ['observed-only', 'what a name resolved to, which says nothing bad of it'];

/** What other entities say of one, by its id: the file of a hash, the role of an address. */
interface Links {
  readonly files: ReadonlyMap<string, Members>;
  readonly roles: ReadonlyMap<string, Reason>;
}

/** Ids are ARM paths in any case; one that lacks its last part says nothing. */
const idsIn = (entity: Members, name: string): readonly string[] =>
  textsOf(entity.get(name)?.value)
    .map((id) => id.toLowerCase())
    .filter((id) => !id.endsWith('/'));

const linksOf = (entities: readonly Members[]): Links => {
  const linked = <A>(name: string, as: (entity: Members) => A): readonly (readonly [string, A])[] =>
    entities.flatMap((entity) => idsIn(entity, name).map((id) => [id, as(entity)] as const));
  return {
    files: new Map(linked('filehashentityids', (file) => file)),
    roles: new Map([
      ...linked('ipaddressentityids', () => resolved),
      ...linked('imagefileentityid', () => program),
      ...linked('dnsserveripentityid', () => own),
      ...linked('hostipaddressentityid', () => own),
    ]),
  };
};

/** The sender on the envelope; who is named in the mail may be forged, and the rest shared. */
const readMail = (place: string, mail: Members, about: About): readonly Entry[] => {
  const part = ['p1sender', 'sender', 'p2sender', 'senderip', 'urls'].flatMap((name) => mail.get(name) ?? []);
  const parts = part.filter(({ value }) => textsOf(value).length > 0);
  const sender = parts.find(({ value }) => textOf(value)?.includes('@'));
  const value = textOf(sender?.value);
  if (sender === undefined || value === undefined)
    return [leave(place, 'no-indicator', 'a mail without an address of its sender')];
  return [
    {
      place: sender.place,
      draft: { ...about, observed: [{ kind: 'text', member: 'emailSenderAddress', value }] },
    },
    ...parts
      .filter((other) => other !== sender && textOf(other.value) !== value)
      .map((other) => leave(other.place, 'observed-only', 'part of a mail, which may be forged or shared')),
  ];
};

const ownKinds = /^(host|account|mailbox|azureresource|iotdevice|securitygroup|cloudapplication|nic)$/;

const observedIn = (kind: string, entity: Members, name?: string): Draft['observed'] => {
  const [address, url, domain] = ['address', 'url', 'domainname'].map((member) => textIn(entity, member));
  const [value, algorithm] = [textIn(entity, 'hashvalue'), textIn(entity, 'algorithm')];
  if (kind === 'ip' && address !== undefined) return [{ kind: 'ip', value: address }];
  if (kind === 'url' && url !== undefined) return [{ kind: 'url', value: url }];
  if (kind.startsWith('dns') && domain !== undefined) return [{ kind: 'domain', value: domain }];
  if (kind !== 'filehash' || value === undefined || algorithm === undefined) return [];
  const hash = { kind: 'hash', algorithm, value } as const;
  return name === undefined ? [hash] : [hash, { kind: 'text', member: 'fileName', value: name }];
};

const readEntity = (
  place: string,
  entity: Members,
  { files, roles }: Links,
  about: About,
  reason: Reason | undefined,
): readonly Entry[] => {
  const kind = plain(textIn(entity, 'kind') ?? '');
  const [id = ''] = idsIn(entity, 'id');
  if (kind === 'securityalert')
    return [leave(place, 'no-indicator', 'an alert without entities; send those')];
  const file: Members = files.get(id) ?? new Map();
  const [fileId = ''] = idsIn(file, 'id');
  const why = ownKinds.test(kind) ? own : (roles.get(fileId) ?? roles.get(id) ?? reason);
  if (!/^(ip|url|dns|dnsresolution|filehash|mailmessage)$/.test(kind) && why !== own)
    return [leave(place, 'unsupported-type', 'a kind of entity that makes no indicator by itself')];
  if (why !== undefined) return [leave(place, ...why)];
  if (kind === 'mailmessage') return readMail(place, entity, about);
  const observed = observedIn(kind, entity, textIn(file, 'filename'));
  const partOf = fileId === '' ? undefined : fileId.split('/').at(-1);
  return observed.length === 0
    ? [leave(place, 'no-indicator', 'an entity without its value')]
    : [{ place, draft: { ...about, observed, partOf } }];
};

const readEntities = (items: readonly Item[], about: About, reason?: Reason): readonly Entry[] => {
  const read = items.map(
    ({ place, item }) => [place, isObject(item) ? membersOf(place, item) : null] as const,
  );
  const links = linksOf(read.flatMap(([, entity]) => entity ?? []));
  return read.flatMap(([place, entity]) =>
    entity === null
      ? [refuse(place, 'item-not-an-object', 'an entity object')]
      : readEntity(place, entity, links, about, reason),
  );
};

const readIncident = (place: string, item: Json): readonly Entry[] => {
  const incident = membersOf(place, item);
  const reason = standing(incident);
  const related = incident.get('relatedentities') ?? incident.get('entities');
  const entities = related === undefined ? [] : listed(related.place, related.value);
  const has = entities.length > 0;
  if (reason !== undefined && (has || reason[0] === 'closed-as-benign')) return [leave(place, ...reason)];
  if (!has) return [leave(place, 'no-indicator', 'an incident without entities; send its relatedEntities')];
  const more = objectOf(incident.get('additionaldata')?.value);
  return readEntities(entities, {
    description: textIn(incident, 'title'),
    additionalInformation: textIn(incident, 'description'),
    severity: { value: incident.get('severity')?.value },
    killChain: textsOf(more.tactics),
    tags: oneOrMany(incident.get('labels')?.value)
      .map(objectOf)
      .flatMap((label) => textsOf(label.labelName ?? label.label_name)),
    lastSeen: incident.get('lastactivitytimeutc')?.value,
  });
};

const bare: Reason = [
  'observed-only',
  'entities without their incident, whose standing would say whether they are bad',
];

/** An incident as playbooks, the REST API and the Python SDK write it, or only its entities. */
export const sentinelIncident: Format = {
  name: 'sentinel-incident',
  expects: 'an incident of Microsoft Sentinel with relatedEntities, or its entities',
  recognises: (payload) => resourcesOf(payload).some(({ item }) => isOurs(item)),
  read: (payload, { takeObserved }) => {
    const reason = takeObserved ? undefined : bare;
    const items = resourcesOf(payload);
    const isEntity = ({ item }: Item): boolean => resourceOf(item) === 'entities';
    const others = items
      .filter((item) => !isEntity(item))
      .flatMap(({ place, item }): readonly Entry[] => {
        if (!isOurs(item) || !isObject(item))
          return [refuse(place, 'item-unknown', 'an incident or an entity of Sentinel')];
        const entities = isEntities(item) ? listedIn(place, item, 'entities') : [];
        if (entities.length > 0) return readEntities(entities, {}, reason);
        return isTrigger(item)
          ? readIncident(at(place, 'object'), objectOf(item.object))
          : readIncident(place, item);
      });
    return intakeOf([...others, ...readEntities(items.filter(isEntity), {}, reason)]);
  },
};
