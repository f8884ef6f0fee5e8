import { configured } from '../../functions/setup/configured';
import { createEnvironment, type Live } from '../../functions/environment';
import { leftOf, rightOf } from '../pipeline/right-of';

const workspaceId = '5a3d1f6e-7c2b-4e8a-9d40-c1b2a3948576';

const old = { name: 'old', kind: 'sentinel', workspaceId, successor: 'next', failoverMinutes: 30 };
const next = { name: 'next', kind: 'graph' };
const trial = { name: 'trial', kind: 'graph', shadow: 'old', shadowMaxJobs: 7 };

const made: Live[] = [];

/** Nothing is asked of the account before something is kept there. */
const live = (destinations: readonly object[], settings: Readonly<Record<string, string>> = {}): Live => {
  const { config, profile, secrets } = rightOf(
    configured({
      AzureWebJobsStorage__accountName: 'account',
      PROFILE: JSON.stringify({ destinations }),
      ...settings,
    }),
  );
  const environment = createEnvironment(config, { profile, secrets }, () => undefined);
  made.push(environment);
  return environment;
};

afterEach(() => Promise.all(made.splice(0).map(({ stop }) => stop())));

const namesOf = (all: readonly { readonly name: string }[]): readonly string[] => all.map(({ name }) => name);

describe('what the app makes of the destinations of its profile', () => {
  it('brings events to all but shadows, and shadows what the one gets that they shadow', () => {
    const { routes, shadows, mirror, readShadows, erasers } = live([old, next, trial]);
    expect(namesOf(routes)).toEqual(['old', 'next']);
    expect(shadows?.all).toMatchObject([{ of: 'old', maxJobs: 7, route: { name: 'trial' } }]);
    expect(mirror).toBeInstanceOf(Function);
    expect(readShadows).toMatchObject({ days: 30 });
    // What is kept of outcomes, and apart from that what is kept of those of shadows.
    expect(erasers).toHaveLength(2);
  });

  it('looks after a shadow as after any: its token, its reach, its limiter', () => {
    const { destinations } = live([old, next, trial]);
    expect(destinations.map(({ instance }) => instance.name)).toEqual(['old', 'next', 'trial']);
  });

  it('keeps nothing of shadows where none is asked for', () => {
    const { shadows, mirror, readShadows, erasers } = live([old, next]);
    expect([shadows, mirror, readShadows, erasers.length]).toEqual([undefined, undefined, null, 1]);
  });

  it('goes on comparing where outcomes are not kept, and has nothing to read then', () => {
    const { shadows, mirror, readShadows, erasers } = live([old, next, trial], { OUTCOMES_KEPT_DAYS: '0' });
    expect([shadows?.all.length, mirror === undefined, readShadows, erasers]).toEqual([1, false, null, []]);
  });

  it.each([
    ['comes back by itself', {}, false],
    ['comes back by command', { failback: 'command' }, true],
  ])('hands over to a successor for a destination that %s', (_, more, isLasting) => {
    const [first, second] = live([{ ...old, ...more }, next]).routes;
    expect(first).toMatchObject({ successor: 'next', failover: { afterMinutes: 30 } });
    expect(first?.failover?.downSince()).toBeNull();
    expect(first?.failover?.lasting !== null).toBe(isLasting);
    expect(second).toMatchObject({ successor: null, failover: null });
  });
});

const sas = 'SharedAccessSignature=sv=2024-11-04&sig=c4n4ry';
const at = (service: string): string => `https://account.${service}.core.windows.net`;
const [blob, queue, table] = ['blob', 'queue', 'table'].map(at);
const uris = {
  AzureWebJobsStorage__blobServiceUri: blob,
  AzureWebJobsStorage__queueServiceUri: queue,
  AzureWebJobsStorage__tableServiceUri: table,
};

// An app that ends while it loads answers 404 on every route, which senders take as final.
describe('a storage account that the app could not reach whatever it did', () => {
  it.each([
    [
      'a signature without the tables',
      { AzureWebJobsStorage: `BlobEndpoint=${blob};QueueEndpoint=${queue};${sas}` },
    ],
    ['a signature for queues alone', { AzureWebJobsStorage: `QueueEndpoint=${queue};${sas}` }],
    [
      'an address that is none',
      { AzureWebJobsStorage: `BlobEndpoint=c4n4ry;QueueEndpoint=${queue};TableEndpoint=${table};${sas}` },
    ],
    ['no connection string at all', { AzureWebJobsStorage: 'c4n4ry' }],
    [
      'a name that is an address',
      { AzureWebJobsStorage__accountName: 'https://c4n4ry.queue.core.windows.net' },
    ],
    ['a name with a dot', { AzureWebJobsStorage__accountName: 'c4n4ry.blob.core.windows.net' }],
    ['a name that is too long', { AzureWebJobsStorage__accountName: 'c4n4ry'.repeat(5) }],
    [
      'a service that names no account',
      { ...uris, AzureWebJobsStorage__queueServiceUri: 'http://localhost:10001' },
    ],
  ])('is a fault of the settings, by name and without the value: %s', (_, settings) => {
    const faults = leftOf(configured({ DESTINATIONS: 'graph', ...settings }));
    const wrong = Object.entries(settings).filter(([, value]) => !Object.values(uris).includes(value));
    expect(faults.map(({ pointer }) => pointer)).toEqual(wrong.map(([name]) => `/${name}`));
    expect(JSON.stringify(faults)).not.toContain('c4n4ry');
  });

  it('says which service a connection string leaves out', () => {
    const settings = { AzureWebJobsStorage: `BlobEndpoint=${blob};QueueEndpoint=${queue};${sas}` };
    expect(leftOf(configured({ DESTINATIONS: 'graph', ...settings }))[0]?.expected).toMatch(
      / its table service is, too$/,
    );
  });

  it.each([
    [
      'a signature for all services',
      { AzureWebJobsStorage: `BlobEndpoint=${blob};QueueEndpoint=${queue};TableEndpoint=${table};${sas}` },
    ],
    ['the emulator', { AzureWebJobsStorage: 'UseDevelopmentStorage=true' }],
    ['a name', { AzureWebJobsStorage__accountName: 'account' }],
    ['addresses', uris],
    [
      'the emulator by addresses',
      { ...uris, AzureWebJobsStorage__queueServiceUri: 'http://127.0.0.1:10001/devstoreaccount1' },
    ],
  ])('is none, and the app is made, with %s', (_, settings) => {
    const { config, profile, secrets } = rightOf(configured({ DESTINATIONS: 'graph', ...settings }));
    made.push(createEnvironment(config, { profile, secrets }, () => undefined));
    expect(made).toHaveLength(1);
  });
});
