// Over sixty lines: a table of kinds of evidence.
import { listed, listedIn, type Item } from '../../codec/items';
import { isObject, objectOf, textsOf, type Json } from '../../codec/json-value';
import { leave, refuse, type ReadOptions } from '../format';
import { format, observe, orNoIndicator, saidByItem, type About, type Entry, type Why } from '../kit';
import { marksOf } from '../marks';
import { hasAtLeast, type Recognition } from '../recognition';
import { entityReader, ownAsset, type ReadEntity } from './entity';
import { condemnedProcess, fileOf, hashOf, readMail, valueOf } from './entity-kinds';
import { aboutEvidence, notCondemned } from './evidence';
import {
  bareWord,
  listedUnder,
  membersOf,
  membersOfAnySdk,
  spelledIn,
  textIn,
  valueIn,
  type Member,
  type MemberMap,
} from './members';
import { directionOfRoles, ofRoles, readConnection } from './network-connection';
import { rolesIn } from './role';
import { byTriage, triageByWords, type Triage } from './triage';

/** `ip` of `#microsoft.graph.security.ipEvidence`. */
const kindIn = (evidence: MemberMap): string | undefined =>
  /^#microsoft\.graph\.security\.(\w+)Evidence$/.exec(textIn(evidence, 'odatatype') ?? '')?.[1];

const membersOfItem = ({ place, item }: Item): MemberMap => membersOfAnySdk(place, objectOf(item));

/** The evidence, in `evidence` or as members of their own, as some connectors lay it out. */
const evidenceIn = (alert: MemberMap): readonly Item[] => [
  ...listedUnder(alert, 'evidence'),
  ...[...alert].flatMap(([name, { place, value }]) =>
    name !== 'evidence' && kindIn(membersOfAnySdk(place, objectOf(value))) !== undefined
      ? listed(place, value)
      : [],
  ),
];

const own = ['serviceSource', 'detectionSource', 'alertWebUrl', 'providerAlertId'];

/** At least two of these have to be there, so one is not `severity`. */
const telling = [...own, 'severity'];

const tells = (alert: MemberMap): Recognition => hasAtLeast(2, spelledIn(alert, telling), telling);

/** alerts_v2: typed evidence, or the alert's own type, beside a member that says which service saw it. */
const isAlert = (alert: MemberMap): boolean =>
  textIn(alert, 'odatatype') === '#microsoft.graph.security.alert' ||
  (tells(alert) === true && evidenceIn(alert).some((item) => kindIn(membersOfItem(item)) !== undefined));

const legacyParts = ['networkConnections', 'fileStates', 'hostStates', 'userStates'] as const;

/** The retired API (v1): its vendor, perhaps flattened, and its states. */
const isLegacyAlert = (item: unknown): boolean =>
  isObject(item) &&
  Object.keys(item).some((name) => /^vendorInformation(?:$|[_.])/.test(name)) &&
  legacyParts.some((name) => Array.isArray(item[name]) || isObject(item[name]));

/** An incident. It holds its alerts where the call that got it expanded them. */
const isIncident = (item: MemberMap): boolean =>
  textIn(item, 'odatatype') === '#microsoft.graph.security.incident' ||
  (item.has('incidentweburl') &&
    item.has('displayname') &&
    (item.has('alerts') || item.has('redirectincidentid')) &&
    !item.has('incidentid'));

/** The senders of a mail are objects that hold an address. */
const readMessage: ReadEntity = (message, about, missing) => {
  const addressOf = ({ place, value }: Member): Member | undefined =>
    membersOf(place, objectOf(value)).get('emailaddress');
  const members = [...message.members].flatMap(([name, member]) => {
    const one = name.endsWith('sender') ? addressOf(member) : member;
    return one === undefined ? [] : [[name, one] as const];
  });
  return readMail({ ...message, members: new Map(members) }, about, missing);
};

