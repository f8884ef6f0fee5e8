import { readFileSync } from 'node:fs';
import path from 'node:path';
import { destinations } from '../../shared/destinations';
import { principal, roleId } from './fake-directory';
import { runHook, secret } from './hook';
import { root } from './infra';

const workspace =
  '/subscriptions/44444444-dddd-4ddd-8ddd-444444444444/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/soc';

const onWorkspace = {
  destination: 'siem',
  kind: 'azure-role',
  roleId: 'ab8e14d6-4a74-4a29-9ba8-549422addade',
  on: 'GATEWAY_SIEM_WORKSPACE',
};

const environment = { GATEWAY_DESTINATIONS: 'siem', GATEWAY_SIEM_WORKSPACE: workspace };

const run = (behave: Parameters<typeof runHook>[0], more: Readonly<Record<string, string>> = environment) =>
  runHook(behave, { permissions: [onWorkspace], environment: more });

describe('a destination that needs an Azure role on a resource', () => {
  it('has it assigned, under a name that is the same every time', async () => {
    const [first, second] = [await run(() => ({ status: 201 })), await run(() => ({ status: 200 }))];
    const [call] = first.calls;
    expect(first.said).toContain('siem: ab8e14d6-4a74-4a29-9ba8-549422addade is granted.');
    expect(second.said).toContain('is granted already');
    expect(second.calls).toEqual(first.calls);
    expect(call?.method).toBe('PUT');
    expect(call?.path).toMatch(
      /workspaces\/soc\/providers\/Microsoft\.Authorization\/roleAssignments\/[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}\?api-version=2022-04-01$/,
    );
    expect(call?.body).toEqual({
      properties: {
        principalId: principal,
        principalType: 'ServicePrincipal',
        roleDefinitionId: `/subscriptions/44444444-dddd-4ddd-8ddd-444444444444/providers/Microsoft.Authorization/roleDefinitions/${onWorkspace.roleId}`,
      },
    });
    expect(first.azd).toEqual([
      'auth token --scope https://management.azure.com/.default --output json --tenant-id the-tenant',
    ]);
  });

  it.each([
    ['held under another name', 409, 'RoleAssignmentExists', 'is granted already'],
    ['refused', 400, 'RoleDefinitionDoesNotExist', 'is NOT granted (answer 400 RoleDefinitionDoesNotExist)'],
  ])('is told when it is %s', async (_, status, code, text) => {
    const { code: exit, said } = await run(() => ({ status, body: { error: { code } } }));
    expect(exit).toBe(0);
    expect(said).toContain(text);
  });

  it('waits for an identity that is not known yet', async () => {
    const unknown = { status: 400, body: { error: { code: 'PrincipalNotFound' } } };
    const { said, calls } = await run((_, before) => (before < 2 ? unknown : { status: 201 }));
    expect(said).toContain('is granted.');
    expect(calls).toHaveLength(3);
  });

  it('prints the command for who may assign roles', async () => {
    const { code, said } = await run(() => ({
      status: 403,
      body: { error: { code: 'AuthorizationFailed' } },
    }));
    expect(code).toBe(0);
    expect(said).toContain(
      `az role assignment create --assignee-object-id ${principal} --assignee-principal-type ServicePrincipal --role ${onWorkspace.roleId} --scope ${workspace}`,
    );
    expect(said).not.toContain(secret);
  });

  it('has it assigned on each of several, and says where that is refused', async () => {
    const several = { ...environment, GATEWAY_SIEM_WORKSPACE: `${workspace}-eu, ${workspace}-us` };
    const all = await run(() => ({ status: 201 }), several);
    expect(all.calls.map(({ path: where }) => /workspaces\/([\w-]+)/.exec(where)?.[1])).toEqual([
      'soc-eu',
      'soc-us',
    ]);
    const refused = await run(
      ({ path: where }) =>
        where.includes('soc-us')
          ? { status: 403, body: { error: { code: 'AuthorizationFailed' } } }
          : { status: 201 },
      several,
    );
    expect(refused.said).toContain(`--scope ${workspace}-us`);
    expect(refused.said).not.toContain(`--scope ${workspace}-eu`);
  });

  it('says which variable is missing', async () => {
    const { code, said, calls } = await run(() => ({ status: 201 }), { GATEWAY_DESTINATIONS: 'siem' });
    expect(code).toBe(0);
    expect(said).toContain('the azd environment has no GATEWAY_SIEM_WORKSPACE');
    expect(calls).toEqual([]);
  });

  it('is asked for by name: none is granted where nobody says where indicators go', async () => {
    const { code, said, calls } = await run(() => ({ status: 201 }), { GATEWAY_DESTINATIONS: '' });
    expect(code).toBe(0);
    expect(said).toContain('GATEWAY_DESTINATIONS names no destination');
    expect(calls).toEqual([]);
  });
});

describe('a destination whose application role belongs to another app', () => {
  it('is one entry of the list', async () => {
    const appId = 'fc780465-2017-40d4-a0c5-307022471b92';
    const permissions = [{ destination: 'edr', kind: 'app-role', resourceAppId: appId, value: 'Ti.All' }];
    const appRoles = [{ id: roleId, value: 'Ti.All', isEnabled: true, allowedMemberTypes: ['Application'] }];
    const { said, calls } = await runHook(
      ({ method, path: asked }) => {
        if (method === 'POST') return { status: 201 };
        if (asked.includes(`(appId='${appId}')`)) return { status: 200, body: { id: 'edr-sp', appRoles } };
        return { status: 200, body: { value: [] } };
      },
      { permissions, environment: { GATEWAY_DESTINATIONS: 'edr' } },
    );
    expect(said).toContain('edr: Ti.All is granted.');
    expect(calls.at(-1)?.body).toEqual({ principalId: principal, resourceId: 'edr-sp', appRoleId: roleId });
  });
});

describe('the list of permissions', () => {
  const list = JSON.parse(
    readFileSync(path.join(root, 'infra/hooks/permissions.json'), 'utf8'),
  ) as readonly Readonly<Record<string, string>>[];

  it('has an application permission for every destination whose token needs one, and for no other', () => {
    const granted = list.filter(({ kind }) => kind === 'app-role').map(({ destination }) => destination);
    expect([...new Set(granted)].sort()).toEqual(
      destinations
        .filter(({ permission }) => permission !== null)
        .map(({ name }) => name)
        .sort(),
    );
  });

  it('has Microsoft Sentinel Contributor on the workspace, and nothing for a destination that there is not', () => {
    expect(list.filter(({ kind }) => kind === 'azure-role')).toEqual([
      {
        destination: 'sentinel',
        kind: 'azure-role',
        roleId: 'ab8e14d6-4a74-4a29-9ba8-549422addade',
        on: 'GATEWAY_SENTINEL_WORKSPACE',
      },
    ]);
    const names = destinations.map(({ name }) => name);
    expect(list.filter(({ destination = '' }) => !names.includes(destination))).toEqual([]);
  });

  it('holds entries that are whole', () => {
    const whole = new Map([
      ['app-role', ['resourceAppId', 'value']],
      ['azure-role', ['roleId', 'on']],
    ]);
    for (const { kind = '', ...rest } of list)
      expect(Object.keys(rest)).toEqual(['destination', ...(whole.get(kind) ?? ['a known kind'])]);
  });
});
