import { randomUUID } from 'node:crypto';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';
import { type Azurite } from '../../../local/azurite';
import { startAzurite } from '../../azurite';
import { eventually } from '../../waiting';
import { cleanUp, startApp, type StartedApp } from './fixture-app';

let azurite: Azurite;
let service: QueueServiceClient;

beforeAll(async () => {
  azurite = await startAzurite();
  service = QueueServiceClient.fromConnectionString(azurite.connectionString);
});
afterEach(cleanUp);
afterAll(() => azurite.stop());

const source = `
import { app, output } from '@azure/functions';
const seen = [];
let release;
const released = new Promise((resolve) => { release = resolve; });
const out = output.storageQueue({ queueName: '%OUT%', connection: 'STORE' });
const broken = output.storageQueue({ queueName: 'Not A Queue Name', connection: 'STORE' });
const blob = output.storageBlob({ path: 'drop/{id}.json', connection: 'STORE' });
app.storageQueue('work', { queueName: '%IN%', connection: 'STORE', extraOutputs: [out], handler: async (message, context) => {
  seen.push({ message, metadata: context.triggerMetadata });
  if (message === 'fail') throw new Error('refused on purpose');
  if (message === 'wait') await released;
  if (message === 'slow') await new Promise((resolve) => setTimeout(resolve, 500));
  if (message?.forward) context.extraOutputs.set(out, message.forward);
} });
app.storageQueue('broken', { queueName: '%IN%-broken', connection: 'STORE', return: broken, handler: () => { seen.push('ran'); return 'x'; } });
app.post('send', { extraOutputs: [out], handler: async (req, context) => {
  context.extraOutputs.set(out, (await req.json()).value);
  return { status: 202 };
} });
app.post('send-broken', { extraOutputs: [broken], handler: (req, context) => { context.extraOutputs.set(broken, 'x'); return {}; } });
app.http('blob', { route: 'blob/{id}', extraOutputs: [blob], handler: (req, context) => { context.extraOutputs.set(blob, { a: 1 }); return {}; } });
app.http('seen', { handler: () => ({ jsonBody: seen }) });
app.http('release', { handler: () => { release(); return {}; } });
`;

interface Seen {
  readonly message: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
}

interface Running {
  readonly app: StartedApp;
  readonly incoming: QueueClient;
  readonly outgoing: QueueClient;
  readonly poison: QueueClient;
  readonly seen: () => Promise<readonly Seen[]>;
}

const start = async (
  queues: object = {},
  options: Parameters<typeof startApp>[1] = {},
  env: Record<string, string> = {},
): Promise<Running> => {
  const name = `q-${randomUUID()}`.slice(0, 20);
  const app = await startApp(
    { source, host: { extensions: { queues: { maxPollingInterval: '00:00:00.1', ...queues } } } },
    {
      environment: { STORE: azurite.connectionString, IN: name, OUT: `${name}-out`, ...env },
      verbosity: 'verbose',
      ...options,
    },
  );
  const incoming = service.getQueueClient(name);
  await incoming.createIfNotExists();
  return {
    app,
    incoming,
    outgoing: service.getQueueClient(`${name}-out`),
    poison: service.getQueueClient(`${name}-poison`),
    seen: async () => (await (await fetch(`${app.url}/api/seen`)).json()) as readonly Seen[],
  };
};

const base64 = (text: string) => Buffer.from(text).toString('base64');

const peek = async (queue: QueueClient): Promise<readonly string[]> => {
  if (!(await queue.exists())) return [];
  return (await queue.peekMessages({ numberOfMessages: 32 })).peekedMessageItems.map(
    ({ messageText }) => messageText,
  );
};

const peeked = (queue: QueueClient, count: number) =>
  eventually(async () => {
    const texts = await peek(queue);
    return texts.length >= count ? texts : undefined;
  });

const emptied = (queue: QueueClient) =>
  eventually(async () => ((await queue.getProperties()).approximateMessagesCount === 0 ? true : undefined));

const post = (app: StartedApp, name: string, body: unknown = {}) =>
  fetch(`${app.url}/api/${name}`, { method: 'POST', body: JSON.stringify(body) });

