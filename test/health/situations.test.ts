import { type FaultAnswer } from '../../local/simulator/faults';
import { type Switches } from '../../local/simulator/switches';
import { type StorageFaultAnswer } from '../faults/storage-proxy';
import { startUntrusted } from '../faults/self-signed';
import { gateTo } from '../integration/gate';
import { indicatorOf } from '../pipeline/planned';
import { farAhead } from '../waiting';
import { ask, impatience, startHealthWorld, type HealthWorld } from './world';

let world: HealthWorld;

beforeAll(async () => {
  world = await startHealthWorld();
});

afterEach(() => {
  world.simulator.reset();
  world.storage.reset();
});

afterAll(() => world.stop());

const names = [
  'settings',
  'storage queues',
  'storage tables',
  'storage blobs',
  'graph token',
  'graph reach',
  'graph limiter',
  'graph circuit',
  'graph last success',
  'queue indicator-events',
  'queue indicator-jobs',
  'queue indicator-events-poison',
  'queue indicator-jobs-poison',
  'parked',
  'version',
];

const fine: readonly [boolean, null] = [true, null];

/** Every line is well but these, which fail with these codes. */
const allBut = (failing: Readonly<Record<string, string>>) => ({
  status: Object.keys(failing).length === 0 ? 'ok' : 'failing',
  said: Object.fromEntries(
    names.map((name) => [name, failing[name] === undefined ? fine : [false, failing[name]]]),
  ),
});

describe('health, when all is well', () => {
  it('says so in every line', async () => {
    expect(await ask(world.sources().sources)).toMatchObject(allBut({}));
  });

  it('asks Graph for one indicator, and for nothing else', async () => {
    await ask(world.sources().sources);
    const calls = world.simulator.requests().filter(({ on }) => on === 'graph');
    expect(calls.map(({ method, path, status }) => [method, path, status])).toEqual([
      ['GET', '/beta/security/tiIndicators', 200],
    ]);
  });
});

describe('health, when Graph', () => {
  it.each<[string, FaultAnswer, string]>([
    ['answers 307', { kind: 'redirect', location: 'http://127.0.0.1:9/' }, 'destination-redirects'],
    ['answers 400', { kind: 'status', status: 400 }, 'probe-refused'],
    ['answers 401', { kind: 'status', status: 401 }, 'token-refused'],
    ['answers 403', { kind: 'status', status: 403 }, 'permission-refused'],
    ['answers 404', { kind: 'status', status: 404 }, 'destination-not-found'],
    ['answers 405', { kind: 'status', status: 405 }, 'destination-retired'],
    ['answers 408', { kind: 'status', status: 408 }, 'destination-timeout'],
    ['answers 410', { kind: 'status', status: 410 }, 'destination-retired'],
    ['answers 501', { kind: 'status', status: 501 }, 'destination-retired'],
    [
      'answers 400 notSupported',
      { kind: 'status', status: 400, json: { error: { code: 'notSupported' } } },
      'destination-retired',
    ],
    ['answers 429', { kind: 'status', status: 429, headers: { 'retry-after': '7' } }, 'throttled'],
    ['answers 500', { kind: 'status', status: 500 }, 'destination-failing'],
    ['answers 503', { kind: 'status', status: 503 }, 'destination-failing'],
    ['breaks the connection', { kind: 'reset' }, 'destination-out-of-reach'],
  ])('%s', async (_, answer, code) => {
    world.simulator.inject({ on: 'graph', times: null, answer });
    expect(await ask(world.sources().sources)).toMatchObject(allBut({ 'graph reach': code }));
  });

  it('hangs', async () => {
    world.simulator.inject({ on: 'graph', times: null, answer: { kind: 'hang' } });
    const { said } = await ask(world.sources().sources, impatience);
    expect(said['graph reach']).toEqual([false, 'destination-timeout']);
  });

  it('is not in DNS', async () => {
    const { sources } = world.sources({ GRAPH_BASE_URL: 'https://graph.invalid/beta' });
    expect(await ask(sources)).toMatchObject(allBut({ 'graph reach': 'destination-unknown-host' }));
  });

  it('takes no connection', async () => {
    const gate = await gateTo(1);
    await gate.shut();
    const { sources } = world.sources({ GRAPH_BASE_URL: `http://127.0.0.1:${gate.port}/beta` });
    expect(await ask(sources)).toMatchObject(allBut({ 'graph reach': 'destination-out-of-reach' }));
  });

  it('has a certificate that nobody trusts', async () => {
    const server = await startUntrusted();
    const { sources } = world.sources({ GRAPH_BASE_URL: `${server.url}/beta` });
    const asked = await ask(sources);
    await server.stop();
    expect(asked).toMatchObject(allBut({ 'graph reach': 'destination-certificate' }));
  });

  it('answers 404 after it created something: an empty collection', async () => {
    const { live, sources } = world.sources();
    const deliveryItem = { indicator: indicatorOf('a'), sourceTime: '2026-01-01T00:00:00.000Z' };
    await live.routes[0]?.deliverer([deliveryItem], farAhead())();
    expect(world.simulator.stored()).toHaveLength(1);
    world.simulator.inject({ on: 'graph', times: null, answer: { kind: 'status', status: 404 } });
    expect(await ask(sources)).toMatchObject(allBut({}));
  });
});

