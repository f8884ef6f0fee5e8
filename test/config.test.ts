import { describeFaults, readConfig, settingNames } from '../shared/config';
import { destinations } from '../shared/destinations';
import { graph } from '../shared/destinations/graph/graph';
import { usualInstance } from './destinations/usual';
import { canary } from './arbitraries/json';
import { leftOf, rightOf } from './pipeline/right-of';

const read = readConfig(destinations);

const everyDestination = destinations.map(({ name }) => name).join(',');

const everything = {
  DESTINATIONS: everyDestination,
  SENTINEL_WORKSPACE_ID: '11111111-2222-4333-8444-555555555555',
};

const graphOnly = { DESTINATIONS: 'graph' };

const storage = { AzureWebJobsStorage: 'UseDevelopmentStorage=true', ...graphOnly };

/** The settings that the app itself has; those of a destination are in its endpoint. */
const own = (variables: Readonly<Record<string, string | undefined>>): unknown => {
  const { settings, destinations: on } = rightOf(read(variables));
  const names = settingNames([]);
  return {
    on,
    settings: Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name))),
  };
};

const faultsOf = (variables: Readonly<Record<string, string | undefined>>): readonly string[] =>
  leftOf(read(variables)).map(({ pointer }) => pointer.slice(1));

describe('when only the storage account is set', () => {
  it('keeps nothing else of the environment', () => {
    const { settings } = rightOf(read({ ...storage, IDENTITY_HEADER: 'a secret' }));
    expect(settings).not.toHaveProperty('IDENTITY_HEADER');
  });

  it('uses the defaults', () => {
    const { settings, destinations: on } = rightOf(read(storage));
    expect(settings).toEqual({
      ...storage,
      AzureWebJobsStorage__accountName: undefined,
      AzureWebJobsStorage__clientId: undefined,
      CREDENTIAL: 'managed-identity',
      MANAGED_IDENTITY_CLIENT_ID: undefined,
      DESTINATIONS: ['graph'],
      IDENTITY_SCOPE: 'default',
      HTTP_BODY_LIMIT_BYTES: 1_048_576,
      HTTP_BUDGET_SECONDS: 20,
      HTTP_JOBS_MAX_AGE_SECONDS: 0,
      CLIENT_CERTIFICATES: 'off',
      REQUEST_TIMEOUT_SECONDS: 10,
      BATCH_WINDOW_MILLISECONDS: 300,
      CALLS_IN_FLIGHT: 8,
      FEED_MAX_LINES: 100_000,
      BREAKER_SECONDS: 30,
      RETRY_DELAY_SECONDS: 30,
      RETRY_DELAY_MAX_SECONDS: 3600,
      RETRY_MAX_ATTEMPTS: 25,
      RETRY_MAX_AGE_HOURS: 24,
      GRANT_WAIT_MINUTES: 60,
      LEDGER: 'on',
      LEDGER_REFRESH_DAYS: 7,
      LEDGER_ROW_DAYS: 30,
      LEDGER_TOMBSTONE_DAYS: 90,
      OUTCOMES_KEPT_DAYS: 30,
      READ_BACK_HOURS: 0,
    });
    expect(on).toEqual([
      {
        ...usualInstance('graph'),
        kind: graph,
        endpoint: {
          baseUrl: 'https://graph.microsoft.com/beta',
          auth: { _tag: 'Entra', scope: 'https://graph.microsoft.com/.default' },
          client: 'graph',
          requestsPerMinute: 1000,
        },
      },
    ]);
  });

  it.each(['', ' ', '\t'])('takes a blank setting (%j) for none', (blank) => {
    const all = Object.fromEntries(settingNames(destinations).map((name) => [name, blank]));
    expect(own({ ...all, ...storage })).toEqual(own(storage));
  });
});

