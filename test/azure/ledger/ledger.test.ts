import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TableClient } from '@azure/data-tables';
import * as E from 'fp-ts/Either';
import { type Azurite } from '../../../local/azurite';
import { startAzurite } from '../../azurite';
import { tableLedger } from '../../../shared/azure/ledger/ledger';
import { byConnectionString, type Account } from '../../../shared/azure/storage';
import { type LedgerQuery } from '../../../shared/delivery/ledger/ledger-search';
import { type Ledger, type LedgerEntry, type Assertion } from '../../../shared/delivery/ports';
import { gateTo, type Gate } from '../../integration/gate';
import { indicatorOf } from '../../pipeline/planned';

let azurite: Azurite;
let account: Account;
let tables = 0;

beforeAll(async () => {
  azurite = await startAzurite();
  account = byConnectionString(azurite.connectionString);
});

afterAll(() => azurite.stop());

const newTable = (): string => `ledger${(tables += 1)}`;

const clientOf = (table: string): TableClient =>
  TableClient.fromConnectionString(azurite.connectionString, table, { allowInsecureConnection: true });

const rowsOf = async (table: string) => {
  const rows: Record<string, unknown>[] = [];
  for await (const row of clientOf(table).listEntities()) rows.push(row);
  return rows;
};

const entry = (externalId: string, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  externalId,
  id: 'e58c072b-c9bb-a5c4-34ce-eb69af44fb1e',
  contentHash: 'f'.repeat(64),
  sourceTime: '2026-01-01T00:00:00.000Z',
  expires: '2030-01-01T00:00:00.000Z',
  state: 'created',
  ...more,
});

const entries = (count: number): readonly LedgerEntry[] =>
  Array.from({ length: count }, (_, index) => entry(`many-${index}`, { id: `id-${index}` }));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const held = (...all: readonly LedgerEntry[]) => E.right(new Map(all.map((one) => [one.externalId, one])));

const recorded = E.right(undefined);

/** Long enough for a busy machine. */
const patientMs = 20_000;

const ledgerOf = (table: string) => tableLedger(account, { table, maxMs: patientMs });

describe('when the table is missing', () => {
  it('holds nothing, and does not make it for that', async () => {
    const table = newTable();
    expect(await ledgerOf(table).find('graph', ['a', 'b'])()).toEqual(held());
    await expect(rowsOf(table)).rejects.toMatchObject({ statusCode: 404 });
  });

  it('makes it for what is to be recorded', async () => {
    const ledger = ledgerOf(newTable());
    expect(await ledger.record('graph', [entry('a')])()).toEqual(recorded);
    expect(await ledger.find('graph', ['a'])()).toEqual(held(entry('a')));
  });

  it('makes it once when several write at once', async () => {
    const table = newTable();
    const writing = [1, 2, 3, 4].map((number) => ledgerOf(table).record('graph', [entry(`a${number}`)])());
    expect(await Promise.all(writing)).toEqual(writing.map(() => recorded));
    expect(await rowsOf(table)).toHaveLength(4);
  });
});

