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

/** An id or the table's name, with two columns that name the alert. */
const isAlert = (item: unknown): item is Json =>
  isObject(item) &&
  (item.Type === 'SecurityAlert' || textOf(item.SystemAlertId) !== undefined) &&
  [
    'AlertType',
    'AlertName',
    'AlertDisplayName',
    'DisplayName',
    'ProviderName',
    'VendorName',
    'Entities',
  ].filter((name) => Object.hasOwn(item, name)).length >= 2;

const word = (value: unknown): string => (textOf(value) ?? '').toLowerCase().replace(/[^a-z0-9_]/g, '');

const severityOf = (alert: Json): unknown => alert.AlertSeverity ?? alert.Severity;

/** Entities have no verdict, so the alert's standing decides; undefined where its entities may be taken. */
const standing = (alert: Json): Reason | undefined => {
  if (word(alert.AlertType).startsWith('simulated_'))
    return ['simulated-alert', 'a sample alert of Defender for Cloud, whose entities are made up'];
  if (word(alert.Status) === 'dismissed') return ['closed-as-benign', 'the alert was dismissed'];
  const open = !/^(resolved|closed)$/.test(word(alert.Status));
  return open && /^(low|medium|high|critical)$/.test(word(severityOf(alert)))
    ? undefined
    : ['verdict-not-malicious', 'the alert is not open as low, medium or high'];
};

/** Entities as an array, as JSON text (table exports), by kind (connectors), or one alone. */
const entitiesOf = (place: string, alert: Json): readonly Item[] => {
  const where = at(place, 'Entities');
  const entities = unpacked(alert.Entities);
  return isObject(entities) && textOf(entities.Type) === undefined
    ? Object.keys(entities).flatMap((kind) => listedIn(where, entities, kind))
    : listed(where, entities);
};

const own: Reason = ['own-asset', 'an asset of yours, not a threat'];
const part: Reason = ['observed-only', 'part of another entity, which says nothing bad of it'];

const kindOf = (entity: Json): string => (textOf(entity.Type) ?? '').toLowerCase().replace(/[^a-z]/g, '');

/** `{"$ref":"6"}`, or the object itself where it stands for the first time; '' where it has no id. */
const idOf = (value: unknown): string => textOf(objectOf(value).$ref) ?? textOf(objectOf(value).$id) ?? '';

/** What other entities say of one, by its `$id`. */
interface Links {
  readonly alert: string;
  readonly files: ReadonlyMap<string, Json>;
  readonly roles: ReadonlyMap<string, Reason>;
}

/** One look at the members of every entity and no deeper, so that a chain or a circle of references costs nothing. */
const linksOf = (alert: string, entities: readonly Json[]): Links => {
  const files = new Map<string, Json>();
  const roles = new Map<string, Reason>();
  for (const entity of entities) {
    for (const [name, value] of Object.entries(entity)) {
      const reason = kindOf(entity) === 'host' || /^(DnsServerIp|HostIpAddress)$/.test(name) ? own : part;
      for (const id of oneOrMany(value)
        .map(idOf)
        .filter((one) => one !== '')) {
        if (name === 'FileHashes') files.set(id, entity);
        else if (roles.get(id) !== own) roles.set(id, reason);
      }
    }
  }
  return { alert, files, roles };
};

const ownKinds =
  /^(?:host|account|mailbox|azureresource|securitygroup|cloudapplication|iotdevice|accountsession|hostlogonsession|container)$|^k\w/;

const nothing = (place: string): Skipped => leave(place, 'no-indicator', 'an entity without its value');

const readHash = (place: string, hash: Json, file: Json, alert: string, about: About): Entry => {
  const [algorithm, value, name] = [textOf(hash.Algorithm), textOf(hash.Value), textOf(file.Name)];
  if (algorithm === undefined || value === undefined) return nothing(place);
  const named = name === undefined ? [] : [{ kind: 'text', member: 'fileName', value: name } as const];
  const observed = [{ kind: 'hash', algorithm, value } as const, ...named];
  return {
    place,
    draft: { ...about, observed, partOf: idOf(file) === '' ? undefined : `${alert}/${idOf(file)}` },
  };
};

const readFile = (place: string, file: Json, alert: string, about: About): readonly Entry[] => {
  const hashes = listedIn(place, file, 'FileHashes').filter(
    ({ item }) => textOf(objectOf(item).$ref) === undefined,
  );
  return hashes.length === 0
    ? [leave(place, 'too-common', 'a file name alone; a hash of it would be an entity of its own')]
    : hashes.map((hash) => readHash(hash.place, objectOf(hash.item), file, alert, about));
};

