import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { AzureKeyCredential, EventGridPublisherClient } from '@azure/eventgrid';
import { CloudEvent, emitterFor, Mode, type Message } from 'cloudevents';
import { startGateway, type Gateway } from './gateway';
import { indicator } from './indicators';

let gateway: Gateway;

beforeAll(async () => {
  // Names such as .example are for trying it out; a deployment refuses them.
  gateway = await startGateway();
});

afterAll(() => gateway.stop());

afterEach(() => {
  gateway.simulator.reset();
});

interface Delivered {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Readonly<Record<string, unknown>>;
}

const webhook = (): string => `${gateway.url}/api/event-grid?code=${gateway.functionKey}`;

const deliver = async (
  body: unknown,
  headers: Readonly<Record<string, string>>,
  url = webhook(),
): Promise<Delivered> => {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, { method: 'POST', headers, body: sent });
  const answer = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    json: (answer === '' ? {} : JSON.parse(answer)) as Delivered['json'],
  };
};

const storedDomains = () =>
  gateway.simulator
    .stored()
    .map(({ domainName }) => domainName)
    .sort();

const domain = (name: string) => indicator({ domainName: `${name}.example` });

const topicId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.EventGrid/topics/t';

const grid = { 'content-type': 'application/json; charset=utf-8' };

/** What Event Grid does before it delivers anything, for either schema. */
const subscribe = async (schema: 'EventGrid' | 'CloudEvent'): Promise<void> => {
  if (schema === 'CloudEvent') {
    const headers = { 'WebHook-Request-Origin': 'eventgrid.azure.net', 'WebHook-Request-Rate': '120' };
    const { status, headers: allowed } = await fetch(webhook(), { method: 'OPTIONS', headers });
    expect(status).toBe(200);
    expect(['*', 'eventgrid.azure.net']).toContain(allowed.get('WebHook-Allowed-Origin'));
    expect(allowed.get('WebHook-Allowed-Rate')).toBe('120');
    return;
  }
  const event = {
    id: '2d1781af-3a4c-4d7c-bd0c-e34b19da4e66',
    topic: topicId,
    subject: '',
    data: { validationCode: 'a-code', validationUrl: 'http://127.0.0.1:9/validate' },
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    eventTime: '2026-07-10T21:27:12Z',
    metadataVersion: '1',
    dataVersion: '1',
  };
  const { status, headers, json } = await deliver([event], {
    ...grid,
    'aeg-event-type': 'SubscriptionValidation',
  });
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(json).toEqual({ validationResponse: 'a-code' });
};

interface Topic {
  readonly url: string;
  readonly deliveries: readonly Delivered[];
  readonly stop: () => Promise<void>;
}

