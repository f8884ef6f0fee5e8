import { randomUUID } from 'node:crypto';
import { request as ask, type IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';
import { type Azurite } from '../../../local/azurite';
import { putMessage } from '../../../local/host/put-message';
import { startAzurite } from '../../azurite';
import { eventually } from '../../waiting';
import { cleanUp, startApp, type StartedApp } from './fixture-app';

/** What was seen of Microsoft's host, row by row; what this host does otherwise on purpose stands in docs/host.md. */

let azurite: Azurite;
let service: QueueServiceClient;

beforeAll(async () => {
  azurite = await startAzurite();
  service = QueueServiceClient.fromConnectionString(azurite.connectionString);
});
afterEach(cleanUp);
afterAll(() => azurite.stop());

const source = (setup = '') => `
import { app, output } from '@azure/functions';
${setup}
const seen = [];
const late = output.storageQueue({ queueName: '%IN%-out', connection: 'STORE' });
const describe = (message) => Buffer.isBuffer(message) ? { bytes: message.toString('hex') } : { value: message };
app.storageQueue('bytes', { queueName: '%IN%', connection: 'STORE', ...{ dataType: 'binary' },
  handler: (message, context) => { seen.push({ ...describe(message), tries: context.triggerMetadata.dequeueCount, id: context.triggerMetadata.id }); } });
app.storageQueue('text', { queueName: '%IN%-text', connection: 'STORE', ...{ dataType: 'string' },
  handler: (message) => { seen.push(describe(message)); } });
app.storageQueue('poisoned', { queueName: '%IN%-poison', connection: 'STORE',
  handler: (message, context) => { seen.push({ poison: context.triggerMetadata.dequeueCount }); throw new Error('refused on purpose'); } });
app.post('echo', { route: 'echo/{id}', extraOutputs: [late], handler: async (req, context) => {
  context.extraOutputs.set(late, 'told');
  return { status: 201, headers: { 'x-id': req.params.id }, jsonBody: { body: await req.text(), url: req.url, type: req.headers.get('content-type') } };
} });
app.post('unread', { handler: () => ({ status: 400, body: 'no' }) });
app.get('seen', { handler: () => ({ jsonBody: seen }) });
`;

type Seen = Readonly<Record<string, unknown>>;

interface Running {
  readonly app: StartedApp;
  readonly seen: () => Promise<readonly Seen[]>;
  readonly firstSeen: () => Promise<Seen>;
}

const newName = (): string => `q-${randomUUID()}`.slice(0, 20);

/** A message whose way to the host was cut off is back after so long. */
const soonSeconds = 5;

const start = async (
  name: string,
  { setup = '', queues = {}, invisibilitySeconds = soonSeconds } = {},
): Promise<Running> => {
  const settings = { maxPollingInterval: '00:00:00.1', messageEncoding: 'none', ...queues };
  const app = await startApp(
    { source: source(setup), host: { extensions: { queues: settings } } },
    {
      environment: { STORE: azurite.connectionString, IN: name },
      verbosity: 'verbose',
      invisibilitySeconds,
    },
  );
  const seen = async () => (await (await fetch(`${app.url}/api/seen`)).json()) as readonly Seen[];
  return { app, seen, firstSeen: () => eventually(async () => (await seen())[0]) };
};

const queueWith = async (name: string, text: string): Promise<QueueClient> => {
  const queue = service.getQueueClient(name);
  await queue.createIfNotExists();
  await putMessage(queue, text);
  return queue;
};

/** Receives the only message so often, and gives it back. */
const receive = async (queue: QueueClient, times: number): Promise<void> => {
  for (let time = 0; time < times; time += 1) {
    const [message] = (await queue.receiveMessages()).receivedMessageItems;
    if (message !== undefined) await queue.updateMessage(message.messageId, message.popReceipt, undefined, 0);
  }
};

const messagesOf = async (queue: QueueClient) =>
  (await queue.exists()) ? (await queue.peekMessages()).peekedMessageItems : [];

const streams = 'app.setup({ enableHttpStream: true });';

interface Sent {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Sends a body in pieces, without saying how long it is. */
const sendChunked = (url: string, pieces: readonly string[]): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const post = ask(url, { method: 'POST', headers: { 'content-type': 'application/json' } }, (response) => {
      textOf(response).then(
        (body) => resolve({ status: response.statusCode, headers: response.headers, body }),
        reject,
      );
    });
    post.on('error', reject);
    post.flushHeaders();
    for (const piece of pieces) post.write(piece);
    post.end();
  });