describe('what was recorded', () => {
  it.each([
    ['what a key may not hold', `a/b\\c#d?e'f"g%h\u0001\t\n`],
    ['text of all planes', 'ü 日本 😀 \u202e'],
    ['nothing', ''],
    ['a property of every object', '__proto__'],
    ['10 KB', 'x'.repeat(10_240)],
    ['10 KB that end in half of a pair where the name is cut', `${'x'.repeat(255)}${'😀'.repeat(2_500)}`],
  ])('is found by an externalId of %s', async (_, externalId) => {
    const ledger = ledgerOf(newTable());
    const updated = entry(externalId, { state: 'updated', id: `1/2#3?4 ü '"` });
    expect(await ledger.record('graph', [updated])()).toEqual(recorded);
    expect(await ledger.find('graph', [externalId, `${externalId}x`])()).toEqual(held(updated));
  });

  it('is held for its own destination', async () => {
    const ledger = ledgerOf(newTable());
    await ledger.record('graph', [entry('a', { id: '1' })])();
    await ledger.record('sentinel', [entry('a', { id: '2' })])();
    expect(await ledger.find('sentinel', ['a'])()).toEqual(held(entry('a', { id: '2' })));
    expect(await ledger.find('defender', ['a'])()).toEqual(held());
  });

  it('is replaced as a whole by what is recorded later', async () => {
    const ledger = ledgerOf(newTable());
    const later = entry('a', {
      id: '2',
      contentHash: 'e'.repeat(64),
      sourceTime: '2025-01-01T00:00:00.000Z',
    });
    await ledger.record('graph', [entry('a')])();
    await ledger.record('graph', [later])();
    expect(await ledger.find('graph', ['a'])()).toEqual(held(later));
  });

  it('keeps all that is said of it', async () => {
    const ledger = ledgerOf(newTable());
    const whole = entry('a', {
      since: '2025-06-01T00:00:00.000Z',
      action: 'block',
      threatType: 'C2',
      generation: 2,
      revoked: true,
    });
    await ledger.record('sentinel', [whole])();
    expect(await ledger.find('sentinel', ['a'])()).toEqual(held(whole));
  });

  it('is the newest where one record names an externalId several times', async () => {
    const ledger = ledgerOf(newTable());
    const times = ['2026-01-01T00:00:00.000Z', '2026-01-03T00:00:00.000Z', '2026-01-02T00:00:00.000Z'];
    await ledger.record(
      'graph',
      times.map((sourceTime) => entry('a', { sourceTime })),
    )();
    expect(await ledger.find('graph', ['a'])()).toEqual(held(entry('a', { sourceTime: String(times[1]) })));
  });

  it('spreads over 16 partitions a destination', async () => {
    const table = newTable();
    expect(await ledgerOf(table).record('graph', entries(250))()).toEqual(recorded);
    const partitions = new Set((await rowsOf(table)).map(({ partitionKey }) => partitionKey));
    const digits = Array.from({ length: 16 }, (_, digit) => `graph-${digit.toString(16)}`);
    expect([...partitions].sort()).toEqual(digits);
  });

  it('is recorded when more of it is for one partition than a transaction takes', async () => {
    const table = newTable();
    const ofOne = entries(4_000).filter(({ externalId }) => sha256(externalId).startsWith('7'));
    expect(ofOne.length).toBeGreaterThan(200);
    expect(await ledgerOf(table).record('graph', ofOne)()).toEqual(recorded);
    expect(await rowsOf(table)).toHaveLength(ofOne.length);
  });

  it('is found again when it is many, asked for twice, and mixed with what is not held', async () => {
    const ledger = ledgerOf(newTable());
    const many = entries(620);
    expect(await ledger.record('graph', many)()).toEqual(recorded);
    const asked = many.flatMap(({ externalId }) => [externalId, `no-${externalId}`, externalId]);
    expect(await ledger.find('graph', asked)()).toEqual(held(...many));
  });

  it('is the newest also where hundreds lie in between', async () => {
    const ledger = ledgerOf(newTable());
    const newest = entry('a', { sourceTime: '2026-01-02T00:00:00.000Z' });
    await ledger.record('graph', [newest, ...entries(520), entry('a')])();
    expect(await ledger.find('graph', ['a'])()).toEqual(held(newest));
  });

  it('is whole when two ledgers write the same at once', async () => {
    const table = newTable();
    await ledgerOf(table).record('graph', [entry('first')])();
    const by = (id: string) => entries(200).map((one) => ({ ...one, id }));
    const [one, two] = [ledgerOf(table), ledgerOf(table)];
    const written = await Promise.all([one.record('graph', by('1'))(), two.record('graph', by('2'))()]);
    expect(written).toEqual([recorded, recorded]);
    const found = await one.find(
      'graph',
      by('1').map(({ externalId }) => externalId),
    )();
    const all = E.isRight(found) ? [...found.right.values()] : [];
    expect(all.map(({ externalId }) => externalId).sort()).toEqual(
      entries(200)
        .map(({ externalId }) => externalId)
        .sort(),
    );
    expect(all.filter(({ id }) => id !== '1' && id !== '2')).toEqual([]);
  });

  it('leaves out an id that no row could hold, and records the rest of its group', async () => {
    const ledger = ledgerOf(newTable());
    const long = entry('long', { id: 'x'.repeat(40_000) });
    expect(await ledger.record('graph', [entry('a'), long])()).toEqual(recorded);
    expect(await ledger.find('graph', ['a', 'long'])()).toEqual(held(entry('a')));
  });

  it.each([
    ['without an id', { id: '' }],
    ['with a number for an id', { id: 7 }],
    ['with another word for its state', { state: 'lost' }],
    ['with a date that is none', { expires: 'soon' }],
    ['without most of it', null],
  ])('is not held once somebody has edited the row into one %s', async (_, edit) => {
    const table = newTable();
    const ledger = ledgerOf(table);
    await ledger.record('graph', [entry('a'), entry('b')])();
    const row = (await rowsOf(table)).find(({ externalId }) => externalId === 'a');
    const { partitionKey, rowKey } = row as { partitionKey: string; rowKey: string };
    await clientOf(table).updateEntity(
      { partitionKey, rowKey, ...edit },
      edit === null ? 'Replace' : 'Merge',
    );
    expect(await ledger.find('graph', ['a', 'b'])()).toEqual(held(entry('b')));
  });

  it('does nothing where there is nothing to do', async () => {
    const table = newTable();
    expect(await ledgerOf(table).record('graph', [])()).toEqual(recorded);
    expect(await ledgerOf(table).find('graph', [])()).toEqual(held());
    await expect(rowsOf(table)).rejects.toMatchObject({ statusCode: 404 });
  });
});

