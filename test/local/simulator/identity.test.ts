import { ManagedIdentityCredential } from '@azure/identity';
import { startSimulator } from '../../../local/simulator/simulator';
import { allButDate } from '../../waiting';
import { call, clientOf, errorOf, matching, tokenOf, useSimulator } from './running';

let now = new Date('2026-11-01T12:00:00Z');
const running = useSimulator({ clock: () => now });
const resource = 'https://graph.microsoft.com';
beforeEach(() => {
  now = new Date('2026-11-01T12:00:00Z');
});

const ask = (query: string, headers: Record<string, string>) =>
  call(`${running().identity.endpoint}?${query}`, { headers });
const graph = (authorization?: string) =>
  call(`${running().graphUrl}/security/tiIndicators`, {
    headers: authorization === undefined ? {} : { Authorization: authorization },
  });

describe('when the token endpoint is asked', () => {
  it('answers as App Service does, a trailing slash of the resource forgiven', async () => {
    const secret = { 'X-IDENTITY-HEADER': running().identity.header };
    const reply = await ask(`api-version=2019-08-01&resource=${resource}/&client_id=my-app`, secret);
    expect(reply.json).toEqual({
      access_token: matching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expires_on: String(Math.floor(now.getTime() / 1000) + 86_400),
      resource: `${resource}/`,
      token_type: 'Bearer',
      client_id: 'my-app',
    });
    expect((await graph(`Bearer ${String(reply.json.access_token)}`)).status).toBe(200);
    expect(running().tokensIssued()).toBe(1);
  });

  it.each([
    ['without the secret header', `api-version=2019-08-01&resource=${resource}`, {}, 401],
    [
      'with a wrong secret',
      `api-version=2019-08-01&resource=${resource}`,
      { 'X-IDENTITY-HEADER': 'no' },
      401,
    ],
    ['without a resource', 'api-version=2019-08-01', undefined, 400],
    ['for another version', `api-version=2017-09-01&resource=${resource}`, undefined, 400],
  ])('refuses a request %s', async (_what, query, headers, status) => {
    const reply = await ask(query, headers ?? { 'X-IDENTITY-HEADER': running().identity.header });
    expect([reply.status, reply.json.statusCode]).toEqual([status, status]);
    expect(running().tokensIssued()).toBe(0);
  });
});

describe('when the real managed identity credential asks', () => {
  const before = { endpoint: process.env.IDENTITY_ENDPOINT, header: process.env.IDENTITY_HEADER };
  const set = (endpoint: string | undefined, header: string | undefined): void => {
    if (endpoint === undefined) delete process.env.IDENTITY_ENDPOINT;
    else process.env.IDENTITY_ENDPOINT = endpoint;
    if (header === undefined) delete process.env.IDENTITY_HEADER;
    else process.env.IDENTITY_HEADER = header;
  };
  // The credential reckons with its own clock, which it reads twice: it stands still.
  beforeEach(() => jest.useFakeTimers({ now, doNotFake: allButDate }));
  afterEach(() => {
    jest.useRealTimers();
    set(before.endpoint, before.header);
  });

  it.each([
    ['of the system', new Array<{ clientId: string }>()],
    ['of a user', [{ clientId: '11111111-2222-3333-4444-555555555555' }]],
  ])('gets a token %s that Graph accepts', async (_what, options) => {
    set(running().identity.endpoint, running().identity.header);
    const token = await new ManagedIdentityCredential(...options).getToken(`${resource}/.default`);
    expect(token.expiresOnTimestamp).toBe((Math.floor(now.getTime() / 1000) + 86_400) * 1000);
    expect((await graph(`Bearer ${token.token}`)).status).toBe(200);
    expect(running().requests()).toMatchObject([
      { on: 'token', status: 200 },
      { on: 'graph', status: 200 },
    ]);
  });
});

describe('when a Graph request comes with a token', () => {
  const forged = async (): Promise<string> => {
    const [head = '', claims = '', signature = ''] = (await tokenOf(running())).split('.');
    const changed = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
    const payload = Buffer.from(JSON.stringify({ ...changed, appid: 'x' })).toString('base64url');
    return `Bearer ${head}.${payload}.${signature}`;
  };
  const elsewhere = async (): Promise<string> => {
    const other = await startSimulator();
    const token = await tokenOf(other);
    await other.stop();
    return `Bearer ${token}`;
  };
  const expired = async (): Promise<string> => {
    now = new Date('2026-11-01T12:00:00Z');
    running().configure({ tokenLifetimeSeconds: 2 });
    const token = await tokenOf(running());
    now = new Date(now.getTime() + 2000);
    return `Bearer ${token}`;
  };

  it.each([
    ['none', () => Promise.resolve(undefined)],
    ['an empty one', () => Promise.resolve('Bearer ')],
    ['another scheme', async () => `Basic ${await tokenOf(running())}`],
    ['one that is no JWT', () => Promise.resolve('Bearer abc')],
    ['one with changed claims', forged],
    ['one of another simulator', elsewhere],
    ['one for another resource', async () => `Bearer ${await tokenOf(running(), 'https://vault.azure.net')}`],
    ['one that is expired', expired],
  ])('answers 401 to %s', async (_what, authorization) => {
    const reply = await graph(await authorization());
    expect([reply.status, errorOf(reply).code]).toEqual([401, 'InvalidAuthenticationToken']);
  });

  it('accepts one until the very end of its life', async () => {
    now = new Date('2026-11-01T12:00:00Z');
    running().configure({ tokenLifetimeSeconds: 2 });
    const token = await tokenOf(running());
    now = new Date('2026-11-01T12:00:01.999Z');
    expect((await graph(`Bearer ${token}`)).status).toBe(200);
  });

  it('accepts one issued for the app id of Graph', async () => {
    const token = await tokenOf(running(), '00000003-0000-0000-c000-000000000000');
    expect((await graph(`Bearer ${token}`)).status).toBe(200);
  });

  it('answers 403 to one without the role, and forgives once the role is granted', async () => {
    running().configure({ roles: ['User.Read.All'] });
    const client = await clientOf(running());
    running().configure({ roles: ['ThreatIndicators.ReadWrite.OwnedBy'] });
    expect((await client.get()).status).toBe(403);
    expect((await (await clientOf(running())).get()).status).toBe(200);
  });

  it('records no token', async () => {
    const token = await tokenOf(running());
    await graph(`Bearer ${token}`);
    expect(JSON.stringify(running().requests())).not.toContain(token.slice(0, 20));
  });
});
