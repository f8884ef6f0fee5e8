import { byConnectionString } from '../../shared/azure/storage';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { TableServiceClient } from '@azure/data-tables';
import * as E from 'fp-ts/Either';
import { type Azurite } from '../../local/azurite';
import { startAzurite } from '../azurite';
import { dropDaysBefore } from '../../shared/azure/record/day-tables';
import { sharedText } from '../../shared/azure/shared-text';
import { type SharedVersion } from '../../shared/delivery/ports';

let azurite: Azurite;

beforeAll(async () => {
  azurite = await startAzurite();
});

afterAll(() => azurite.stop());

const textsIn = (table: string) => sharedText(byConnectionString(azurite.connectionString), table);

const versionOf = (answer: E.Either<unknown, SharedVersion>): string | null =>
  E.isRight(answer) ? answer.right.version : 'none: it failed';

describe('a shared text', () => {
  it('has no version before it is written, also where there is no table', async () => {
    expect(await textsIn('absent').read('graph')()).toMatchObject({ right: { text: '', version: null } });
  });

  it('is read as it was written, with the version that writing gave, in a table made for it', async () => {
    const texts = textsIn('made');
    const version = versionOf(await texts.write('graph', '{"ü":"✓"}', null)());
    expect(await texts.read('graph')()).toMatchObject({ right: { text: '{"ü":"✓"}', version } });
    expect(await texts.read('sentinel')()).toMatchObject({ right: { text: '', version: null } });
  });

  it('is written by one of two who saw the same version', async () => {
    const texts = textsIn('shared');
    const first = versionOf(await texts.write('graph', 'first', null)());
    expect(versionOf(await texts.write('graph', 'first too', null)())).toBeNull();
    const second = versionOf(await texts.write('graph', 'second', first)());
    expect(second).toEqual(expect.any(String));
    expect(versionOf(await texts.write('graph', 'second too', first)())).toBeNull();
    expect(await texts.read('graph')()).toMatchObject({ right: { text: 'second', version: second } });
  });

  it('is written by one of ten at the same time', async () => {
    const texts = textsIn('raced');
    const version = versionOf(await texts.write('graph', 'start', null)());
    const tries = Array.from({ length: 10 }, (_, index) => texts.write('graph', String(index), version)());
    const versions = (await Promise.all(tries)).map(versionOf);
    expect(versions.filter((given) => given !== null)).toHaveLength(1);
  });

  it('is not written where it was deleted since', async () => {
    const texts = textsIn('deleted');
    const version = versionOf(await texts.write('graph', 'text', null)());
    const tables = TableServiceClient.fromConnectionString(azurite.connectionString, {
      allowInsecureConnection: true,
    });
    await tables.deleteTable('deleted');
    expect(versionOf(await texts.write('graph', 'again', version)())).toBeNull();
    expect(await texts.read('graph')()).toMatchObject({ right: { version: null } });
  });

  it('comes with the service’s clock, whatever was answered', async () => {
    const date = 'Tue, 01 Jan 2030 00:00:07 GMT';
    const conflict = JSON.stringify({ 'odata.error': { code: 'EntityAlreadyExists' } });
    const answers = [
      [200, JSON.stringify({ text: 'text' })],
      [204, ''],
      [404, ''],
      [409, conflict],
    ] as const;
    const left = [...answers];
    const server = createHttpServer((request, response) => {
      const [status, body] = left.shift() ?? [500, ''];
      request.resume();
      response.writeHead(status, { date, etag: 'an-etag', 'content-type': 'application/json' }).end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const texts = textsAt(address !== null && typeof address === 'object' ? address.port : 0);
    const said = [
      await texts.read('graph')(),
      await texts.write('graph', 'text', null)(),
      await texts.read('graph')(),
      await texts.write('graph', 'text', null)(),
    ];
    server.close();
    expect(said).toMatchObject(answers.map(() => ({ right: { date: new Date(date) } })));
  });
});

const key = 'c2VjcmV0LWtleQ==';
const textsAt = (port: number) =>
  sharedText(
    byConnectionString(
      `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};TableEndpoint=http://127.0.0.1:${port}/a`,
    ),
    'limits',
  );

describe('when the table can’t be reached', () => {
  it('fails with a code and nothing else of the request', async () => {
    const stopped = await startAzurite();
    await stopped.stop();
    const texts = textsAt(stopped.ports.table);
    const refused = E.left({
      _tag: 'Unavailable',
      dependency: 'table',
      code: 'ECONNREFUSED',
      retryAfterSeconds: null,
      requestIds: { request: null, client: null },
    });
    expect(await texts.read('graph')()).toEqual(refused);
    expect(await texts.write('graph', 'text', null)()).toEqual(refused);
  });

  it('fails when a connection is taken and never answered', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const result = await textsAt(port).read('graph')();
    silent.close();
    for (const socket of sockets) socket.destroy();
    expect(result).toMatchObject({ left: { dependency: 'table', code: 'timeout' } });
  });

  it('writes once: done again after a lost answer, it would look as if another had been faster', async () => {
    let calls = 0;
    const losing = createServer((socket) =>
      socket.once('data', () => {
        calls += 1;
        socket.destroy();
      }),
    ).listen(0, '127.0.0.1');
    await once(losing, 'listening');
    const address = losing.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const results = [
      await textsAt(port).write('graph', 'text', 'a version')(),
      await textsAt(port).write('graph', 'text', null)(),
    ];
    losing.close();
    for (const result of results) expect(result).toMatchObject({ left: { dependency: 'table' } });
    expect(calls).toBe(2);
  });

  it('holds no key and no signature when the account refuses', async () => {
    const connectionString = azurite.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${key}`);
    const result = await sharedText(byConnectionString(connectionString), 'refused').write(
      'graph',
      'text',
      null,
    )();
    expect(result).toMatchObject({ left: { dependency: 'table', code: 'AuthorizationFailure' } });
    expect(JSON.stringify(result)).not.toMatch(/SharedKey|sig=|c2Vj/);
  });
});

describe('the tables of days', () => {
  it('are taken away with what is in them when their day is over, and no other table is', async () => {
    const kept = ['messages20260102', 'messages20260103', 'messages', 'messagesofmine', 'others20250101'];
    for (const table of ['messages20251231', 'messages20260101', ...kept])
      await textsIn(table).write('a', 'b', null)();
    const account = byConnectionString(azurite.connectionString);
    expect(await dropDaysBefore(account, 'messages')('20260102')()).toMatchObject({ _tag: 'Right' });
    const service = TableServiceClient.fromConnectionString(azurite.connectionString, {
      allowInsecureConnection: true,
    });
    const left: (string | undefined)[] = [];
    for await (const { name } of service.listTables()) left.push(name);
    expect(left).toEqual(expect.arrayContaining(kept));
    expect(left).not.toContain('messages20251231');
    expect(left).not.toContain('messages20260101');
  });
});
