// Over sixty lines: a table of kinds of evidence.
import { listedIn, type Item } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isObject, objectOf, textOf, textsOf, type Json } from '../../codec/json-value';
import { leave, refuse, type Direction, type ReadOptions } from '../format';
import { format, observe, orNoIndicator, saidByItem, type About, type Entry, type Why } from '../kit';
import { marksOf } from '../marks';
import { hasAtLeast, hasMembers, hasOneOf } from '../recognition';
import { entityReader, ownAsset, type ReadEntity } from './entity';
import { condemnedProcess, fileOf, hashOf, readMail, valueOf } from './entity-kinds';
import { aboutEvidence, notCondemned } from './evidence';
import { membersOf, bareWord, type Member } from './members';
import { rolesIn } from './role';
import { byTriage, triageByWords, type Triage } from './triage';

/** `ip` of `#microsoft.graph.security.ipEvidence`. */
const kindOf = (evidence: unknown): string | undefined =>
  /^#microsoft\.graph\.security\.(\w+)Evidence$/.exec(textOf(objectOf(evidence)['@odata.type']) ?? '')?.[1];

/** The evidence, in `evidence` or as members of their own, as some connectors lay it out. */
const evidenceIn = (place: string, alert: Json): readonly Item[] => [
  ...listedIn(place, alert, 'evidence'),
  ...Object.keys(alert)
    .filter((name) => name !== 'evidence' && kindOf(alert[name]) !== undefined)
    .flatMap((name) => listedIn(place, alert, name)),
];

const own = ['serviceSource', 'detectionSource', 'alertWebUrl', 'providerAlertId'];

/** At least two of these have to be there, so one is not `severity`. */
const telling = [...own, 'severity'];

/** alerts_v2: typed evidence, or the alert's own type, beside a member that says which service saw it. */
const isAlert = (item: unknown): item is Json =>
  isObject(item) &&
  (item['@odata.type'] === '#microsoft.graph.security.alert' ||
    (hasAtLeast(2, item, telling) === true &&
      evidenceIn('', item).some((evidence) => kindOf(evidence.item) !== undefined)));

const legacyParts = ['networkConnections', 'fileStates', 'hostStates', 'userStates'] as const;

/** The retired API (v1): its vendor, perhaps flattened, and its states. */
const isLegacyAlert = (item: unknown): boolean =>
  isObject(item) &&
  Object.keys(item).some((name) => /^vendorInformation(?:$|[_.])/.test(name)) &&
  legacyParts.some((name) => Array.isArray(item[name]) || isObject(item[name]));

/** An incident. It holds its alerts where the call that got it expanded them. */
const isIncident = (item: unknown): boolean =>
  isObject(item) &&
  (item['@odata.type'] === '#microsoft.graph.security.incident' ||
    (hasMembers(item, 'incidentWebUrl', 'displayName') === true &&
      hasOneOf(item, 'alerts', 'redirectIncidentId') === true &&
      !Object.hasOwn(item, 'incidentId')));

const directionOf = (roles: readonly string[]): Direction | undefined => {
  if (roles.some((role) => role === 'destination' || role === 'commandandcontrol')) return 'destination';
  return roles.some((role) => role === 'source' || role === 'attacker') ? 'source' : undefined;
};

/** The senders of a mail are objects that hold an address. */
const readMessage: ReadEntity = (message, about, missing) => {
  const addressOf = ({ place, value }: Member): Member => ({
    place: at(place, 'emailAddress'),
    value: objectOf(value).emailAddress,
  });
  const members = [...message.members].map(
    ([name, member]) => [name, name.endsWith('sender') ? addressOf(member) : member] as const,
  );
  return readMail({ ...message, members: new Map(members) }, about, missing);
};