const readEvidence = entityReader('evidence', {
  ip: valueOf('ipaddress', observe.ip),
  url: valueOf('url', observe.urlOrHost),
  dns: valueOf('domainname', observe.domain),
  filehash: hashOf('value'),
  file: fileOf(({ place, members }) => {
    const details = members.get('filedetails');
    return { place: details?.place ?? place, item: details?.value };
  }),
  analyzedmessage: readMessage,
  process: condemnedProcess,
});

const reasonOf = (kind: string, verdict: unknown, options: ReadOptions): Why | undefined => {
  if (/^(?:oauth|sastoken|serviceprincipal|activedirectorydomain|blob|github)/.test(kind)) return ownAsset;
  return notCondemned(verdict, options, 'the verdict on it is not malicious');
};

const readItem = ({ place, item }: Item, about: About, options: ReadOptions): Entry | readonly Entry[] => {
  const members = membersOfItem({ place, item });
  const kind = bareWord(kindIn(members));
  if (!isObject(item) || kind === '') return refuse(place, 'item-unknown', 'evidence with its @odata.type');
  if (kind === 'networkconnection') return readConnection({ place, members }, about, options);
  const roles = rolesIn(members);
  const reason = reasonOf(kind, valueIn(members, 'verdict'), options);
  return readEvidence(
    { place, item, kind, members, reason, direction: directionOfRoles(roles) },
    ofRoles(roles, about),
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

const triageOf = (item: MemberMap): Triage =>
  triageByWords(item, [valueIn(item, 'classification'), valueIn(item, 'feedback')]);

const readEach = (place: string, alert: MemberMap, options: ReadOptions): readonly Entry[] => {
  const about = {
    ...aboutEvidence(alert),
    activityGroups: textsOf(valueIn(alert, 'actordisplayname')),
    lastSeen: valueIn(alert, 'lastactivitydatetime'),
  };
  const entries = evidenceIn(alert).flatMap((item) => readItem(item, about, options));
  return orNoIndicator(place, 'an alert without evidence', saidByItem(valueIn(alert, 'id'), entries));
};

const readAlert = (one: Item, options: ReadOptions): readonly Entry[] => {
  const { place, item: alert } = one;
  const members = membersOfItem(one);
  if (isAlert(members)) return byTriage(place, triageOf(members), readEach(place, members, options));
  return isObject(alert) && isLegacyAlert(alert)
    ? byTriage(place, triageOf(members), readLegacyAlert(place, alert))
    : [refuse(place, 'item-unknown', 'an alert of Microsoft Graph')];
};

/** Reads each alert of an incident as if it came alone. */
const readIncident = (place: string, incident: MemberMap, options: ReadOptions): readonly Entry[] => {
  const entries = listedUnder(incident, 'alerts').flatMap((alert) => readAlert(alert, options));
  const none = 'an incident without its alerts; ask Graph to expand them';
  return byTriage(place, triageOf(incident), orNoIndicator(place, none, entries));
};

/**
 * What Microsoft Graph's security API gives: alerts_v2, incidents with them, or the retired v1 that stored playbooks still send.
 * PowerShell's SDK begins every name with a capital, Python's writes `service_source`.
 */
export const graphAlert = format({
  name: 'graph-alert',
  marks: [
    ...marksOf('@odata.type', 'incidentWebUrl', ...own, ...legacyParts),
    ...['incident_web_url', 'service_source', 'detection_source', 'alert_web_url', 'provider_alert_id'],
  ],
  expects: 'an alert of Microsoft Graph (alerts_v2, or v1), an incident with its alerts, or a list of them',
  one: 'an alert of Microsoft Graph',
  is: (item) => {
    const members = membersOfAnySdk('', objectOf(item));
    return (
      isIncident(members) ||
      isAlert(members) ||
      isLegacyAlert(item) || [tells(members), 'evidence with its @odata.type']
    );
  },
  read: (item, place, options) => {
    const members = membersOfAnySdk(place, item);
    return isIncident(members) ? readIncident(place, members, options) : readAlert({ place, item }, options);
  },
});
