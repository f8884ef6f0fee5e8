import { hash } from 'node:crypto';
import { parse } from 'yaml';
import { textOf } from './infra';
import { type Answer, type Behaviour, type Call } from './fake-directory';
import { runHook, secret, type Ran } from './hook';

const sha256 = (text: string): string => hash('sha256', text);

const [one, two] = ['c4n4ry-key-of-splunk', 'c4n4ry-second-key-of-splunk'];

const profileOf = (...keys: readonly string[]): string =>
  JSON.stringify({
    senders: [
      { name: 'splunk', scheme: 'function-key', keySha256: keys.map(sha256) },
      { name: 'svix', scheme: 'standard-webhooks', secrets: [{ setting: 'SVIX' }] },
    ],
  });

const sending = ['receive-http', 'receive-event-grid', 'preview'];

const nameOf = (key: string): string => `sender-splunk-${sha256(key).slice(0, 8)}`;

type Keys = Record<string, Record<string, string>>;

const keysHeld = (held: Readonly<Record<string, string>> = {}): Keys =>
  Object.fromEntries(sending.map((name) => [name, { default: 'of the host', ...held }]));

/** Keys of functions as Resource Manager has them; `held` is what it holds, by function. */
const app =
  (held: Keys): Behaviour =>
  ({ method, path, body }) => {
    const [, name = '', , key = ''] = /\/functions\/([^/]+)\/(listkeys|keys\/([^?]+))\?/.exec(path) ?? [];
    const keys = held[name];
    if (keys === undefined) return { status: 404, body: {} };
    if (path.includes('/listkeys?')) return { status: 200, body: keys };
    if (method === 'DELETE') Reflect.deleteProperty(keys, key);
    else keys[key] = (body as { properties: { value: string } }).properties.value;
    return { status: method === 'DELETE' ? 204 : 201, body: {} };
  };

const environment = {
  AZURE_SUBSCRIPTION_ID: '55555555-eeee-4eee-8eee-555555555555',
  AZURE_RESOURCE_GROUP: 'soc',
  GATEWAY_FUNCTION_NAME: 'func-soc',
  GATEWAY_PROFILE: profileOf(one),
  GATEWAY_PROFILE_FILE: '',
  GATEWAY_SENDER_KEYS: JSON.stringify({ splunk: one }),
};

