import { listedIn } from '../../codec/items';
import { isObject, objectOf, oneOrMany, textOf, type Json } from '../../codec/json-value';
import { leave, withdraw } from '../format';
import { eachObject, format, leaveNamed, observe, saidByItem, type Entry } from '../kit';
import { allOf, hasAtLeast } from '../recognition';
import { entityOf, entityReader, leaving, ownAsset, valueOf } from './entity';
import { aboutEvidence, fileOf } from './evidence';
import { membersOf } from './members';
import { standingByAnalyst } from './standing';
import { marksOf } from '../marks';

const readEvidence = entityReader('evidence', {
  ip: valueOf('ipaddress', observe.ip),
  url: valueOf('url', observe.url),
  file: fileOf((evidence) => evidence),
  process: leaving('observed-only', 'what ran; its program may be part of the system'),
});

const readAlert = (alert: Json, place: string): readonly Entry[] => {
  const standing = standingByAnalyst('alert', membersOf(place, alert), 'a false positive or as expected');
  const evidence = listedIn(place, alert, 'evidence');
  const about = { ...aboutEvidence(alert), lastSeen: alert.lastEventTime };
  const read = eachObject(evidence, 'an evidence object', (item, where) =>
    readEvidence(entityOf({ place: where, item }, 'entitytype'), about),
  );
  const entries = saidByItem(alert.id, read);
  if (standing?.[0] === 'closed-as-benign') return [withdraw(leave(place, ...standing), entries)];
  if (standing !== undefined) return [leave(place, ...standing)];
  if (evidence.length === 0)
    return [leave(place, 'no-indicator', 'an alert without evidence; ask the API to expand it')];
  return [...entries, ...leaveNamed(place, alert, ['computerDnsName'], ownAsset)];
};

/** Names of this API's alert that Graph's does not have. */
const telling = ['machineId', 'alertCreationTime', 'investigationState', 'aadTenantId', 'computerDnsName'];

/** An alert of Defender for Endpoint's own API. */
export const defenderEndpoint = format({
  name: 'defender-endpoint',
  marks: marksOf(...telling),
  expects: 'an alert of the Defender for Endpoint API with evidence[].entityType',
  one: 'an alert of Defender for Endpoint',
  is: (item) => {
    const { evidence, detectionSource } = objectOf(item);
    const hasEvidence = Array.isArray(evidence) || oneOrMany(evidence).some(isObject);
    return allOf(
      hasAtLeast(2, item, telling),
      hasEvidence || textOf(detectionSource) !== undefined || 'evidence',
    );
  },
  read: readAlert,
});
