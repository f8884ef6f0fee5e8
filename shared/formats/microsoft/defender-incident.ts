// Over sixty lines: two APIs list the same entities with other names.
import { listedIn, type Item } from '../../codec/items';
import { isObject, type Json } from '../../codec/json-value';
import { leave, refuse, withdraw, type ReadOptions, type Skipped } from '../format';
import {
  eachObject,
  format,
  leaveNamed,
  observe,
  orNoIndicator,
  saidByItem,
  type About,
  type Entry,
} from '../kit';
import { hasMembers, hasOneOf, nearer, allOf } from '../recognition';
import { entityOf, entityReader, ownAsset, saying, valueOf } from './entity';
import { aboutEvidence, condemnedProcess, condemns, fileOf, notCondemned } from './evidence';
import { readMail } from './mail';
import { membersOf } from './members';
import { isBenign } from './standing';

const readEvidence = entityReader('evidence', {
  ip: valueOf('ipaddress', observe.ip),
  url: valueOf('url', observe.urlOrHost),
  file: fileOf((entity) => entity),
  process: condemnedProcess,
  mailmessage: saying('a mail without an address of its sender', readMail),
});

const isClosed = (place: string, item: Json): boolean => {
  const members = membersOf(place, item);
  return isBenign(members.get('classification')?.value, members.get('determination')?.value);
};

const benign = (place: string): Skipped =>
  leave(place, 'closed-as-benign', 'the alert or incident is classified as a false positive or as expected');

const isAlert = (item: unknown): boolean =>
  allOf(hasMembers(item, 'alertId', 'entities'), hasOneOf(item, 'serviceSource', 'incidentId')) === true;

const isIncident = (item: unknown): boolean =>
  allOf(hasMembers(item, 'incidentId', 'alerts'), hasOneOf(item, 'incidentName', 'redirectIncidentId')) ===
  true;

const readEntity = ({ place, item }: Item, about: About, options: ReadOptions): Entry | readonly Entry[] => {
  const entity = entityOf({ place, item }, 'entitytype');
  const reason = condemns(entity.members.get('verdict')?.value, options) ? undefined : notCondemned;
  return readEvidence({ ...entity, reason }, about);
};

const readAlert = (alert: Json, place: string, options: ReadOptions): readonly Entry[] => {
  const about = { ...aboutEvidence(alert), lastSeen: alert.lastActivity };
  const entities = listedIn(place, alert, 'entities').flatMap((item) => readEntity(item, about, options));
  const entries = saidByItem(alert.alertId, entities);
  if (isClosed(place, alert)) return [withdraw(benign(place), entries)];
  return [
    ...orNoIndicator(place, 'an alert without entities', entries),
    ...leaveNamed(place, alert, ['deviceDnsName'], ownAsset),
  ];
};

/** Each alert of an incident as if it came alone. */
const readIncident = (incident: Json, place: string, options: ReadOptions): readonly Entry[] => {
  const entries = eachObject(listedIn(place, incident, 'alerts'), 'an alert object', (alert, where) =>
    isAlert(alert)
      ? readAlert(alert, where, options)
      : refuse(where, 'item-unknown', 'an alert with its entities'),
  );
  return isClosed(place, incident)
    ? [withdraw(benign(place), entries)]
    : orNoIndicator(place, 'an incident without alerts', entries);
};

/** What Defender XDR's own API gives (`api/incidents`): incidents with their alerts and entities, which have verdicts. */
export const defenderIncident = format({
  name: 'defender-incident',
  marks: ['incidentid', 'alertid'],
  expects:
    'an incident of the Defender XDR API (incidentId, incidentName, alerts), an alert of one, or a list',
  one: 'an incident of Defender XDR',
  is: (item) =>
    isIncident(item) ||
    isAlert(item) ||
    nearer(
      [hasMembers(item, 'incidentId', 'incidentName'), hasMembers(item, 'alerts')],
      [hasMembers(item, 'alertId'), hasMembers(item, 'entities'), hasOneOf(item, 'serviceSource')],
    ),
  read: (item, place, options) =>
    isObject(item) && isIncident(item) ? readIncident(item, place, options) : readAlert(item, place, options),
});