describe('who says it', () => {
  const said = (source: string, more: Partial<Assertion> = {}): Assertion => ({
    source,
    externalId: 'a',
    at: '2026-01-01T00:00:00.000Z',
    receivedAt: '2026-01-02T00:00:00.000Z',
    eventId: `event-${source}`,
    takenBack: false,
    ...more,
  });

  const sourcesIn = async (ledger: Ledger): Promise<readonly string[]> => {
    const found = await ledger.find('graph', ['a'])();
    const entry = E.isRight(found) ? found.right.get('a') : undefined;
    return (entry?.saidBy ?? []).map(({ source, takenBack }) => `${source} ${takenBack}`).sort();
  };

  it('is kept, with the indicator as it was sent', async () => {
    const ledger = ledgerOf(newTable());
    const whole = entry('a', { saidBy: [said('one')], othersSayIt: true, indicator: indicatorOf('a') });
    await ledger.record('graph', [whole])();
    const listed = expect.any(String) as string;
    expect(await ledger.find('graph', ['a'])()).toEqual(held({ ...whole, listed }));
  });

  it('is kept of both where two instances write at once, each not knowing of the other', async () => {
    const table = newTable();
    for (const source of ['one', 'two'])
      await ledgerOf(table).record('graph', [entry('a', { saidBy: [said(source)] })])();
    expect(await sourcesIn(ledgerOf(table))).toEqual(['one false', 'two false']);
  });

  it('is changed only where it is news', async () => {
    const ledger = ledgerOf(newTable());
    await ledger.record('graph', [entry('a', { saidBy: [said('one', { takenBack: true })] })])();
    const stale = [said('one'), said('two')];
    await ledger.record('graph', [entry('a', { saidBy: stale, news: stale.slice(1) })])();
    expect(await sourcesIn(ledger)).toEqual(['one true', 'two false']);
  });

  it('is left out where somebody has edited it into something else', async () => {
    const table = newTable();
    await ledgerOf(table).record('graph', [entry('a', { saidBy: [said('one')] })])();
    const [row] = await rowsOf(table);
    const { partitionKey, rowKey } = row as { partitionKey: string; rowKey: string };
    for (const [column, text] of Object.entries({ said_x: '{"source":1}', said_y: 'none', said_z: 7 }))
      await clientOf(table).updateEntity({ partitionKey, rowKey, [column]: text }, 'Merge');
    expect(await sourcesIn(ledgerOf(table))).toEqual(['one false']);
  });

  it('takes a row of an earlier version for one that names nobody', async () => {
    const table = newTable();
    await ledgerOf(table).record('graph', [entry('other')])();
    const earlier = {
      externalId: 'a',
      id: 'id-1',
      contentHash: 'f'.repeat(64),
      sourceTime: '2026-01-01T00:00:00.000Z',
      expires: '2030-01-01T00:00:00.000Z',
      state: 'created',
    };
    const rowKey = sha256('a');
    await clientOf(table).createEntity({ partitionKey: `graph-${rowKey.slice(0, 1)}`, rowKey, ...earlier });
    const found = await ledgerOf(table).find('graph', ['a'])();
    expect(found).toEqual(held(earlier as LedgerEntry));
  });

  describe('is searched', () => {
    const at = (day: number): string => `2026-01-0${day}T00:00:00.000Z`;
    const entries: readonly LedgerEntry[] = [
      entry('a', { saidBy: [said('one', { receivedAt: at(2) })], indicator: indicatorOf('a') }),
      entry('b', {
        saidBy: [said('one', { receivedAt: at(2) }), said('two', { receivedAt: at(4), externalId: 'b' })],
        indicator: indicatorOf('b', { domainName: 'b.example', networkPort: 443 }),
      }),
      entry('c', { saidBy: [said('two', { receivedAt: at(5), externalId: 'x/y z' })] }),
      entry('d', { saidBy: [said('one', { receivedAt: at(2), takenBack: true })], state: 'revoked' }),
      entry("e'e"),
    ];
    const searched = async (query: LedgerQuery): Promise<readonly string[]> => {
      const table = newTable();
      const ledger = ledgerOf(table);
      await ledger.record('graph', entries)();
      await ledger.record('sentinel', [entry('elsewhere', { saidBy: [said('one')] })])();
      const found: string[] = [];
      const visited = await ledger.visit('graph', query, (some) =>
        found.push(...some.map(({ externalId }) => externalId)),
      )();
      expect(visited).toEqual(recorded);
      return found.sort();
    };

    it.each<[string, LedgerQuery, readonly string[]]>([
      ['all', { by: 'all' }, ['a', 'b', 'c', 'd', "e'e"]],
      ['an event', { by: 'event', eventId: 'event-one' }, ['a', 'b']],
      ['a source and its times', { by: 'source', source: 'two', from: at(4), to: at(5) }, ['b']],
      [
        'a source that is hidden by another',
        { by: 'source', source: 'one', from: at(2), to: at(3) },
        ['a', 'b'],
      ],
      ['a source before its time', { by: 'source', source: 'one', from: at(3), to: at(9) }, []],
      ["a sender's own identity", { by: 'externalId', externalId: 'x/y z' }, ['c']],
      ['the identity there', { by: 'externalId', externalId: "e'e" }, ["e'e"]],
      ['a value', { by: 'value', value: 'b.example' }, ['b']],
      ['a value beside another', { by: 'value', value: '443' }, ['b']],
      ['a value that nobody has', { by: 'value', value: "o'hara.example" }, []],
    ])('by %s', async (_, query, expected) => {
      expect(await searched(query)).toEqual(expected);
    });

    it('to no end where there is no table', async () => {
      const found: unknown[] = [];
      const visited = await ledgerOf(newTable()).visit('graph', { by: 'all' }, (some) =>
        found.push(...some),
      )();
      expect([visited, found]).toEqual([recorded, []]);
    });
  });
});

