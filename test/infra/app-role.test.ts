import { directory, graphSp, grantOf, principal, role, type Behaviour } from './fake-directory';
import { runHook, secret, type Ran } from './hook';

const missing = { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: 'not there' } } };

const posts = ({ calls }: Ran) => calls.filter(({ method }) => method === 'POST');

const notGranted = 'graph: ThreatIndicators.ReadWrite.OwnedBy is NOT granted';

/** Nothing that goes wrong may fail the deployment, or show the token. */
const expectHarmless = ({ code, said }: Ran): void => {
  expect(code).toBe(0);
  expect(said).not.toContain(secret);
};

describe('when the deployer may grant', () => {
  it("resolves the role by its value and grants it with the deployer's own token", async () => {
    const ran = await runHook(directory());
    expectHarmless(ran);
    expect(ran.said).toContain('graph: ThreatIndicators.ReadWrite.OwnedBy is granted.');
    expect(posts(ran).map(({ path, body }) => ({ path, body }))).toEqual([
      { path: `/v1.0/servicePrincipals/${graphSp}/appRoleAssignedTo`, body: grantOf },
    ]);
    expect(new Set(ran.calls.map(({ authorization }) => authorization))).toEqual(
      new Set([`Bearer ${secret}`]),
    );
    expect(ran.azd).toEqual([
      'auth token --scope https://graph.microsoft.com/.default --output json --tenant-id the-tenant',
    ]);
  });

  it('makes no second grant in a second run', async () => {
    const tenant = directory();
    await runHook(tenant);
    const ran = await runHook(tenant);
    expectHarmless(ran);
    expect(ran.said).toContain('is granted already');
    expect(posts(ran)).toEqual([]);
  });

  it('finds a grant on a later page', async () => {
    let url = '';
    const ran = await runHook(
      (call, before) => {
        if (call.path.includes('$skiptoken')) return { status: 200, body: { value: [grantOf] } };
        const next = `${url}/v1.0/servicePrincipals/${principal}/appRoleAssignments?$skiptoken=2`;
        return call.path.endsWith('/appRoleAssignments')
          ? { status: 200, body: { value: [{ ...grantOf, appRoleId: 'other' }], '@odata.nextLink': next } }
          : directory()(call, before);
      },
      { onListening: (at) => (url = at) },
    );
    expectHarmless(ran);
    expect(ran.said).toContain('is granted already');
    expect(posts(ran)).toEqual([]);
  });

  it.each<[string, Behaviour]>([
    [
      'is not found yet',
      ({ path }, before) => (path.endsWith('Assignments') && before < 6 ? missing : undefined),
    ],
    [
      'can be read and not be assigned to yet',
      ({ method }, before) => (method === 'POST' && before < 9 ? { ...missing, status: 400 } : undefined),
    ],
  ])('waits for an identity that %s', async (_, late) => {
    const tenant = directory();
    const ran = await runHook((call, before) => late(call, before) ?? tenant(call, before));
    expectHarmless(ran);
    expect(ran.said).toContain('is granted.');
    expect(ran.calls.length).toBeGreaterThan(5);
  });

  it.each([429, 500, 503])('tries again after %d', async (status) => {
    const tenant = directory();
    const ran = await runHook((call, before) => (before < 3 ? { status } : tenant(call, before)));
    expectHarmless(ran);
    expect(posts(ran)).toHaveLength(1);
  });

  it('takes it for granted when Graph says that it exists', async () => {
    const exists = { error: { message: 'Permission being assigned already exists on the object' } };
    const ran = await runHook((call, before) =>
      call.method === 'POST' ? { status: 400, body: exists } : directory()(call, before),
    );
    expectHarmless(ran);
    expect(ran.said).toContain('is granted already');
  });
});

