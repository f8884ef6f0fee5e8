import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createPlain, type Server } from 'node:http';
import { createServer, type Server as SecureServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { selfSigned } from '../faults/self-signed';
import { runInProcess } from '../cli/in-process';
import { type AskedTenant } from './ask-tenants';

const tenants = {
  acme: '11111111-1111-4111-8111-111111111111',
  globex: '22222222-2222-4222-8222-222222222222',
  initech: '33333333-3333-4333-8333-333333333333',
};
const appId = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const identities = ['bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb', 'cccccccc-cccc-4ccc-8ccc-cccccccccccc'] as const;
const scope = 'https://management.azure.com/.default';

const tokenWith = (claims: object): string =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

/** What an authority was asked: in which tenant, by which app, with whose proof, for what. */
const asked: Record<string, string>[] = [];
const identityAsked: string[] = [];
/** Which workspace was sent something, with the token of which tenant. */
const uploads: string[] = [];

let identityServer: Server;
let authority: SecureServer;
let folder: string;

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

beforeAll(async () => {
  identityServer = createPlain((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const [resource, client] = ['resource', 'client_id'].map((name) => searchParams.get(name) ?? '');
    identityAsked.push(`${client} for ${resource}`);
    const token = tokenWith({ sub: client, aud: resource });
    const expires_on = Date.parse('2100-01-01T00:00:00Z') / 1000;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ access_token: token, expires_on, resource, token_type: 'Bearer' }));
  });
  const proof = selfSigned('localhost');
  folder = await mkdtemp(path.join(tmpdir(), 'indicator-gateway-authority-'));
  await writeFile(path.join(folder, 'ca.pem'), proof.cert);
  authority = createServer(proof, (request, response) => {
    const [, tenant = ''] = (request.url ?? '').split('/');
    const root = `https://localhost:${portOf(authority)}/${tenant}`;
    const isUpload = (request.url ?? '').startsWith('/workspaces/');
    const say = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (isUpload) {
      const [, claims = ''] = (request.headers.authorization ?? '').split('.');
      const { roles } = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}') as {
        roles?: unknown;
      };
      uploads.push(JSON.stringify([request.url?.split('/')[2], roles]));
      request.resume();
      say(200, { errors: [] });
    } else if (request.method === 'GET')
      say(200, {
        issuer: `${root}/v2.0`,
        authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
        token_endpoint: `${root}/oauth2/v2.0/token`,
        jwks_uri: `${root}/discovery/v2.0/keys`,
      });
    else
      void text(request).then((body) => {
        asked.push({ tenant, ...Object.fromEntries(new URLSearchParams(body)) });
        if (tenant === tenants.globex)
          say(400, {
            error: 'unauthorized_client',
            error_description: 'AADSTS700016: not found in the directory',
          });
        else
          say(200, { token_type: 'Bearer', expires_in: 3599, access_token: tokenWith({ roles: [tenant] }) });
      });
  });
  identityServer.listen(0, '127.0.0.1');
  await once(identityServer, 'listening');
  authority.listen(0, 'localhost');
  await once(authority, 'listening');
});

afterAll(async () => {
  for (const server of [identityServer, authority]) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await rm(folder, { recursive: true });
});

/** A script in a process that trusts the authority; what it writes is JSON. */
const runScript = async (name: string, argument: string): Promise<unknown> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', path.join(__dirname, name), argument],
    {
      cwd: path.resolve(__dirname, '../..'),
      timeout: 60_000,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem'),
        IDENTITY_ENDPOINT: `http://127.0.0.1:${portOf(identityServer)}/msi/token`,
        IDENTITY_HEADER: 'header',
      },
    },
  );
  return JSON.parse(stdout) as unknown;
};

