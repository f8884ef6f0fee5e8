import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';
import * as E from 'fp-ts/Either';
import { type Azurite } from '../../local/azurite';
import { startAzurite } from '../azurite';
import {
  attempt,
  attemptUntil,
  byConnectionString,
  jobQueue,
  type Account,
} from '../../shared/azure/storage';

let azurite: Azurite;
let account: Account;

beforeAll(async () => {
  azurite = await startAzurite();
  account = byConnectionString(azurite.connectionString);
});

afterAll(() => azurite.stop());

const queueOf = (name: string): QueueClient =>
  QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient(name);

const take = async (queue: QueueClient) => (await queue.receiveMessages()).receivedMessageItems;

describe('the job queue', () => {
  it('makes the queue that is missing and puts the message there as it is', async () => {
    const queue = queueOf('jobs-new');
    expect(await queue.exists()).toBe(false);
    expect(await jobQueue(account, 'jobs-new').enqueue('{"text":"ü ✓ <&>"}', 0)()).toEqual(
      E.right(undefined),
    );
    expect(await take(queue)).toMatchObject([{ messageText: '{"text":"ü ✓ <&>"}' }]);
  });

  it('keeps a message back for as long as it is told', async () => {
    const queue = queueOf('jobs-delayed');
    const jobs = jobQueue(account, 'jobs-delayed');
    await jobs.enqueue('later', 3600)();
    await jobs.enqueue('now', 0)();
    expect(await take(queue)).toMatchObject([{ messageText: 'now' }]);
    expect((await queue.getProperties()).approximateMessagesCount).toBe(2);
  });

  it('never lets a message expire', async () => {
    await jobQueue(account, 'jobs-lasting').enqueue('kept', 0)();
    const [message] = await take(queueOf('jobs-lasting'));
    expect(message?.expiresOn.getTime()).toBeGreaterThan(Date.UTC(2100, 0));
  });

  it('takes as much as a queue message holds, and says by its code that more is too much', async () => {
    const jobs = jobQueue(account, 'jobs-large');
    expect(await jobs.enqueue('x'.repeat(65_536), 0)()).toEqual(E.right(undefined));
    expect(await jobs.enqueue('x'.repeat(65_537), 0)()).toMatchObject({
      left: { dependency: 'queue', code: 'RequestBodyTooLarge' },
    });
  });
});

describe('an action of many calls', () => {
  const waiting = new AbortController().signal;

  it('is given up only when whoever waits for it goes, where one call is given up after five seconds', async () => {
    const given = await attemptUntil('table', (signal) => Promise.resolve(signal), waiting)();
    expect(E.isRight(given) && given.right).toBe(waiting);
    const one = await attempt('table', (signal) => Promise.resolve(signal), waiting)();
    expect(E.isRight(one) && one.right).not.toBe(waiting);
  });

  it('is given up where nobody waits for it, too', async () => {
    const given = await attemptUntil('table', (signal) => Promise.resolve(signal))();
    expect(given).toEqual(E.right(expect.any(AbortSignal)));
  });
});

describe('when the storage account is out of reach', () => {
  let server: Server;
  let connections: number;

  beforeAll(async () => {
    server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  beforeEach(() => {
    connections = 0;
  });

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  const key = 'c2VjcmV0LWtleQ==';
  const accountAt = (port: number): Account =>
    byConnectionString(
      `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};QueueEndpoint=http://127.0.0.1:${port}/a`,
    );
  const breaking = () => accountAt((server.address() as AddressInfo).port);

  it('fails after a few tries, with a code and nothing else of the request', async () => {
    expect(await jobQueue(breaking(), 'jobs').enqueue('content', 0)()).toEqual(
      E.left({
        _tag: 'Unavailable',
        dependency: 'queue',
        code: expect.stringMatching(/^[A-Z_]+$/) as string,
        retryAfterSeconds: null,
        requestIds: { request: null, client: null },
      }),
    );
    expect(connections).toBeGreaterThan(1);
    expect(connections).toBeLessThanOrEqual(4);
  });

  it('fails when it takes the connection and never answers', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const result = await jobQueue(accountAt(port), 'jobs').enqueue('content', 0)();
    const closed = once(silent, 'close');
    silent.close();
    for (const socket of sockets) socket.destroy();
    await closed;
    expect(result).toMatchObject({ left: { dependency: 'queue' } });
  });

  it('says that the connection was refused', async () => {
    const stopped = await startAzurite();
    await stopped.stop();
    const jobs = jobQueue(byConnectionString(stopped.connectionString), 'jobs');
    expect(await jobs.enqueue('content', 0)()).toMatchObject({ left: { code: 'ECONNREFUSED' } });
  });

  it('holds no key and no signature when the account refuses', async () => {
    const wrongKey = azurite.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${key}`);
    const result = await jobQueue(byConnectionString(wrongKey), 'jobs').enqueue('content', 0)();
    expect(result).toMatchObject({ left: { dependency: 'queue', code: 'AuthenticationFailed' } });
    expect(JSON.stringify(result)).not.toMatch(/SharedKey|sig=|c2Vj/);
  });
});
