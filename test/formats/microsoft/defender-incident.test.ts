import { defenderIncident } from '../../../shared/formats/microsoft/defender-incident';
import { intake } from '../intake';

/** The shape of MicrosoftDocs/microsoft-365-docs, microsoft-365/security/defender/api-list-incidents.md. */
const alert = (entities: readonly unknown[], more: object = {}) => ({
  alertId: 'a1',
  incidentId: 1,
  serviceSource: 'MicrosoftDefenderForEndpoint',
  title: 'an alert',
  severity: 'Medium',
  entities,
  ...more,
});

const incident = (alerts: readonly unknown[], more: object = {}) => ({
  incidentId: 1,
  redirectIncidentId: null,
  incidentName: 'an incident',
  alerts,
  ...more,
});

const ip = { entityType: 'Ip', ipAddress: '45.155.205.233', verdict: 'Malicious' };

const read = (payload: unknown, more: object = {}) => intake(defenderIncident, payload, more);

const readEntity = (entity: unknown, more: object = {}) => read(alert([entity]), more);

describe('an entity of an alert', () => {
  it.each([
    [ip, ['/entities/0: any 45.155.205.233']],
    [{ ...ip, entityType: 'ip', verdict: 'malicious' }, ['/entities/0: any 45.155.205.233']],
    [
      { entityType: 'Url', url: 'https://evil-host.top/a', verdict: 'Malicious' },
      ['/entities/0: url https://evil-host.top/a'],
    ],
    [
      { entityType: 'Url', url: 'evil-host.top', verdict: 'Malicious' },
      ['/entities/0: domain evil-host.top'],
    ],
    [
      { entityType: 'File', sha1: 'ab'.repeat(20), sha256: null, fileName: 'a.dll', verdict: 'Malicious' },
      [`/entities/0/sha1: hash ${'ab'.repeat(20)}, text a.dll`],
    ],
    [
      {
        entityType: 'MailMessage',
        sender: 'a@evil-host.top',
        recipient: 'me@contoso.com',
        verdict: 'Malicious',
      },
      ['/entities/0/sender: text a@evil-host.top'],
    ],
  ])('with the verdict malicious is taken: %j', (entity, found) => {
    expect(readEntity(entity).found).toEqual(found);
  });

  it.each([
    [{ ...ip, verdict: 'Suspicious' }, 'verdict-not-malicious'],
    [{ ...ip, verdict: 'NoThreatsFound' }, 'verdict-not-malicious'],
    [{ ...ip, verdict: null }, 'verdict-not-malicious'],
    [{ ...ip, ipAddress: null }, 'no-indicator'],
    [{ entityType: 'User', verdict: 'Malicious', accountName: 'anna' }, 'own-asset'],
    [{ entityType: 'MailBox', verdict: 'Malicious', mailboxAddress: 'anna@contoso.com' }, 'own-asset'],
    [{ entityType: 'Process', verdict: 'Malicious', sha1: 'ab'.repeat(20) }, 'observed-only'],
    [{ entityType: 'Registry', verdict: 'Malicious' }, 'unsupported-type'],
    ['text', 'item-not-an-object'],
  ])('is left otherwise: %j', (entity, code) => {
    expect(readEntity(entity)).toMatchObject({ found: [], left: [`/entities/0: ${code}`] });
  });

  it('that is suspicious is taken where the profile says so', () => {
    expect(readEntity({ ...ip, verdict: 'Suspicious' }, { takeSuspicious: true }).found).toHaveLength(1);
  });
});

describe.each([
  ['an incident', (one: unknown) => one, ''],
  ['{"value":[…]}', (one: unknown) => ({ '@odata.context': 'x', value: [one] }), '/value/0'],
  ['an array', (one: unknown) => [one], '/0'],
])('%s', (_, wrap, place) => {
  it('is recognised, and its alerts are read', () => {
    const body = wrap(incident([alert([ip])]));
    expect(defenderIncident.recognises(body)).toBe(true);
    expect(read(body).found).toEqual([`${place}/alerts/0/entities/0: any 45.155.205.233`]);
  });

  it.each(['FalsePositive', 'InformationalExpectedActivity'])('is left where it was %s', (classification) => {
    expect(read(wrap(incident([alert([ip])], { classification })))).toMatchObject({
      found: [],
      left: [`${place}: closed-as-benign`],
    });
  });
});

describe('an incident', () => {
  it.each([
    [[], ['/x: no-indicator']],
    [[alert([])], ['/x/alerts/0: no-indicator']],
    [[alert([ip], { classification: 'FalsePositive' })], ['/x/alerts/0: closed-as-benign']],
    [
      ['text', { alertId: 'a' }],
      ['/x/alerts/0: item-not-an-object', '/x/alerts/1: item-unknown'],
    ],
  ])('says why nothing comes of it: %j', (alerts, left) => {
    expect(read(incident(alerts))).toMatchObject({
      found: [],
      left: left.map((one) => one.replace('/x', '')),
    });
  });
});