/** A topic with this webhook for its only subscriber: takes what the SDK publishes, and delivers it as Event Grid does. */
const startTopic = async (schema: 'EventGrid' | 'CloudEvent'): Promise<Topic> => {
  await subscribe(schema);
  const deliveries: Delivered[] = [];
  const forward = async (published: string, { 'content-type': type = '' }: IncomingHttpHeaders) => {
    const events = JSON.parse(published) as readonly object[];
    const stamped = schema === 'CloudEvent' ? events : events.map((event) => ({ ...event, topic: topicId, metadataVersion: '1' })); // prettier-ignore
    deliveries.push(
      await deliver(stamped, {
        'content-type': type,
        'aeg-event-type': 'Notification',
        'aeg-subscription-name': 'INDICATORS',
        'aeg-delivery-count': '0',
      }),
    );
  };
  const server: Server = createServer((request, response) => {
    void text(request)
      .then((body) => forward(body, request.headers))
      .then(
        () => response.writeHead(200).end(),
        () => response.writeHead(500).end(),
      );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/events`,
    deliveries,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

describe('events that the Event Grid SDK publishes', () => {
  const options = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
  const key = new AzureKeyCredential('a-key');

  it('in its own schema are created after the handshake, each with its origin', async () => {
    const topic = await startTopic('EventGrid');
    try {
      const client = new EventGridPublisherClient(topic.url, 'EventGrid', key, options);
      const event = { eventType: 'Contoso.Indicator', subject: 'ti', dataVersion: '1.0' };
      await client.send([
        { ...event, id: 'grid-1', data: domain('grid-1') },
        { ...event, id: 'grid-2', data: [domain('grid-2'), domain('grid-3')] },
        { ...event, id: 'grid-3', data: { hello: 'world' } },
      ]);
    } finally {
      await topic.stop();
    }
    expect(topic.deliveries).toMatchObject([{ status: 200 }]);
    expect(topic.deliveries[0]?.json.outcomes).toMatchObject([
      {
        eventId: 'grid-1',
        source: topicId,
        eventType: 'Contoso.Indicator',
        place: '/0/data',
        state: 'created',
      },
      { eventId: 'grid-2', source: topicId, place: '/1/data/0', state: 'created' },
      { eventId: 'grid-2', source: topicId, place: '/1/data/1', state: 'created' },
      {
        eventId: 'grid-3',
        source: topicId,
        place: '/2/data',
        state: 'skipped',
        reason: { code: 'format-unknown' },
      },
    ]);
    expect(storedDomains()).toEqual(['grid-1.example', 'grid-2.example', 'grid-3.example']);
  });

  it('as CloudEvents are created after the handshake, data in base64 as well', async () => {
    const topic = await startTopic('CloudEvent');
    try {
      const client = new EventGridPublisherClient(topic.url, 'CloudEvent', key, options);
      const event = { type: 'Contoso.Indicator', source: '/contoso' };
      const bytes = Buffer.from(JSON.stringify(domain('cloud-2')));
      await client.send([
        { ...event, id: 'cloud-1', data: [domain('cloud-1')] },
        { ...event, id: 'cloud-2', data: bytes, datacontenttype: 'application/json' },
      ]);
    } finally {
      await topic.stop();
    }
    expect(topic.deliveries).toMatchObject([{ status: 201 }]);
    expect(topic.deliveries[0]?.json.outcomes).toMatchObject([
      { eventId: 'cloud-1', source: '/contoso', eventType: 'Contoso.Indicator', place: '/0/data/0' },
      { eventId: 'cloud-2', source: '/contoso', eventType: 'Contoso.Indicator', place: '/1/data_base64' },
    ]);
    expect(storedDomains()).toEqual(['cloud-1.example', 'cloud-2.example']);
  });
});

describe('events that the CloudEvents SDK emits', () => {
  const event = (id: string, data: unknown = domain(id)) =>
    new CloudEvent({
      id,
      source: '/an/sdk',
      type: 'com.example.indicator',
      time: '2026-07-10T21:27:12Z',
      data,
    });

  const emit = (mode: Mode, one: CloudEvent<unknown>) =>
    emitterFor((message: Message) => deliver(message.body, message.headers as Record<string, string>), {
      mode,
    })(one) as Promise<Delivered>;

  const origin = {
    source: '/an/sdk',
    eventType: 'com.example.indicator',
    eventTime: '2026-07-10T21:27:12.000Z',
    state: 'created',
  };

  it.each([
    ['structured', Mode.STRUCTURED, event('structured'), '/data'],
    ['binary', Mode.BINARY, event('binary'), ''],
    [
      'structured with bytes',
      Mode.STRUCTURED,
      event('bytes', new Uint8Array(Buffer.from(JSON.stringify(domain('bytes'))))),
      '/data_base64',
    ],
  ])('are created: %s', async (_, mode, one, place) => {
    const { status, json } = await emit(mode, one);
    expect(json.outcomes).toMatchObject([{ ...origin, eventId: one.id, place }]);
    expect(status).toBe(201);
    expect(storedDomains()).toEqual([`${one.id}.example`]);
  });

  it('are created: a batch', async () => {
    const type = 'application/cloudevents-batch+json; charset=utf-8';
    const { status, json } = await deliver([event('batch-1'), event('batch-2')], { 'content-type': type });
    expect(json.outcomes).toMatchObject([
      { ...origin, eventId: 'batch-1', place: '/0/data' },
      { ...origin, eventId: 'batch-2', place: '/1/data' },
    ]);
    expect(status).toBe(201);
    expect(storedDomains()).toEqual(['batch-1.example', 'batch-2.example']);
  });
});

describe('the endpoint for Event Grid', () => {
  const event = { id: '1', eventType: 'x', eventTime: '2026-07-10T21:27:12Z', subject: '', dataVersion: '1' };

  it.each(['POST', 'OPTIONS'])('asks for the key, for a handshake too: %s', async (method) => {
    const headers = { ...grid, 'WebHook-Request-Origin': 'eventgrid.azure.net' };
    const response = await fetch(`${gateway.url}/api/event-grid`, { method, headers });
    expect(response.status).toBe(401);
  });

  it('answers 400 to an event that would never be readable, so that it is dead-lettered', async () => {
    const { status } = await deliver([{ ...event, data: indicator({ confidence: 101 }) }], grid);
    expect(status).toBe(400);
  });

  it('answers 503 when neither Graph nor the queue can take an event, and takes it when it comes again', async () => {
    const body = [{ ...event, data: domain('again') }];
    await gateway.setGraphDown(true);
    await gateway.queueGate.shut();
    try {
      expect((await deliver(body, grid)).status).toBe(503);
    } finally {
      await gateway.queueGate.open();
      await gateway.setGraphDown(false);
    }
    expect((await deliver(body, { ...grid, 'aeg-delivery-count': '1' })).status).toBe(201);
    expect(storedDomains()).toEqual(['again.example']);
  });
});