describe('health, when the identity', () => {
  const noToken = (code: string) => allBut({ 'graph token': code, 'graph reach': 'no-token' });

  it.each<[string, FaultAnswer, string]>([
    ['is refused a token', { kind: 'status', status: 400 }, 'identity-refused'],
    ['gets something else', { kind: 'notJson' }, 'identity-out-of-reach'],
  ])('%s', async (_, answer, code) => {
    world.simulator.inject({ on: 'token', times: null, answer });
    expect(await ask(world.sources().sources)).toMatchObject(noToken(code));
  });

  it('gets no token in time', async () => {
    world.simulator.inject({ on: 'token', times: null, answer: { kind: 'delay', ms: 2 * impatience } });
    const { said } = await ask(world.sources().sources, impatience);
    expect(said['graph token']).toEqual([false, 'token-timeout']);
  });

  it.each<[string, Switches['roles']]>([
    ['has no role', []],
    ['has another role', ['ThreatIndicators.Read.All']],
  ])('%s', async (_, roles) => {
    world.simulator.configure({ roles });
    expect(await ask(world.sources().sources)).toMatchObject(
      allBut({ 'graph token': 'permission-missing', 'graph reach': 'permission-refused' }),
    );
  });
});

describe('health, when the storage account', () => {
  const services = [
    ['queue', { 'storage queues': true, 'queue indicator-events': false, 'queue indicator-jobs': false, 'queue indicator-events-poison': false, 'queue indicator-jobs-poison': false }],
    ['table', { 'storage tables': true, parked: false }],
    ['blob', { 'storage blobs': true }],
  ] as const; // prettier-ignore

  const answers: readonly (readonly [string, StorageFaultAnswer, string])[] = [
    [
      'does not let the identity',
      { kind: 'refuse', status: 403, code: 'AuthorizationPermissionMismatch' },
      'storage-role-missing',
    ],
    ['has a firewall', { kind: 'refuse', status: 403, code: 'AuthorizationFailure' }, 'storage-firewall'],
    ['refuses the key', { kind: 'refuse', status: 403, code: 'AuthenticationFailed' }, 'storage-sign-in'],
    [
      'takes no keys',
      { kind: 'refuse', status: 403, code: 'KeyBasedAuthenticationNotPermitted' },
      'storage-sign-in',
    ],
    ['fails', { kind: 'refuse', status: 500, code: 'InternalError' }, 'storage-failing'],
    ['breaks connections', { kind: 'reset' }, 'storage-out-of-reach'],
  ];

  it.each(
    answers.flatMap(([what, answer, code]) =>
      services.map(([service, lines]) => [`${what} (${service})`, service, answer, code, lines] as const),
    ),
  )('%s', async (_, service, answer, code, lines) => {
    world.storage.inject({ service, answer });
    const failing = Object.entries(lines).map(([name, isOwn]) => [name, isOwn ? code : 'not-counted']);
    expect(await ask(world.sources().sources)).toMatchObject(
      allBut(Object.fromEntries(failing) as Record<string, string>),
    );
  });

  it.each(['queue', 'table', 'blob'] as const)('hangs (%s)', async (service) => {
    world.storage.inject({ service, answer: { kind: 'hang' } });
    const { said } = await ask(world.sources().sources, impatience);
    expect(said[`storage ${service}s`]).toEqual([false, 'storage-timeout']);
  });

  it('hangs, so that the limiter has no count', async () => {
    world.storage.inject({ service: 'table', answer: { kind: 'hang' } });
    const { said } = await ask(world.sources().sources, impatience);
    expect(said['graph limiter']).toEqual([false, 'limiter-slow']);
    expect(said['graph reach']).toEqual([false, 'not-asked']);
  });

  it.each(['queue', 'table', 'blob'] as const)(
    'is another one, without this service (%s)',
    async (service) => {
      const answer = { kind: 'refuse', status: 404, code: 'ResourceNotFound' } as const;
      world.storage.inject({ service, answer });
      // Without its table the limiter waits for most of the patience.
      const { said } = await ask(world.sources().sources, 10_000);
      expect(said[`storage ${service}s`]).toEqual([false, 'storage-not-found']);
    },
  );

  const everyLine = (code: string) =>
    allBut({
      'storage queues': code,
      'storage tables': code,
      'storage blobs': code,
      ...Object.fromEntries(names.filter((name) => /^(queue|parked)/.test(name)).map((name) => [name, 'not-counted'])),
    }); // prettier-ignore

  it('is not in DNS', async () => {
    const AzureWebJobsStorage = world.connectionString.replace(/127\.0\.0\.1:\d+/g, 'account.invalid');
    const { sources } = world.sources({ AzureWebJobsStorage });
    expect(await ask(sources)).toMatchObject(everyLine('storage-unknown-host'));
  });

  it('is to be reached with an identity that gets no token', async () => {
    world.simulator.inject({ on: 'token', times: null, answer: { kind: 'status', status: 400 } });
    const { sources } = world.sources({
      AzureWebJobsStorage: '',
      AzureWebJobsStorage__accountName: 'account',
      AzureWebJobsStorage__clientId: 'an-identity-of-nobody',
    });
    const { said } = await ask(sources);
    for (const service of ['queues', 'tables', 'blobs'])
      expect(said[`storage ${service}`]).toEqual([false, 'storage-sign-in']);
  });
});