/** The sender on the envelope; who is named in the mail may be forged, and the rest shared. */
const readMail = (place: string, mail: Json, about: About): readonly Entry[] => {
  const parts = ['P1Sender', 'Sender', 'P2Sender', 'SenderIP', 'Urls'].filter(
    (name) => textsOf(mail[name]).length > 0,
  );
  const sender = parts.find((name) => textOf(mail[name])?.includes('@')) ?? '';
  const value = textOf(mail[sender]);
  if (value === undefined) return [nothing(place)];
  const observed = [{ kind: 'text', member: 'emailSenderAddress', value } as const];
  return [
    { place: at(place, sender), draft: { ...about, observed } },
    ...parts
      .filter((name) => textOf(mail[name]) !== value)
      .map((name) =>
        leave(at(place, name), 'observed-only', 'part of a mail, which may be forged or shared'),
      ),
  ];
};

const readEntity = (place: string, entity: Json, links: Links, about: About): readonly Entry[] => {
  const kind = kindOf(entity);
  if (ownKinds.test(kind) || entity.Asset === true || word(entity.Asset) === 'true')
    return [leave(place, ...own)];
  const file = links.files.get(idOf(entity)) ?? {};
  const role = links.roles.get(idOf(file)) ?? links.roles.get(idOf(entity));
  if (role !== undefined || entity.$ref !== undefined) return [leave(place, ...(role ?? part))];
  const valued = (as: 'ip' | 'url' | 'domain', member: unknown): readonly Entry[] => {
    const value = textOf(member);
    return [
      value === undefined ? nothing(place) : { place, draft: { ...about, observed: [{ kind: as, value }] } },
    ];
  };
  switch (kind) {
    case 'ip':
      return valued('ip', entity.Address);
    case 'url':
      return valued('url', entity.Url);
    case 'dns':
    case 'dnsresolution':
      return valued('domain', entity.DomainName);
    case 'filehash':
      return [readHash(place, entity, file, links.alert, about)];
    case 'file':
      return readFile(place, entity, links.alert, about);
    case 'mailmessage':
      return readMail(place, entity, about);
    case 'process':
    case 'networkconnection':
      return [leave(place, 'observed-only', 'what went on, whose program or ends may be yours')];
    default:
      return [leave(place, 'unsupported-type', 'an entity that no tiIndicator can express')];
  }
};

const aboutOf = (alert: Json): About => ({
  description: textOf(alert.AlertDisplayName ?? alert.DisplayName ?? alert.AlertName),
  additionalInformation: textOf(alert.Description),
  severity: { value: severityOf(alert) },
  confidence: { value: alert.ConfidenceLevel },
  killChain: commaSeparated(unpacked(alert.Tactics ?? alert.Intent)).filter(
    (tactic) => tactic.toLowerCase() !== 'unknown',
  ),
  lastSeen: alert.EndTime ?? alert.EndTimeUtc,
});

/** Columns that an analyst might take for indicators. */
const asides: readonly (readonly [name: string, code: string, text: string])[] = [
  ['CompromisedEntity', ...own],
  ['ExtendedLinks', 'link', 'a link to read on, not a threat'],
  ['AlertLink', 'link', 'a link to the alert, not a threat'],
];

const readAlert = ({ place, item: alert }: Item): readonly Entry[] => {
  if (!isAlert(alert)) return [refuse(place, 'item-unknown', 'a SecurityAlert')];
  const reason = standing(alert);
  if (reason !== undefined) return [leave(place, ...reason)];
  const entities = entitiesOf(place, alert);
  if (entities.length === 0) return [leave(place, 'no-indicator', 'an alert without entities')];
  const links = linksOf(
    textOf(alert.SystemAlertId) ?? '',
    entities.map(({ item }) => objectOf(item)),
  );
  const about = aboutOf(alert);
  return [
    ...entities.flatMap(({ place: where, item: entity }) =>
      isObject(entity)
        ? readEntity(where, entity, links, about)
        : [refuse(where, 'item-not-an-object', 'an entity object')],
    ),
    ...asides
      .filter(([name]) => oneOrMany(alert[name]).some((one) => isObject(one) || textOf(one) !== undefined))
      .map(([name, code, text]) => leave(at(place, name), code, text)),
  ];
};

/** A row of the table SecurityAlert, or the alert that playbooks and continuous export send. */
export const securityAlert: Format = {
  name: 'security-alert',
  expects: 'a SecurityAlert with its Entities, as Log Analytics, playbooks or continuous export write it',
  recognises: (payload) => itemsOf(payload, isAlert).some(({ item }) => isAlert(item)),
  read: (payload) => intakeOf(itemsOf(payload, isAlert).flatMap(readAlert)),
};
