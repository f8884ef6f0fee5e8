import path from 'node:path';
import { eventually } from '../waiting';
import { root, startGateway, type Gateway } from './gateway';
import { indicator } from './indicators';

const profile = {
  defaults: { action: 'c4n4ry' },
  guard: { ownDomain: ['contoso.com'] },
  custom: [{ name: 'soc', match: 'c4n4ry(', mapping: '{}' }],
};

const settings = { REQUEST_TIMEOUT_SECONDS: 'c4n4ry-1', GRAPH_BASE_URL: 'http://c4n4ry-2.example/beta' };

const wrongSettings = [
  'REQUEST_TIMEOUT_SECONDS: expected an integer from 1 to 200',
  'GRAPH_BASE_URL: expected ',
];

const wrongProfile = [
  'PROFILE /defaults/action: expected one of alert, allow, block, unknown',
  'PROFILE /guard/ownDomain: expected no member of this name; did you mean ownDomains?',
  'PROFILE /custom/0/match: expected ',
];

interface Health {
  readonly status: string;
  readonly lines: readonly { readonly name: string; readonly ok: boolean; readonly text: string }[];
}

const event = JSON.stringify(indicator({ domainName: 'waits.example', externalId: 'waits' }));

const localProfile = path.join(root, 'local/profile.json');

/** Every route but health and live. */
const routes = [
  ['POST', 'indicators'],
  ['POST', 'event-grid'],
  ['OPTIONS', 'event-grid'],
  ['POST', 'preview'],
  ['GET', 'openapi.json'],
  ['GET', 'parked'],
  ['GET', 'parked/some-id'],
  ['POST', 'parked/some-id/replay'],
  ['DELETE', 'parked/some-id'],
] as const;

describe.each([
  ['a wrong setting', settings, wrongSettings],
  ['a profile that holds mistakes', { PROFILE: JSON.stringify(profile) }, wrongProfile],
  ['both', { ...settings, PROFILE: JSON.stringify(profile) }, [...wrongSettings, ...wrongProfile]],
])('an app with %s', (_, wrong, faults) => {
  let gateway: Gateway;

  const ask = (method: string, route: string): Promise<Response> =>
    fetch(`${gateway.url}/api/${route}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-functions-key': gateway.functionKey },
      ...(method === 'POST' ? { body: event } : {}),
    });

  beforeAll(async () => {
    gateway = await startGateway(wrong);
    await gateway.enqueue(event);
  });

  afterAll(() => gateway.stop());

  it.each(routes)('tells the sender to come again, and nothing more: %s %s', async (method, route) => {
    const response = await ask(method, route);
    const text = await response.text();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
    expect(JSON.parse(text)).toMatchObject({
      type: 'urn:indicator-gateway:problem:not-configured',
      errors: [],
    });
    for (const name of ['REQUEST_TIMEOUT', 'GRAPH', 'PROFILE', 'c4n4ry']) expect(text).not.toContain(name);
  });

  it('is alive', async () => {
    expect((await fetch(`${gateway.url}/api/live`)).status).toBe(204);
  });

  it('tells who holds a key every fault by its name', async () => {
    const response = await ask('GET', 'health');
    const { status, lines } = (await response.json()) as Health;
    const line = lines.find(({ name }) => name === 'settings');
    expect([response.status, status, line?.ok]).toEqual([503, 'failing', false]);
    for (const fault of faults) expect(line?.text).toContain(fault);
    expect(line?.text).toMatch(/\(not-configured\)$/);
    expect(JSON.stringify(lines)).not.toContain('c4n4ry');
  });

  it('says every fault in one line of its log', () => {
    const said = gateway.lines.filter((line) => line.includes('"code":"not-configured"'));
    expect(said).toHaveLength(1);
    for (const fault of faults) expect(said[0]).toContain(fault);
    expect(gateway.lines.join('\n')).not.toContain('c4n4ry');
  });

  it('leaves messages on their queue, and works them off once that is mended', async () => {
    expect(await gateway.depth('indicator-events')).toBe(1);
    expect(gateway.simulator.requests()).toEqual([]);
    await gateway.host.end('SIGTERM');
    await gateway.host.start({
      REQUEST_TIMEOUT_SECONDS: '',
      GRAPH_BASE_URL: `http://127.0.0.1:${gateway.graphGate.port}/beta`,
      PROFILE: localProfile,
    });
    await eventually(() => gateway.simulator.stored().some(({ externalId }) => externalId === 'waits'));
    await eventually(async () => (await gateway.depth('indicator-events')) === 0);
    expect((await ask('GET', 'health')).status).toBe(200);
  });
});
