import { commaSeparated, objectOf, unpacked } from '../../codec/json-value';
import { format, type About } from '../kit';
import { allOf, hasAtLeast } from '../recognition';
import { entityReader } from './entity';
import { eachHashOf, entityKinds, readEntityAlert } from './entity-alert';
import { hashOf, readMail } from './entity-kinds';
import { membersOf, spelledIn, textIn, valueIn, wordIn, type MemberMap } from './members';
import { marksOf } from '../marks';

const readEntity = entityReader('an entity', {
  ...entityKinds,
  dnsresolution: entityKinds.dns,
  filehash: hashOf('value'),
  file: eachHashOf(hashOf('value')),
  mailmessage: readMail,
});

const aboutOf = (alert: MemberMap): About => ({
  description:
    textIn(alert, 'alertdisplayname') ?? textIn(alert, 'displayname') ?? textIn(alert, 'alertname'),
  additionalInformation: textIn(alert, 'description'),
  severity: { value: valueIn(alert, 'alertseverity') ?? valueIn(alert, 'severity') },
  confidence: { value: valueIn(alert, 'confidencelevel') },
  killChain: commaSeparated(unpacked(valueIn(alert, 'tactics') ?? valueIn(alert, 'intent'))).filter(
    (tactic) => tactic.toLowerCase() !== 'unknown',
  ),
  lastSeen: valueIn(alert, 'endtime') ?? valueIn(alert, 'endtimeutc'),
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
    const members = membersOf('', objectOf(item));
    return allOf(
      wordIn(members, 'type') === 'securityalert' ||
        textIn(members, 'systemalertid') !== undefined ||
        'SystemAlertId',
      hasAtLeast(2, spelledIn(members, telling), telling),
    );
  },
  read: (alert, place) => {
    const members = membersOf(place, alert);
    const id = textIn(members, 'systemalertid') ?? '';
    return readEntityAlert(readEntity, { place, members, about: aboutOf(members), id });
  },
});