const askAll = async (): Promise<readonly unknown[]> => {
  const url = `https://localhost:${portOf(authority)}`;
  const all = Object.values(tenants).map((tenantId, index): AskedTenant => ({
    identity: identities[index === 2 ? 1 : 0],
    federation: { tenantId, appId, authority: url },
    scope,
  }));
  return (await runScript('ask-tenants.ts', JSON.stringify(all))) as readonly unknown[];
};

describe('an app of several tenants', () => {
  it('asks each tenant for a token of its own with the identity in place of a secret, and one that refuses is no matter of the others', async () => {
    expect(await askAll()).toMatchObject([
      { _tag: 'Right', right: [tenants.acme] },
      { _tag: 'Left', left: { dependency: 'identity', code: 'refused' } },
      { _tag: 'Right', right: [tenants.initech] },
    ]);
    const subjects = asked.map(
      ({ tenant, client_id, scope: wanted, client_assertion = '', client_secret }) => {
        const claims = Buffer.from(client_assertion.split('.')[1] ?? '', 'base64url').toString();
        return {
          tenant,
          client_id,
          wanted: wanted?.split(' ')[0],
          client_secret,
          claims: JSON.parse(claims) as unknown,
        };
      },
    );
    const aud = 'api://AzureADTokenExchange';
    const by = (tenant: string, sub: string) => ({
      tenant,
      client_id: appId,
      wanted: scope,
      client_secret: undefined,
      claims: { sub, aud },
    });
    expect(new Set(subjects.map((one) => JSON.stringify(one)))).toEqual(
      new Set(
        [
          by(tenants.acme, identities[0]),
          by(tenants.globex, identities[0]),
          by(tenants.initech, identities[1]),
        ].map((one) => JSON.stringify(one)),
      ),
    );
    expect(new Set(identityAsked)).toEqual(new Set(identities.map((one) => `${one} for ${aud}`)));
  });
});

describe('a tenant that takes its consent back', () => {
  it('has its own indicators wait, and no other; doctor --instance says of it alone what to do', async () => {
    const url = `https://localhost:${portOf(authority)}`;
    const destinations = Object.entries(tenants).map(([name, tenantId]) => ({
      name,
      kind: 'sentinel',
      workspaceId: tenantId,
      baseUrl: url,
      tenantId,
      appId,
      identity: identities[0],
      authority: url,
      requestsPerMinute: 0,
    }));
    const profile = JSON.stringify({ destinations, guard: { specialUse: 'take' } });
    const said = (await runScript('deliver-to-tenants.ts', JSON.stringify({ profile, at: jest.now() }))) as {
      readonly outcomes: readonly string[];
      readonly waiting: readonly string[];
      readonly lines: readonly object[];
    };
    expect([...said.outcomes].sort()).toEqual(['acme created', 'globex deferred', 'initech created']);
    expect(said.waiting).toEqual(['globex']);
    // Each workspace with the token of its own tenant, and nothing at that of the one which refused.
    expect([...new Set(uploads)].sort()).toEqual(
      [tenants.acme, tenants.initech].map((tenant) => JSON.stringify([tenant, [tenant]])),
    );
    const health = createPlain((_, response) => {
      response
        .writeHead(503, { 'content-type': 'application/json' })
        .end(JSON.stringify({ status: 'failing', version: '1', lines: said.lines }));
    }).listen(0, '127.0.0.1');
    await once(health, 'listening');
    const doctor = (instance: string) =>
      runInProcess(['doctor', '--instance', instance], {
        env: { INDICATOR_GATEWAY_URL: `http://127.0.0.1:${portOf(health)}`, NO_COLOR: '1' },
      });
    const [refused, fine] = [await doctor('globex'), await doctor('acme')];
    health.closeAllConnections();
    await new Promise((resolve) => health.close(resolve));
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('tenant-refused')]);
    expect(refused.stdout).toMatch(/remedy: .*consent/);
    expect(refused.stdout).not.toContain('acme');
    expect([fine.code, fine.stdout]).toEqual([0, expect.stringContaining('all is well')]);
  });
});