describe('the storage account', () => {
  it.each([
    ['a connection string', { AzureWebJobsStorage: 'UseDevelopmentStorage=true' }],
    ['a name, with the managed identity', { AzureWebJobsStorage__accountName: 'gateway' }],
    [
      'both',
      { AzureWebJobsStorage: 'UseDevelopmentStorage=true', AzureWebJobsStorage__accountName: 'gateway' },
    ],
    [
      'the addresses of its services, as a template for an identity writes them',
      {
        AzureWebJobsStorage__blobServiceUri: 'https://gateway.blob.core.usgovcloudapi.net',
        AzureWebJobsStorage__queueServiceUri: 'https://gateway.queue.core.usgovcloudapi.net',
        AzureWebJobsStorage__tableServiceUri: 'https://gateway.table.core.usgovcloudapi.net',
      },
    ],
    [
      'a name, and the address of a service that is elsewhere',
      {
        AzureWebJobsStorage__accountName: 'gateway',
        AzureWebJobsStorage__tableServiceUri: 'https://tables.example.com',
      },
    ],
  ])('may be %s', (_, variables) => {
    expect(rightOf(read({ ...graphOnly, ...variables })).settings).toMatchObject(variables);
  });

  it.each([
    ['nothing', {}],
    ['blanks', { AzureWebJobsStorage: ' ', AzureWebJobsStorage__accountName: '' }],
    ['the id of an identity alone', { AzureWebJobsStorage__clientId: 'an-id' }],
  ])('is missed where there is %s', (_, variables) => {
    expect(faultsOf({ ...graphOnly, ...variables })).toEqual(['AzureWebJobsStorage']);
  });

  it('is missed in part where only some addresses are given', () => {
    const variables = {
      ...graphOnly,
      AzureWebJobsStorage__queueServiceUri: 'https://gateway.queue.core.windows.net',
    };
    expect(faultsOf(variables)).toEqual([
      'AzureWebJobsStorage__blobServiceUri',
      'AzureWebJobsStorage__tableServiceUri',
    ]);
  });
});

describe('a setting', () => {
  it.each([
    ['CREDENTIAL', 'developer', 'developer'],
    ['CREDENTIAL', ' managed-identity ', 'managed-identity'],
    ['DESTINATIONS', 'graph', ['graph']],
    ['DESTINATIONS', ' graph , graph ', ['graph']],
    ['IDENTITY_SCOPE', 'x'.repeat(100), 'x'.repeat(100)],
    ['HTTP_BODY_LIMIT_BYTES', '1024', 1024],
    ['HTTP_BODY_LIMIT_BYTES', '104857600', 104_857_600],
    ['HTTP_BUDGET_SECONDS', '1', 1],
    ['HTTP_BUDGET_SECONDS', '200', 200],
    ['REQUEST_TIMEOUT_SECONDS', '200', 200],
    ['BATCH_WINDOW_MILLISECONDS', '0', 0],
    ['BATCH_WINDOW_MILLISECONDS', '1000', 1000],
    ['CALLS_IN_FLIGHT', '1', 1],
    ['CALLS_IN_FLIGHT', '64', 64],
    ['BREAKER_SECONDS', '1', 1],
    ['BREAKER_SECONDS', '3600', 3600],
    ['RETRY_DELAY_SECONDS', '1', 1],
    ['RETRY_DELAY_SECONDS', '3600', 3600],
    ['RETRY_DELAY_MAX_SECONDS', '86400', 86_400],
    ['RETRY_MAX_ATTEMPTS', '1', 1],
    ['RETRY_MAX_ATTEMPTS', '1000', 1000],
    ['RETRY_MAX_AGE_HOURS', '8760', 8760],
    ['GRANT_WAIT_MINUTES', '0', 0],
    ['GRANT_WAIT_MINUTES', '1440', 1440],
    ['LEDGER', 'off', 'off'],
    ['LEDGER', '\u200boff\ufeff\r\n', 'off'],
    ['LEDGER_REFRESH_DAYS', '0', 0],
    ['LEDGER_REFRESH_DAYS', '365', 365],
  ])('%s may be %j', (name, value, expected) => {
    expect(rightOf(read({ ...storage, [name]: value })).settings).toMatchObject({ [name]: expected });
  });

  it.each([
    ['CREDENTIAL', 'Managed-Identity'],
    ['CREDENTIAL', 'secret'],
    ['DESTINATIONS', 'grpah'],
    ['DESTINATIONS', 'graph,'],
    ['DESTINATIONS', ','],
    ['IDENTITY_SCOPE', 'x'.repeat(101)],
    ['HTTP_BODY_LIMIT_BYTES', '1023'],
    ['HTTP_BODY_LIMIT_BYTES', '104857601'],
    ['HTTP_BUDGET_SECONDS', '0'],
    ['HTTP_BUDGET_SECONDS', '201'],
    ['HTTP_BUDGET_SECONDS', '1.5'],
    ['HTTP_BUDGET_SECONDS', '-1'],
    ['HTTP_BUDGET_SECONDS', '1e2'],
    ['HTTP_BUDGET_SECONDS', '20s'],
    ['REQUEST_TIMEOUT_SECONDS', '0'],
    ['BATCH_WINDOW_MILLISECONDS', '1001'],
    ['CALLS_IN_FLIGHT', '0'],
    ['CALLS_IN_FLIGHT', '65'],
    ['BREAKER_SECONDS', '0'],
    ['RETRY_DELAY_SECONDS', '0'],
    ['RETRY_DELAY_SECONDS', '3601'],
    ['RETRY_DELAY_MAX_SECONDS', '86401'],
    ['RETRY_MAX_ATTEMPTS', '0'],
    ['RETRY_MAX_AGE_HOURS', '0'],
    ['GRANT_WAIT_MINUTES', '1441'],
    ['LEDGER', 'maybe'],
    ['LEDGER_REFRESH_DAYS', '366'],
    ['GRAPH_REQUESTS_PER_MINUTE', '-1'],
    ['GRAPH_REQUESTS_PER_MINUTE', '100001'],
    ['GRAPH_REQUESTS_PER_MINUTE', 'many'],
    ['GRAPH_BASE_URL', 'https://graph.microsoft.us/beta'],
  ])('%s may not be %j', (name, value) => {
    expect(faultsOf({ ...storage, [name]: value })).toEqual([name]);
  });

  it.each(settingNames(destinations).map((name) => [name]))(
    '%s is named where it holds a Key Vault reference that was not resolved',
    (name) => {
      const reference = '@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/s)';
      const faults = leftOf(read({ ...storage, DESTINATIONS: everyDestination, [name]: reference }));
      expect(faults).toContainEqual({
        pointer: `/${name}`,
        expected: expect.stringContaining('Key Vault reference that was not resolved') as string,
      });
      expect(describeFaults(faults)).not.toContain('vault.example');
    },
  );

  it.each(settingNames(destinations).map((name) => [name]))(
    '%s may not stand in the quotes of the page that it was copied from, and is named once',
    (name) => {
      for (const value of ['"a"', " 'a'\r\n", '“a”', '"a", "b"']) {
        expect(leftOf(read({ ...storage, ...everything, [name]: value }))).toEqual([
          { pointer: `/${name}`, expected: expect.stringMatching(/, without quotes around it$/) as string },
        ]);
      }
    },
  );
});