const run = (behave: Behaviour, more: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  runHook(behave, { script: 'set-sender-keys', environment: { ...environment, ...more } });

/** Nothing that goes wrong fails the deployment, and no key or token is shown. */
const expectHarmless = ({ code, said }: Ran): void => {
  expect(code).toBe(0);
  for (const canary of [secret, one, two]) expect(said).not.toContain(canary);
};

const changes = ({ calls }: Ran): readonly Call[] => calls.filter(({ method }) => method !== 'POST');

describe('the key of a sender', () => {
  it('is set on each function that takes events, under a name that tells its value, and on no other', async () => {
    const held = keysHeld();
    const ran = await run(app(held));
    expectHarmless(ran);
    expect(held).toEqual(keysHeld({ [nameOf(one)]: one }));
    expect(changes(ran)[0]?.path).toBe(
      `/subscriptions/${environment.AZURE_SUBSCRIPTION_ID}/resourceGroups/soc/providers/Microsoft.Web/sites/func-soc/functions/receive-http/keys/${nameOf(one)}?api-version=2024-11-01`,
    );
    expect(ran.calls.every(({ authorization }) => authorization === `Bearer ${secret}`)).toBe(true);
  });

  it('is left as it is where it is there, whoever deploys', async () => {
    const ran = await run(app(keysHeld({ [nameOf(one)]: one })), { GATEWAY_SENDER_KEYS: '' });
    expectHarmless(ran);
    expect([changes(ran), ran.said]).toEqual([[], '']);
  });

  it('stands beside the second while that takes its place, and goes when the profile knows it no more', async () => {
    const held = keysHeld({ [nameOf(one)]: one });
    const both = { GATEWAY_SENDER_KEYS: JSON.stringify({ splunk: [one, two] }) };
    expectHarmless(await run(app(held), { ...both, GATEWAY_PROFILE: profileOf(one, two) }));
    expect(held).toEqual(keysHeld({ [nameOf(one)]: one, [nameOf(two)]: two }));
    const after = await run(app(held), { GATEWAY_SENDER_KEYS: '', GATEWAY_PROFILE: profileOf(two) });
    expectHarmless(after);
    expect(held).toEqual(keysHeld({ [nameOf(two)]: two }));
  });

  it('of others stays: what the hook did not name is not its business', async () => {
    const others = { operator: 'x', 'sender-by-hand': 'y' };
    const held = keysHeld(others);
    await run(app(held));
    expect(held).toEqual(keysHeld({ ...others, [nameOf(one)]: one }));
  });
});

describe('when a key cannot be set', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['nobody gave its value', { GATEWAY_SENDER_KEYS: '' }, 'splunk has NO key'],
    [
      'azd gives the name of the secret for it',
      { GATEWAY_SENDER_KEYS: 'GATEWAY_SENDER_KEYS' },
      'splunk has NO key',
    ],
    [
      'the profile has the hash of another',
      { GATEWAY_PROFILE: profileOf(two) },
      'A key of splunk is NOT set',
    ],
    ['the keys are no JSON', { GATEWAY_SENDER_KEYS: one }, 'GATEWAY_SENDER_KEYS is no JSON'],
    ['the profile is no JSON', { GATEWAY_PROFILE: '{' }, 'the profile cannot be read'],
    [
      'the profile is not there',
      { GATEWAY_PROFILE_FILE: 'profiles/none.json' },
      'the profile cannot be read',
    ],
    ['nothing was provisioned', { GATEWAY_FUNCTION_NAME: '' }, 'Run azd provision first'],
  ])('says so where %s, and sets nothing', async (_, more, text) => {
    const held = keysHeld();
    const ran = await run(app(held), more);
    expectHarmless(ran);
    expect(ran.said).toContain(text);
    expect(held).toEqual(keysHeld());
  });

  it.each<[string, Answer, string]>([
    ['who deploys may not', { status: 403, body: {} }, 'Website Contributor of the function app may'],
    [
      'the answer repeats the key',
      { status: 400, body: { error: { message: `no key ${one}` } } },
      'no key …',
    ],
  ])('says so where %s', async (_, answer, text) => {
    const ran = await run((call, before) => (call.method === 'PUT' ? answer : app(keysHeld())(call, before)));
    expectHarmless(ran);
    expect(ran.said).toContain(text);
    expect(ran.said).toContain('azd hooks run postdeploy');
  });

  it('waits for functions that do not show yet', async () => {
    const held = keysHeld();
    const ran = await run((call, before) => (before < 3 ? { status: 404 } : app(held)(call, before)));
    expectHarmless(ran);
    expect(held).toEqual(keysHeld({ [nameOf(one)]: one }));
  });
});

describe('the deployment', () => {
  const hooks = parse(textOf('azure.yaml')) as {
    readonly hooks: Readonly<Record<string, Readonly<Record<string, { readonly run: string }>>>>;
  };

  it('runs the same after itself on every system, and is not failed by it', () => {
    const { posix, windows } = hooks.hooks.postdeploy ?? {};
    expect(posix).toMatchObject({
      run: 'node infra/hooks/set-sender-keys.mjs',
      continueOnError: true,
      secrets: { GATEWAY_SENDER_KEYS: 'GATEWAY_SENDER_KEYS' },
    });
    expect(windows).toEqual({ ...posix, shell: 'pwsh' });
  });

  it('sets keys on the functions that docs/security.md calls sending with a key', () => {
    const [row = ''] = /^\| sending .*function key.*$/m.exec(textOf('docs/security.md')) ?? [];
    const [, , functions = ''] = row.split('|');
    expect([...functions.matchAll(/`([\w-]+)`/g)].map(([, name]) => name)).toEqual(sending);
  });
});