const readEvidence = entityReader('evidence', {
  ip: valueOf('ipaddress', observe.ip),
  url: valueOf('url', observe.url),
  dns: valueOf('domainname', observe.domain),
  filehash: hashOf('value'),
  file: fileOf(({ place, item }) => ({ place: at(place, 'fileDetails'), item: objectOf(item).fileDetails })),
  analyzedmessage: readMessage,
  process: condemnedProcess,
});

const reasonOf = (kind: string, evidence: Json, options: ReadOptions): Why | undefined => {
  if (/^(?:oauth|sastoken|serviceprincipal|activedirectorydomain|blob|github)/.test(kind)) return ownAsset;
  return notCondemned(evidence.verdict, options, 'the verdict on it is not malicious');
};

const readItem = ({ place, item }: Item, about: About, options: ReadOptions): Entry | readonly Entry[] => {
  const kind = bareWord(kindOf(item));
  if (!isObject(item) || kind === '') return refuse(place, 'item-unknown', 'evidence with its @odata.type');
  const members = membersOf(place, item);
  const roles = rolesIn(members);
  const c2 = roles.includes('commandandcontrol') ? ['c2'] : [];
  const reason = reasonOf(kind, item, options);
  return readEvidence(
    { place, item, kind, members, reason, direction: directionOf(roles) },
    { ...about, threat: [...c2, ...(about.threat ?? [])] },
  );
};

/** v1 has no verdicts, and does not say which end of a connection is yours. */
const readLegacyAlert = (place: string, alert: Json): readonly Entry[] => {
  const states = legacyParts.flatMap((name) =>
    listedIn(place, alert, name).map(({ place: where }) =>
      name === 'hostStates' || name === 'userStates'
        ? leave(where, ...ownAsset)
        : leave(where, 'observed-only', 'the legacy alert has no verdict on it; send the alert of alerts_v2'),
    ),
  );
  return orNoIndicator(place, 'a legacy alert without states', states);
};

const triageOf = (item: Json): Triage =>
  triageByWords(membersOf('', item), [item.classification, item.feedback]);

const readOpen = (place: string, alert: Json, options: ReadOptions): readonly Entry[] => {
  if (!isAlert(alert)) return readLegacyAlert(place, alert);
  const about = {
    ...aboutEvidence(alert),
    activityGroups: textsOf(alert.actorDisplayName),
    lastSeen: alert.lastActivityDateTime,
  };
  const entries = evidenceIn(place, alert).flatMap((item) => readItem(item, about, options));
  return orNoIndicator(place, 'an alert without evidence', saidByItem(alert.id, entries));
};

const readAlert = ({ place, item: alert }: Item, options: ReadOptions): readonly Entry[] => {
  if (!isObject(alert) || !(isAlert(alert) || isLegacyAlert(alert)))
    return [refuse(place, 'item-unknown', 'an alert of Microsoft Graph')];
  return byTriage(place, triageOf(alert), readOpen(place, alert, options));
};

/** Reads each alert of an incident as if it came alone. */
const readIncident = (place: string, incident: Json, options: ReadOptions): readonly Entry[] => {
  const entries = listedIn(place, incident, 'alerts').flatMap((alert) => readAlert(alert, options));
  const none = 'an incident without its alerts; ask Graph to expand them';
  return byTriage(place, triageOf(incident), orNoIndicator(place, none, entries));
};

/** What Microsoft Graph's security API gives: alerts_v2, incidents with them, or the retired v1 that stored playbooks still send. */
export const graphAlert = format({
  name: 'graph-alert',
  marks: marksOf('@odata.type', 'incidentWebUrl', ...own, ...legacyParts),
  expects: 'an alert of Microsoft Graph (alerts_v2, or v1), an incident with its alerts, or a list of them',
  one: 'an alert of Microsoft Graph',
  is: (item) =>
    isIncident(item) ||
    isAlert(item) ||
    isLegacyAlert(item) || [hasAtLeast(2, item, telling), 'evidence with its @odata.type'],
  read: (item, place, options) =>
    isIncident(item) ? readIncident(place, item, options) : readAlert({ place, item }, options),
});
