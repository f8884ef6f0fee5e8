import { createAlert } from '../../functions/alert';
import { credentialIn } from '../../functions/telemetry';

const alerts = () => {
  const lines: string[] = [];
  let at = 0;
  const alert = createAlert({ write: (line) => lines.push(line), now: () => new Date(at) });
  return { lines, alert, advance: (seconds: number) => (at += seconds * 1000) };
};

describe('an alert', () => {
  it('is a line of JSON with its code, its destination and a text', () => {
    const { lines, alert } = alerts();
    alert('role-missing', 'graph', 'last answer 403 Forbidden');
    expect(lines).toEqual([
      '{"line":"alert","code":"role-missing","destination":"graph","text":"last answer 403 Forbidden"}',
    ]);
  });

  it.each([
    ['the same again', 'role-missing', 'graph', 299, 1],
    ['the same five minutes later', 'role-missing', 'graph', 300, 2],
    ['the same of another destination', 'role-missing', 'sentinel', 1, 2],
    ['another', 'token-unavailable', 'graph', 1, 2],
  ])('is written or not: %s', (_, code, destination, seconds, count) => {
    const { lines, alert, advance } = alerts();
    alert('role-missing', 'graph', '');
    advance(seconds);
    alert(code, destination, '');
    expect(lines).toHaveLength(count);
  });

  it('is written each time that a circuit opens and closes', () => {
    const { lines, alert } = alerts();
    for (const code of ['circuit-open', 'circuit-closed', 'circuit-open']) alert(code, 'graph', '');
    expect(lines).toHaveLength(3);
  });
});

describe('the identity that telemetry is sent with', () => {
  it.each([
    ['none where nothing is said', undefined, false],
    ['none where nothing is asked for', '', false],
    ['none where only a client is named', 'ClientId=00000000-0000-0000-0000-000000000001', false],
    ['that of the app', 'Authorization=AAD', true],
    ['a user-assigned one', 'ClientId=00000000-0000-0000-0000-000000000001;Authorization=AAD', true],
    ['in any case, with blanks', ' authorization = aad ; clientid = 1 ', true],
  ])('is %s', (_, authentication, isAsked) => {
    expect(credentialIn(authentication, 'managed-identity') !== null).toBe(isAsked);
  });
});
