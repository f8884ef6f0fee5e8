import { commaSeparated, objectOf, textOf, unpacked, type Json } from '../../codec/json-value';
import { format, type About } from '../kit';
import { allOf, hasAtLeast } from '../recognition';
import { entityReader } from './entity';
import { eachHashOf, entityKinds, readEntityAlert } from './entity-alert';
import { hashOf, readMail } from './entity-kinds';
import { membersOf } from './members';
import { marksOf } from '../marks';

const readEntity = entityReader('an entity', {
  ...entityKinds,
  dnsresolution: entityKinds.dns,
  filehash: hashOf('value'),
  file: eachHashOf(hashOf('value')),
  mailmessage: readMail,
});

const aboutOf = (alert: Json): About => ({
  description: textOf(alert.AlertDisplayName ?? alert.DisplayName ?? alert.AlertName),
  additionalInformation: textOf(alert.Description),
  severity: { value: alert.AlertSeverity ?? alert.Severity },
  confidence: { value: alert.ConfidenceLevel },
  killChain: commaSeparated(unpacked(alert.Tactics ?? alert.Intent)).filter(
    (tactic) => tactic.toLowerCase() !== 'unknown',
  ),
  lastSeen: alert.EndTime ?? alert.EndTimeUtc,
});

const names = ['AlertType', 'AlertName', 'AlertDisplayName', 'DisplayName'];
const telling = [...names, 'ProviderName', 'VendorName', 'Entities'];

/** A row of the table SecurityAlert, or the alert that playbooks and continuous export send. */
export const securityAlert = format({
  name: 'security-alert',
  marks: marksOf(...telling),
  expects: 'a SecurityAlert with its Entities, as Log Analytics, playbooks or continuous export write it',
  one: 'a SecurityAlert',
  is: (item) => {
    const { Type, SystemAlertId } = objectOf(item);
    return allOf(
      Type === 'SecurityAlert' || textOf(SystemAlertId) !== undefined || 'SystemAlertId',
      hasAtLeast(2, item, telling),
    );
  },
  read: (alert, place) =>
    readEntityAlert(readEntity, {
      place,
      members: membersOf(place, alert),
      about: aboutOf(alert),
      id: textOf(alert.SystemAlertId) ?? '',
    }),
});
