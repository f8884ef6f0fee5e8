// Over sixty lines: incidents, and their alerts alone.
import { listedIn, type Item } from '../../codec/items';
import { type Json } from '../../codec/json-value';
import { refuse, type ReadOptions } from '../format';
import { eachObject, format, leaveNamed, observe, orNoIndicator, saidByItem } from '../kit';
import { type About, type Entry } from '../kit';
import { allOf, hasMembers, hasOneOf, nearer } from '../recognition';
import { entityOf, entityReader, ownAsset } from './entity';
import { condemnedProcess, fileOf, mailWithSender, valueOf } from './entity-kinds';
import { aboutEvidence, notCondemned } from './evidence';
import { membersOf, valueIn } from './members';
import { byTriage, triageByWords, type Triage } from './triage';

const readEvidence = entityReader('evidence', {
  ip: valueOf('ipaddress', observe.ip),
  url: valueOf('url', observe.urlOrHost),
  file: fileOf(),
  process: condemnedProcess,
  mailmessage: mailWithSender,
});

const triageOf = (item: Json): Triage => {
  const members = membersOf('', item);
  const words = ['classification', 'determination'].map((name) => valueIn(members, name));
  return triageByWords(members, words);
};

const isAlert = (item: unknown): boolean =>
  allOf(hasMembers(item, 'alertId', 'entities'), hasOneOf(item, 'serviceSource', 'incidentId')) === true;

const isIncident = (item: unknown): boolean =>
  allOf(hasMembers(item, 'incidentId', 'alerts'), hasOneOf(item, 'incidentName', 'redirectIncidentId')) ===
  true;

const readEntity = (item: Item, about: About, options: ReadOptions): Entry | readonly Entry[] => {
  const entity = entityOf(item, 'entitytype');
  const reason = notCondemned(valueIn(entity.members, 'verdict'), options);
  return readEvidence({ ...entity, reason }, about);
};

const readAlert = (alert: Json, place: string, options: ReadOptions): readonly Entry[] => {
  const about = { ...aboutEvidence(membersOf(place, alert)), lastSeen: alert.lastActivity };
  const entities = listedIn(place, alert, 'entities').flatMap((item) => readEntity(item, about, options));
  return byTriage(place, triageOf(alert), [
    ...orNoIndicator(place, 'an alert without entities', saidByItem(alert.alertId, entities)),
    ...leaveNamed(place, alert, { names: ['deviceDnsName'], why: ownAsset }),
  ]);
};

/** Each alert of an incident as if it came alone. */
const readIncident = (incident: Json, place: string, options: ReadOptions): readonly Entry[] => {
  const entries = eachObject(listedIn(place, incident, 'alerts'), 'an alert object', (alert, where) =>
    isAlert(alert)
      ? readAlert(alert, where, options)
      : refuse(where, 'item-unknown', 'an alert with its entities'),
  );
  return byTriage(place, triageOf(incident), orNoIndicator(place, 'an incident without alerts', entries));
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
    isIncident(item) ? readIncident(item, place, options) : readAlert(item, place, options),
});