describe('a queue function', () => {
  it.each([
    ['base64', base64],
    ['none', (text: string) => text],
  ])(
    'gets the message of a queue in the encoding %s, and the message is deleted',
    async (messageEncoding, encode) => {
      const { incoming, seen } = await start({ messageEncoding });
      await incoming.sendMessage(encode('{"text":"<grün>"}'));
      await emptied(incoming);
      const [first] = await seen();
      expect(first?.message).toEqual({ text: '<grün>' });
      expect(first?.metadata).toMatchObject({
        queueTrigger: { text: '<grün>' },
        dequeueCount: 1,
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        popReceipt: expect.any(String) as string,
        insertionTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$/) as string,
      });
    },
  );

  it('is tried maxDequeueCount times, then the message goes to the poison queue as it was', async () => {
    const { incoming, poison, seen } = await start({ maxDequeueCount: 3 });
    await incoming.sendMessage(base64('fail'));
    expect(await peeked(poison, 1)).toEqual([base64('fail')]);
    await emptied(incoming);
    expect((await seen()).map(({ metadata }) => metadata.dequeueCount)).toEqual([1, 2, 3]);
  });

  it('is tried as often as the environment says, before host.json', async () => {
    const overrides = { azurefunctionsjobhost__Extensions__queues__MAXDEQUEUECOUNT: '1' };
    const { incoming, poison, seen } = await start(
      { maxDequeueCount: 3, visibilityTimeout: '00:10:00' },
      {},
      overrides,
    );
    await incoming.sendMessage(base64('fail'));
    await peeked(poison, 1);
    expect(await seen()).toHaveLength(1);
  });

  it('gets a message it failed on again after visibilityTimeout, not before', async () => {
    const { app, incoming } = await start({ visibilityTimeout: '00:10:00' });
    await incoming.sendMessage(base64('fail'));
    await eventually(() => (app.lines.some((line) => line.includes("'work' (Failed")) ? true : undefined));
    await app.stop();
    expect(await peek(incoming)).toEqual([]);
    expect((await incoming.getProperties()).approximateMessagesCount).toBe(1);
  });

  it('never sees a message that is not base64 when base64 is expected', async () => {
    const { incoming, poison, seen } = await start();
    await incoming.sendMessage('{"not":"base64"}');
    expect(await peeked(poison, 1)).toEqual(['{"not":"base64"}']);
    await emptied(incoming);
    expect(await seen()).toEqual([]);
  });

  it('deletes its message after longer than one period of invisibility, under changing pop receipts', async () => {
    const { app, incoming, poison, seen } = await start({}, { invisibilitySeconds: 1 });
    await incoming.sendMessage(base64('wait'));
    await eventually(async () => (await seen()).length > 0);
    // The clock that counts is the service's: this one is seen three periods later.
    const clock = service.getQueueClient(`${incoming.name}-clock`);
    await clock.create();
    await clock.sendMessage('later', { visibilityTimeout: 3 });
    await peeked(clock, 1);
    await fetch(`${app.url}/api/release`);
    await emptied(incoming);
    expect(await peek(poison)).toEqual([]);
  });

  it('leaves the next messages alone while more than newBatchThreshold are in work', async () => {
    const { app, incoming, seen } = await start({ batchSize: 1, newBatchThreshold: 0 });
    await incoming.sendMessage(base64('wait'));
    await eventually(async () => ((await seen()).length > 0 ? true : undefined));
    await incoming.sendMessage(base64('next'));
    // The host goes on polling: it takes one from the queue of another function.
    const broken = service.getQueueClient(`${incoming.name}-broken`);
    await broken.createIfNotExists();
    await broken.sendMessage(base64('x'));
    await eventually(() => app.lines.some((line) => line.includes("Executed 'broken'")));
    expect(await peek(incoming)).toEqual([base64('next')]);
    await fetch(`${app.url}/api/release`);
    await emptied(incoming);
    const taken = (await seen()).flatMap(({ message }) => message ?? []);
    expect(taken).toEqual(['wait', 'next']);
  });
});

describe('a queue output', () => {
  it.each([
    ['a text', 'plain', ['plain']],
    ['an object', { a: 1 }, ['{"a":1}']],
    ['an array', ['x', { b: 2 }], ['x', '{"b":2}']],
  ])('writes %s', async (_, value, messages) => {
    const { app, outgoing } = await start();
    expect((await post(app, 'send', { value })).status).toBe(202);
    expect(await peek(outgoing)).toEqual(messages.map(base64));
  });

  it('writes nothing for an empty array, or for no value', async () => {
    const { app, outgoing } = await start();
    await post(app, 'send', { value: [] });
    await post(app, 'send');
    expect(await peek(outgoing)).toEqual([]);
  });

  it('is written by a queue function too', async () => {
    const { incoming, outgoing } = await start();
    await incoming.sendMessage(base64('{"forward":["a","b"]}'));
    expect(await peeked(outgoing, 2)).toEqual(['a', 'b'].map(base64));
  });

  it('fails an HTTP invocation when it cannot be written', async () => {
    const { app } = await start();
    expect((await post(app, 'send-broken')).status).toBe(500);
  });

  it('fails a queue invocation when it cannot be written', async () => {
    const { app, incoming, seen } = await start({ maxDequeueCount: 2 });
    const queue = service.getQueueClient(`${incoming.name}-broken`);
    await queue.createIfNotExists();
    await queue.sendMessage(base64('x'));
    expect(await peeked(service.getQueueClient(`${queue.name}-poison`), 1)).toEqual([base64('x')]);
    expect(await seen()).toEqual(['ran', 'ran']);
    expect(app.lines.join('\n')).toContain("Executed 'broken' (Failed");
  });
});

describe('a blob output', () => {
  it('is written under the name the route gave', async () => {
    const { app } = await start();
    expect((await fetch(`${app.url}/api/blob/seven`)).status).toBe(200);
    const blobs = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient('drop');
    expect((await blobs.getBlobClient('seven.json').downloadToBuffer()).toString()).toBe('{"a":1}');
  });
});

describe('stop', () => {
  it('waits for the running invocation and settles its message', async () => {
    const { app, incoming, seen } = await start();
    await incoming.sendMessage(base64('slow'));
    await eventually(async () => ((await seen()).length > 0 ? true : undefined));
    await app.stop();
    expect(app.lines.join('\n')).toContain("Executed 'work' (Succeeded");
    expect((await incoming.getProperties()).approximateMessagesCount).toBe(0);
  });

  it('leaves the message of an invocation that does not end, to reappear', async () => {
    const { app, incoming, seen } = await start({}, { graceMs: 50, invisibilitySeconds: 1 });
    await incoming.sendMessage(base64('wait'));
    await eventually(async () => ((await seen()).length > 0 ? true : undefined));
    await app.stop();
    expect(await peeked(incoming, 1)).toEqual([base64('wait')]);
  });
});