describe('when the deployer may not grant', () => {
  const forbidden = { status: 403, body: { error: { message: 'Insufficient privileges' } } };

  it('prints the one command that an administrator has to run, with every id in it', async () => {
    const ran = await runHook((call, before) =>
      call.method === 'POST' ? forbidden : directory()(call, before),
    );
    expectHarmless(ran);
    expect(ran.said).toContain(`${notGranted} (403 Insufficient privileges).`);
    expect(ran.said).toContain('az rest --method POST --url ');
    expect(ran.said).toContain(`/servicePrincipals/${graphSp}/appRoleAssignedTo `);
    expect(ran.said).toContain(`--body '${JSON.stringify(grantOf)}'`);
    expect(posts(ran)).toHaveLength(1);
  });

  it('says who may', async () => {
    const ran = await runHook(() => forbidden);
    expect(ran.said).toContain(
      'You may not grant it. A Privileged Role Administrator or Global Administrator has to run',
    );
    expect(ran.said).not.toContain('azd auth login');
  });

  it('prints its own command where not even reading is allowed', async () => {
    const ran = await runHook(() => forbidden);
    expectHarmless(ran);
    expect(ran.said).toContain(
      `node infra/hooks/grant-permissions.mjs --principal ${principal} --destinations graph --tenant the-tenant`,
    );
  });
});

describe('when the sign-in is not taken', () => {
  it('asks to sign in again, and nobody else to do it: 401 says nothing of rights', async () => {
    const ran = await runHook(() => ({
      status: 401,
      body: { error: { message: 'Lifetime validation failed' } },
    }));
    expectHarmless(ran);
    expect(ran.said).toContain(`${notGranted} (401 Lifetime validation failed).`);
    expect(ran.said).toContain(
      'The sign-in is not taken: azd auth login --tenant-id the-tenant, then run this:',
    );
    expect(ran.said).not.toContain('Administrator');
    expect(ran.calls).toHaveLength(1);
  });

  it('asks the same where azd gives no token', async () => {
    const ran = await runHook(directory(), { azd: 'process.exit(1)' });
    expectHarmless(ran);
    expect(ran.said).toContain('The sign-in is not taken: azd auth login --tenant-id the-tenant');
    expect(ran.calls).toEqual([]);
  });
});

describe('when something is not as it should be', () => {
  const nowhere = `${notGranted} (the app 00000003-0000-0000-c000-000000000000 has no application role`;

  it.each([
    ['the role has another value', [{ ...role, value: 'ThreatIndicators.Read.All' }]],
    ['the role is switched off', [{ ...role, isEnabled: false }]],
    ['the role is for users', [{ ...role, allowedMemberTypes: ['User'] }]],
    ['there are no roles', []],
  ])('says that there is no such role when %s', async (_, appRoles) => {
    const ran = await runHook(directory(appRoles));
    expectHarmless(ran);
    expect(ran.said).toContain(nowhere);
    expect(posts(ran)).toEqual([]);
  });

  it('says that the tenant has no such app', async () => {
    const ran = await runHook(() => missing);
    expectHarmless(ran);
    expect(ran.said).toContain('the tenant has no app 00000003-0000-0000-c000-000000000000');
  });

  it('gives up in the end when Graph breaks every connection', async () => {
    const ran = await runHook(() => undefined);
    expectHarmless(ran);
    expect(ran.said).toContain(`${notGranted} (no answer).`);
    expect(ran.said).toContain('Run this when that is mended:');
    expect(ran.calls).toHaveLength(12);
  });

  it('gives up in the end when the identity never shows', async () => {
    const ran = await runHook((call, before) =>
      call.path.includes(principal) ? missing : directory()(call, before),
    );
    expectHarmless(ran);
    expect(ran.said).toContain(`${notGranted} (the identity is not known to Microsoft Entra ID yet)`);
    expect(posts(ran)).toEqual([]);
  });

  it.each([
    ['ends with an error', 'process.exit(1)'],
    ['prints no JSON', "console.log('not logged in')"],
    ['prints no token', "console.log('{}')"],
  ])('says to sign in when azd %s', async (_, azd) => {
    const ran = await runHook(directory(), { azd });
    expectHarmless(ran);
    expect(ran.said).toContain('azd auth login');
    expect(ran.calls).toEqual([]);
  });

  it('says so when nothing was provisioned', async () => {
    const ran = await runHook(directory(), { environment: { GATEWAY_IDENTITY_PRINCIPAL_ID: '' } });
    expectHarmless(ran);
    expect(ran.said).toContain('GATEWAY_IDENTITY_PRINCIPAL_ID is not set');
  });

  it('says of which destination it knows no permission, and goes on', async () => {
    const ran = await runHook(directory(), { environment: { GATEWAY_DESTINATIONS: 'nowhere, graph' } });
    expectHarmless(ran);
    expect(ran.said).toContain('nowhere: no permission is known that it needs.');
    expect(posts(ran)).toHaveLength(1);
  });
});
