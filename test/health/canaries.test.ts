import { type Fault } from '../../local/simulator/faults';
import { type StorageFault } from '../faults/storage-proxy';
import { ask, startHealthWorld, type HealthWorld } from './world';

const canary = 'c4n4ry-8d1f';

let world: HealthWorld;

beforeAll(async () => {
  world = await startHealthWorld();
});

afterEach(() => {
  world.simulator.reset();
  world.storage.reset();
});

afterAll(() => world.stop());

/** A token begins so, whatever it says; the account's key and the identity's secret are as they are. */
const secrets = (): readonly string[] => [
  'eyJ',
  /AccountKey=([^;]+)/.exec(world.connectionString)?.[1] ?? 'no key',
  world.simulator.identity.header,
  'Signature',
  'AccountName',
  canary,
];

const error = { error: { code: `${canary} is no code`, message: canary, innerError: { code: canary } } };

const graph = (status: number, json: unknown): readonly Fault[] => [
  { on: 'graph', times: null, answer: { kind: 'status', status, json } },
];

const refused = (status: number): readonly StorageFault[] =>
  (['queue', 'table', 'blob'] as const).map((service) => ({
    service,
    answer: { kind: 'refuse', status, code: `${canary} is no code` },
  }));

describe('the answer of health', () => {
  it.each<[string, readonly Fault[], readonly StorageFault[]]>([
    ['all is well', [], []],
    ['Graph says something', graph(200, { value: [{ id: canary }] }), []],
    ['Graph refuses', graph(403, error), []],
    ['Graph fails', graph(500, error), []],
    ['Graph sends it elsewhere', [{ on: 'graph', times: null, answer: { kind: 'redirect', location: `http://127.0.0.1:9/${canary}` } }], []],
    ['the identity endpoint refuses', [{ on: 'token', times: null, answer: { kind: 'status', status: 400, json: { message: canary } } }], []],
    ['the storage account refuses', [], refused(403)],
    ['the storage account fails', [], refused(500)],
  ])('holds no token, no key, no header and nothing that a service wrote, when %s', async (_, faults, storage) => {
    world.simulator.inject(...faults);
    world.storage.inject(...storage);
    const { text } = await ask(world.sources().sources);
    expect(text.length).toBeGreaterThan(1000);
    expect(secrets().filter((secret) => text.includes(secret))).toEqual([]);
  }); // prettier-ignore

  it('holds no setting', async () => {
    const { text } = await ask(
      world.sources({
        AzureWebJobsStorage: world.connectionString.replace(/127\.0\.0\.1:\d+/g, `${canary}.invalid`),
        GRAPH_BASE_URL: `https://${canary}.invalid/beta`,
        GRAPH_SCOPE: canary,
        MANAGED_IDENTITY_CLIENT_ID: canary,
      }).sources,
    );
    expect(text).toContain('destination-unknown-host');
    expect(secrets().filter((secret) => text.includes(secret))).toEqual([]);
  });
});
