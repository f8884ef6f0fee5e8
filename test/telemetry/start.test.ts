import { startTelemetry } from '../../functions/telemetry';

const usable =
  'InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://127.0.0.1:9';

type Functions = Parameters<typeof startTelemetry>[0];

const asItIs = (functions: Functions): Functions => functions;

/** The module as it is, on a host that knows no hook for log lines. */
const onOldHost = (functions: Functions): Functions => ({
  ...functions,
  app: {
    ...functions.app,
    hook: {
      ...functions.app.hook,
      log: () => {
        throw new RangeError('Unrecognized hook "log"');
      },
    },
  },
});

describe('when telemetry can not start', () => {
  let said: string[] = [];
  const { APPLICATION_INSIGHTS_NO_STATSBEAT: before } = process.env;

  // The exporter reads it there, and would go on sending statistics of its own.
  beforeAll(() => {
    process.env.APPLICATION_INSIGHTS_NO_STATSBEAT = 'true';
  });

  afterAll(() => {
    if (before === undefined) delete process.env.APPLICATION_INSIGHTS_NO_STATSBEAT;
  });

  beforeEach(() => {
    said = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((line) => said.push(String(line)) > 0);
  });

  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['the connection string', asItIs, 'InstrumentationKey=no', 'APPLICATIONINSIGHTS_CONNECTION_STRING'],
    ['the host', onOldHost, usable, 'the Functions host'],
  ])('says that it is because of %s', async (_, made, connectionString, why) => {
    const variables = { APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString };
    startTelemetry(made(await import('@azure/functions')), variables, { CREDENTIAL: 'managed-identity' });
    const alerts = said.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as object);
    expect(alerts).toEqual([
      {
        line: 'alert',
        code: 'telemetry-off',
        destination: 'none',
        text: expect.stringContaining(why) as string,
      },
    ]);
    expect(said.join('')).not.toContain(connectionString);
  });
});