describe('when the table is out of reach', () => {
  const key = 'c2VjcmV0LWtleQ==';
  const accountAt = (port: number): Account =>
    byConnectionString(
      `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};TableEndpoint=http://127.0.0.1:${port}/a`,
    );
  const both = (of: Account, maxMs?: number) => {
    const ledger = tableLedger(of, { table: 'ledger', maxMs });
    const ids = Array.from({ length: 100 }, (_, index) => `a${index}`);
    return Promise.all([
      ledger.find('graph', ids)(),
      ledger.record(
        'graph',
        ids.map((id) => entry(id)),
      )(),
    ]);
  };
  const leftWith = (code: unknown) =>
    E.left({
      _tag: 'Unavailable',
      dependency: 'table',
      code,
      retryAfterSeconds: null,
      requestIds: { request: null, client: null },
    });

  it('says that the connection was refused', async () => {
    const stopped = await startAzurite();
    await stopped.stop();
    const results = await both(byConnectionString(stopped.connectionString), patientMs);
    expect(results).toEqual([leftWith('ECONNREFUSED'), leftWith('ECONNREFUSED')]);
  });

  it.each<[string, string]>([
    ['never answers', ''],
    [
      'answers by half',
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"id":"',
    ],
    [
      'packs its half answer',
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n\r\n',
    ],
  ])('gives up when it takes the connection and %s', async (_, answer) => {
    const sockets: Socket[] = [];
    const silent: Server = createServer((socket) => {
      sockets.push(socket.on('error', () => undefined));
      socket.once('data', () => socket.write(answer));
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const results = await both(accountAt(port));
    const closed = once(silent, 'close');
    silent.close();
    for (const socket of sockets) socket.destroy();
    await closed;
    expect(results).toEqual([leftWith('timeout'), leftWith('timeout')]);
  });

  it('keeps its connections', async () => {
    let connections = 0;
    const gate = createServer((inside) => {
      connections += 1;
      const outside = connect(azurite.ports.table, '127.0.0.1');
      for (const socket of [inside, outside]) socket.on('error', () => undefined);
      inside.pipe(outside).pipe(inside);
    }).listen(0, '127.0.0.1');
    await once(gate, 'listening');
    const { port } = gate.address() as AddressInfo;
    const through = azurite.connectionString.replace(`:${azurite.ports.table}/`, `:${port}/`);
    const ledger = tableLedger(byConnectionString(through), { table: newTable(), maxMs: patientMs });
    for (let time = 0; time < 40; time += 1) await ledger.find('graph', ['a'])();
    gate.close();
    expect(connections).toBe(1);
  });

  it('tries a connection that breaks twice at the most', async () => {
    let connections = 0;
    const breaking: Server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(breaking, 'listening');
    const ledger = tableLedger(accountAt((breaking.address() as AddressInfo).port), {
      table: 'ledger',
      maxMs: patientMs,
    });
    const result = await ledger.find('graph', ['a'])();
    await new Promise((resolve) => breaking.close(resolve));
    expect(result).toEqual(leftWith('ECONNRESET'));
    expect(connections).toBe(2);
  });

  it('holds no key and no signature when the account refuses', async () => {
    const wrongKey = azurite.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${key}`);
    const results = await both(byConnectionString(wrongKey), patientMs);
    expect(results).toEqual([leftWith('AuthorizationFailure'), leftWith('AuthorizationFailure')]);
  });

  it('is well again by itself', async () => {
    const gate: Gate = await gateTo(azurite.ports.table);
    const through = azurite.connectionString.replace(`:${azurite.ports.table}/`, `:${gate.port}/`);
    const ledger = tableLedger(byConnectionString(through), { table: newTable(), maxMs: patientMs });
    expect(await ledger.record('graph', [entry('a')])()).toEqual(recorded);
    await gate.shut();
    expect(await ledger.find('graph', ['a'])()).toEqual(leftWith('ECONNREFUSED'));
    await gate.open();
    expect(await ledger.find('graph', ['a'])()).toEqual(held(entry('a')));
    await gate.shut();
  });
});