describe('when several settings are wrong', () => {
  const wrong = {
    CREDENTIAL: 'secret',
    DESTINATIONS: 'graph, grpah',
    HTTP_BUDGET_SECONDS: 'soon',
    GRAPH_BASE_URL: 'http://graph.microsoft.com/beta',
  };

  it('names them all at once, those of a destination too', () => {
    expect([...faultsOf({ ...storage, ...wrong })].sort()).toEqual(Object.keys(wrong).sort());
  });

  it('says each by name, with what was expected, in one line', () => {
    const line = describeFaults(leftOf(read({ ...storage, CREDENTIAL: 'secret', DESTINATIONS: 'grpah' })));
    expect(line).not.toContain('\n');
    expect(line.split('; ')).toEqual([
      'The settings are not right: CREDENTIAL: expected managed-identity, or developer for your own az or azd login',
      `DESTINATIONS: expected a comma-separated list of ${destinations.map(({ name }) => name).join(', ')}`,
      'did you mean graph?',
    ]);
  });

  it('never repeats a value', () => {
    const faults = [`${canary} `, `http://${canary}`, `@Microsoft.KeyVault(${canary})`].flatMap((value) => {
      const all = Object.fromEntries(settingNames(destinations).map((name) => [name, value]));
      return leftOf(read(all));
    });
    expect(faults.length).toBeGreaterThan(10);
    expect(describeFaults(faults)).not.toContain(canary);
  });
});

describe('a destination that is not named in DESTINATIONS', () => {
  const other = { ...graph, name: 'other' };

  it('is off', () => {
    const { destinations: on } = rightOf(readConfig([...destinations, other])(storage));
    expect(on.map(({ name }) => name)).toEqual(['graph']);
  });

  it('is on once it is named', () => {
    const { destinations: on } = rightOf(
      readConfig([...destinations, other])({ ...storage, DESTINATIONS: 'other,graph' }),
    );
    expect(on.map(({ name }) => name)).toEqual(['graph', 'other']);
  });
});
