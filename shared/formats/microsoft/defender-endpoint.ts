import { listedIn } from '../../codec/items';
import { isObject, objectOf, oneOrMany, textOf, type Json } from '../../codec/json-value';
import { leave } from '../format';
import { eachObject, format, leaveNamed, observe, saidByItem, type Entry } from '../kit';
import { marksOf } from '../marks';
import { allOf, hasAtLeast } from '../recognition';
import { entityOf, entityReader, ownAsset } from './entity';
import { fileOf, leaving, valueOf } from './entity-kinds';
import { aboutEvidence } from './evidence';
import { membersOf } from './members';
import { byTriage, triageByAnalyst } from './triage';

const readEvidence = entityReader('evidence', {
  ip: valueOf('ipaddress', observe.ip),
  url: valueOf('url', observe.urlOrHost),
  file: fileOf(),
  process: leaving('observed-only', 'what ran; its program may be part of the system'),
});

const readAlert = (alert: Json, place: string): readonly Entry[] => {
  const evidence = listedIn(place, alert, 'evidence');
  const about = { ...aboutEvidence(membersOf(place, alert)), lastSeen: alert.lastEventTime };
  const read = eachObject(evidence, 'an evidence object', (item, where) =>
    readEvidence(entityOf({ place: where, item }, 'entitytype'), about),
  );
  const machine = leaveNamed(place, alert, { names: ['computerDnsName'], why: ownAsset });
  const none = leave(place, 'no-indicator', 'an alert without evidence; ask the API to expand it');
  const entries = evidence.length === 0 ? [none] : [...saidByItem(alert.id, read), ...machine];
  const triage = triageByAnalyst('alert', membersOf(place, alert), 'a false positive or as expected');
  return byTriage(place, triage, entries);
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
