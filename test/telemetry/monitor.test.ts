import { startGateway, type Gateway } from '../integration/gateway';
import { indicators } from '../integration/indicators';
import { eventually } from '../waiting';
import { startIngestion, type Envelope, type Ingestion } from './ingestion';
import { newTrace } from './traced-world';

let ingestion: Ingestion;
let gateway: Gateway;

beforeAll(async () => {
  ingestion = await startIngestion();
  gateway = await startGateway({
    APPLICATIONINSIGHTS_CONNECTION_STRING: ingestion.connectionString,
    NODE_EXTRA_CA_CERTS: ingestion.certificate,
    // Nothing goes anywhere but to the endpoint above.
    APPLICATION_INSIGHTS_NO_STATSBEAT: 'true',
    OTEL_TRACES_SAMPLER: 'always_on',
    WEBSITE_SITE_NAME: 'the-app',
  });
});

afterAll(async () => {
  await gateway.stop();
  await ingestion.stop();
});

const sender = newTrace();

const post = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${gateway.url}/api/indicators?code=${gateway.functionKey}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: sender.traceparent, ...headers },
    body: JSON.stringify(body),
  });

const ofTrace = ({ tags }: Envelope): boolean => tags['ai.operation.id'] === sender.traceId;

const all = (baseType: string): readonly Envelope['data']['baseData'][] =>
  ingestion
    .envelopes()
    .filter(({ data }) => data.baseType === baseType)
    .map(({ data }) => data.baseData);

const namesInTrace = (): readonly unknown[] =>
  ingestion
    .envelopes()
    .filter(ofTrace)
    .map(({ data }) => data.baseData.name);

describe('the built app with a connection string of Application Insights', () => {
  it('sends its spans in the trace of the sender, the job of the queue included', async () => {
    const { status } = await post(indicators(2, 'monitor'), { prefer: 'respond-async' });
    expect(status).toBe(202);
    await eventually(() => namesInTrace().includes('deliver-job'));
    expect(new Set(namesInTrace().filter((name) => name !== undefined))).toEqual(
      new Set(['receive-http', 'send job', 'deliver-job', 'POST graph', 'publish outcomes']),
    );
    const [one] = ingestion.envelopes().filter(ofTrace);
    expect(one?.tags).toMatchObject({ 'ai.cloud.role': 'the-app' });
  });

  it('sends each log line once, as it is, in the trace of its event', async () => {
    await eventually(() => all('MessageData').length >= 2);
    const lines = ingestion.envelopes().filter(({ data }) => data.baseType === 'MessageData');
    const parsed = lines.map(({ data }) => JSON.parse(String(data.baseData.message)) as object);
    expect(parsed.filter((line) => 'found' in line)).toMatchObject([
      { line: 'intake', channel: 'http', found: 2, left: 0, formats: ['tiIndicator'] },
    ]);
    expect(lines.every(ofTrace)).toBe(true);
  });

  it('sends what is left when the host ends it: all metrics, and no key or content', async () => {
    await gateway.host.end('SIGTERM');
    const metrics = all('MetricData').flatMap(({ metrics: points, properties }) =>
      (points as readonly { readonly name: string; readonly value: number }[]).map(({ name, value }) => ({
        name,
        value,
        properties,
      })),
    );
    expect(metrics).toEqual(
      expect.arrayContaining([
        { name: 'gateway.events', value: 1, properties: { channel: 'http', format: 'tiIndicator' } },
        {
          name: 'gateway.indicators',
          value: 2,
          properties: { destination: 'graph', reason: 'none', state: 'created' },
        },
      ]),
    );
    expect(ingestion.text()).not.toContain(gateway.functionKey);
    expect(ingestion.text()).not.toMatch(/eyJ|Bearer|AccountKey|SharedKey|sig=|\.example/);
    await gateway.host.start();
  });
});

describe('the built app with a connection string that is none', () => {
  it('says so and takes events all the same', async () => {
    await gateway.host.end('SIGTERM');
    await gateway.host.start({ APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=no' });
    expect(gateway.lines.join('\n')).toContain('"code":"telemetry-off"');
    expect((await post(indicators(1, 'without'))).status).toBe(201);
  });
});