describe('health, with settings for a development machine', () => {
  it.each([
    ['is failing in Azure', true, [false, 'development-settings']],
    ['is well elsewhere', false, fine],
  ])('%s', async (_, inAzure, expected) => {
    const { said, text } = await ask(world.sources({}, inAzure).sources);
    expect(said.settings).toEqual(expected);
    expect(text).toContain('for a development machine: AzureWebJobsStorage, the address of graph');
  });
});

describe('health, when jobs wait that all hide until their time', () => {
  it('says for each destination how many indicators that is, and how long its limit lets them take', async () => {
    const { sources, live } = world.sources({
      DESTINATIONS: 'sentinel,defender',
      SENTINEL_WORKSPACE_ID: '11111111-1111-4111-8111-111111111111',
      SENTINEL_BASE_URL: world.simulator.url,
      DEFENDER_BASE_URL: world.simulator.url,
    });
    for (const destination of ['sentinel', 'sentinel', 'defender', 'defender']) {
      await live.jobs.enqueue(JSON.stringify({ destination }), 600)();
      live.onMessage?.('jobs', [{ destination, items: destination === 'sentinel' ? 15_000 : 7_500 }]);
    }
    const { text } = await ask(sources);
    expect(text).toContain(
      'about 4 waiting; sentinel: about 30000 indicators, 3 min at 100 calls a minute; defender: about 15000 indicators, 1 min at 30 calls a minute',
    );
  });
});