describe('a queue message', () => {
  it.each([
    ['a number that JSON rounds', '89e7073266'],
    ['a 64-bit id', '{"id":9007199254740993}'],
    ['a byte-order mark', '\ufeff{"a":1}'],
    ['no JSON', 'CEF:0|a|b'],
    ['line ends of all kinds', '{"a":1,\r\n"b":2,\n"c":3,\r"d":4}\r\n'],
    ['what XML would read otherwise', '&#xD; &amp;#10; <b>&lt;/b> ]]>'],
    ['nothing', ''],
  ])('arrives as bytes where dataType is binary: %s', async (_, text) => {
    const name = newName();
    await queueWith(name, text);
    const { bytes } = await (await start(name)).firstSeen();
    expect(Buffer.from(String(bytes), 'hex').toString()).toBe(text);
  });

  it('is parsed as JSON by the library where dataType is string', async () => {
    const name = newName();
    await queueWith(`${name}-text`, '{"id":9007199254740993}');
    expect(await (await start(name)).firstSeen()).toEqual({ value: { id: 9007199254740992 } });
  });

  it('whose metadata overflows the library never reaches the function; on the poison queue it has a new id', async () => {
    const name = newName();
    const deep = `${'['.repeat(20_000)}\n${']'.repeat(20_000)}`;
    const queue = await queueWith(name, deep);
    const [before] = await messagesOf(queue);
    const { app, seen } = await start(name, {
      queues: { maxDequeueCount: 2, visibilityTimeout: '00:00:00' },
    });
    const poison = service.getQueueClient(`${name}-poison`);
    const [after] = await eventually(async () => {
      const messages = await messagesOf(poison);
      return messages.length > 0 ? messages : undefined;
    });
    expect(after?.messageText).toBe(deep);
    expect(after?.messageId).not.toBe(before?.messageId);
    expect(await seen()).toEqual([]);
    expect(app.lines.filter((line) => line.includes("'bytes' (Failed"))).toHaveLength(2);
  });

  it('on a poison queue is run after six tries too, and left alone for ten minutes when that fails', async () => {
    const name = newName();
    const poison = await queueWith(`${name}-poison`, 'x');
    await receive(poison, 6);
    const { app, firstSeen } = await start(name, {
      queues: { maxDequeueCount: 5 },
      invisibilitySeconds: 600,
    });
    expect(await firstSeen()).toEqual({ poison: 7 });
    await eventually(() =>
      app.lines.some((line) => line.includes("'poisoned' (Failed")) ? true : undefined,
    );
    await app.stop();
    const [message] = (await poison.receiveMessages()).receivedMessageItems;
    expect(message).toBeUndefined();
    expect((await poison.getProperties()).approximateMessagesCount).toBe(1);
    expect(await service.getQueueClient(`${name}-poison-poison`).exists()).toBe(false);
  });
});

describe('a body of no stated length', () => {
  it('is empty for an app without enableHttpStream', async () => {
    const { app } = await start(newName());
    const { status, body } = await sendChunked(`${app.url}/api/echo/7`, ['{"a":', '1}']);
    expect([status, JSON.parse(body)]).toEqual([201, expect.objectContaining({ body: '' })]);
  });

  it('is whole for an app with enableHttpStream', async () => {
    const { app } = await start(newName(), { setup: streams });
    const { status, headers, body } = await sendChunked(`${app.url}/api/echo/7?a=b`, ['{"a":', '1}']);
    expect(status).toBe(201);
    expect(headers['x-id']).toBe('7');
    expect(JSON.parse(body)).toEqual({
      body: '{"a":1}',
      url: `${app.url}/api/echo/7?a=b`,
      type: 'application/json',
    });
  });
});

describe('an app with enableHttpStream', () => {
  it('answers before its outputs are written, and they are written', async () => {
    const name = newName();
    const { app } = await start(name, { setup: streams });
    const response = await fetch(`${app.url}/api/echo/7`, { method: 'POST', body: 'whole' });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ body: 'whole' });
    const out = service.getQueueClient(`${name}-out`);
    const [told] = await eventually(async () => {
      const messages = await messagesOf(out);
      return messages.length > 0 ? messages : undefined;
    });
    expect(told?.messageText).toBe('told');
  });

  it('may answer without reading the body', async () => {
    const { app } = await start(newName(), { setup: streams });
    const response = await fetch(`${app.url}/api/unread`, { method: 'POST', body: 'x'.repeat(300_000) });
    expect([response.status, await response.text()]).toEqual([400, 'no']);
  });
});

describe('an answer', () => {
  it.each([
    ['without', ''],
    ['with', streams],
  ])('is chunked, without Content-Length, %s enableHttpStream', async (_, setup) => {
    const { app } = await start(newName(), { setup });
    const { headers } = await fetch(`${app.url}/api/seen`);
    expect(headers.get('content-length')).toBeNull();
    expect(headers.get('transfer-encoding')).toBe('chunked');
  });
});
