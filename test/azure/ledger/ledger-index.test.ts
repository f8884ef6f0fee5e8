import { TableClient } from '@azure/data-tables';
import { type Azurite } from '../../../local/azurite';
import { startAzurite } from '../../azurite';
import { tableLedger } from '../../../shared/azure/ledger/ledger';
import { digestOf, indexKeysOf, nameRange } from '../../../shared/azure/ledger/ledger-index';
import { tableLedgerKeeper } from '../../../shared/azure/ledger/ledger-keeper';
import { tableLedgerLister } from '../../../shared/azure/ledger/ledger-lister';
import { keysOf, rowOf } from '../../../shared/azure/ledger/ledger-row';
import { byConnectionString } from '../../../shared/azure/storage';
import { type LedgerQuery } from '../../../shared/delivery/ledger/ledger-search';
import { entryOf } from '../../../shared/delivery/ledger/ledger';
import { type LedgerEntry, type Assertion } from '../../../shared/delivery/ports';
import { type Indicator } from '../../../shared/indicator/indicator';
import { indicatorOf } from '../../pipeline/planned';
import { rightOf } from '../../pipeline/right-of';
import { startCountingTable, type CountingTable } from '../counting-table';

let azurite: Azurite;
let counting: CountingTable;
let tables = 0;

beforeAll(async () => {
  azurite = await startAzurite();
  counting = await startCountingTable(azurite);
});

afterAll(async () => {
  await counting.stop();
  await azurite.stop();
});

/** Long enough for a busy machine. */
const patientMs = 120_000;

const at = '2026-01-01T00:00:00.000Z';

const never = new AbortController().signal;

const bare = Object.fromEntries(
  Object.entries(indicatorOf('any')).filter(([name]) => name !== 'domainName'),
) as Indicator;

const said = (externalId: string, more: Partial<Assertion> = {}): Assertion => ({
  source: 'feed',
  externalId,
  at,
  receivedAt: at,
  eventId: 'run-1',
  takenBack: false,
  ...more,
});

const rowFor = (externalId: string, looksFor: Partial<Indicator>, more: Partial<LedgerEntry> = {}) => ({
  ...entryOf(
    { ...bare, ...looksFor, externalId },
    { id: `id of ${externalId}`, sourceTime: at, state: 'created' },
  ),
  saidBy: [said(externalId)],
  ...more,
});

const domain = (name: string, more: Partial<LedgerEntry> = {}) =>
  rowFor(`id of ${name}`, { domainName: `${name}.example.com` }, more);

const address = (number: number) =>
  `203.${Math.floor(number / 65_536)}.${Math.floor(number / 256) % 256}.${number % 256}`;

/** A ledger in a table of its own, whose calls and rows are counted. */
const stack = () => {
  const table = `index${(tables += 1)}`;
  const account = byConnectionString(counting.connectionString);
  const clock = { ms: jest.now() };
  const now = (): Date => new Date(clock.ms);
  const ledger = tableLedger(account, {
    table,
    maxMs: patientMs,
    dueOf: ({ expires }) => expires.slice(0, 13),
  });
  const keeper = tableLedgerKeeper(account, { table, maxMs: patientMs, now });
  const lister = tableLedgerLister(account, { table, maxMs: patientMs, now });
  const client = TableClient.fromConnectionString(azurite.connectionString, table, {
    allowInsecureConnection: true,
  });
  const list = async () => rightOf(await lister.list('graph', never)());
  const find = async (query: LedgerQuery): Promise<readonly string[]> => {
    const found: string[] = [];
    rightOf(
      await ledger.visit('graph', query, (some) => found.push(...some.map(({ externalId }) => externalId)))(),
    );
    return found.sort();
  };
  return {
    ledger,
    keeper,
    lister,
    client,
    clock,
    list,
    find,
    record: async (...entries: readonly LedgerEntry[]) => rightOf(await ledger.record('graph', entries)()),
    /** Many, past what counts. */
    fill: async (entries: readonly LedgerEntry[]) => {
      const direct = tableLedger(byConnectionString(azurite.connectionString), { table, maxMs: patientMs });
      rightOf(await direct.record('graph', entries)());
    },
    /** All that is there is listed. */
    listed: async () => {
      await list();
      clock.ms += 3_600_000;
      expect((await list()).isWhole).toBe(true);
    },
    /** Rows by which others are found. */
    index: async () => {
      const keys: string[] = [];
      for await (const { partitionKey, rowKey } of client.listEntities())
        if (String(partitionKey).startsWith('ix~') && rowKey !== 'listing') keys.push(String(rowKey));
      return keys;
    },
    spent: async (query: LedgerQuery) => {
      counting.reset();
      const found = await find(query);
      return { found: found.length, ...counting.counted };
    },
  };
};

const byValue = (value: string): LedgerQuery => ({ by: 'value', value });

describe('what is listed', () => {
  it('is found by each of its values, by the host of its URL and by what its source calls it', async () => {
    const { record, listed, find } = stack();
    await record(
      domain('a'),
      rowFor('u', { url: 'http://a.example.com/x' }),
      rowFor('six', { networkIPv6: '2001:db8:0:0:0:0:0:1' }),
      rowFor(
        'two',
        { domainName: 'b.example.com', fileName: 'Evil.EXE' },
        { saidBy: [said('its own name')] },
      ),
    );
    await listed();
    expect(await find(byValue('A[.]example[.]com'))).toEqual(['id of a']);
    expect(await find(byValue('hxxp://a[.]example[.]com/x'))).toEqual(['u']);
    expect(await find(byValue('2001:db8::1'))).toEqual(['six']);
    expect(await find(byValue('Evil.EXE'))).toEqual(['two']);
    expect(await find({ by: 'host', host: 'A.example.com' })).toEqual(['u']);
    expect(await find({ by: 'externalId', externalId: 'its own name' })).toEqual(['two']);
    expect(await find({ by: 'externalId', externalId: 'six' })).toEqual(['six']);
    expect(await find(byValue('c.example.com'))).toEqual([]);
  });

  it('is what a look at every row finds, too', async () => {
    const { record, listed, find } = stack();
    await record(
      domain('a'),
      rowFor('u', { url: 'http://a.example.com/x' }),
      rowFor('n', { fileName: 'x' }),
      rowFor('four', { networkIPv4: '203.0.113.7' }),
    );
    const queries: readonly LedgerQuery[] = [
      byValue('a.example.com'),
      byValue('http://A.example.com/x'),
      byValue('x'),
      byValue('203.0.113.7/32'),
      byValue('::ffff:203.0.113.7'),
      { by: 'host', host: 'a.example.com' },
      { by: 'externalId', externalId: 'n' },
    ];
    const before = [];
    for (const query of queries) before.push(await find(query));
    await listed();
    for (const [index, query] of queries.entries()) expect(await find(query)).toEqual(before[index]);
    expect(before.map((found) => found.length)).toEqual(before.map(() => 1));
  });

  it('is found by the new value where the content has changed, and by the old no more', async () => {
    const { record, listed, find } = stack();
    await record(rowFor('same', { domainName: 'old.example.com' }));
    await listed();
    await record(rowFor('same', { domainName: 'new.example.com' }));
    expect([await find(byValue('old.example.com')), await find(byValue('new.example.com'))]).toEqual([
      [],
      ['same'],
    ]);
  });

  it('is found again where it was taken out and comes again at once', async () => {
    const { ledger, keeper, record, listed, find } = stack();
    await record(domain('a', { state: 'sending' }), domain('b'));
    await record(domain('a', { state: 'revoked' }));
    await listed();
    rightOf(await keeper.erase('graph', 'id of a', () => 'Leave')());
    expect(await find(byValue('a.example.com'))).toEqual([]);
    rightOf(await ledger.record('graph', [domain('a', { state: 'sending' })])());
    await record(domain('a'));
    expect(await find(byValue('a.example.com'))).toEqual(['id of a']);
  });
});

describe('what it costs', () => {
  it('is one transaction more for a new one, and nothing for what is known', async () => {
    const { ledger, record } = stack();
    await record(domain('a'));
    const calls = async (entry: LedgerEntry): Promise<number> => {
      counting.reset();
      await record(entry);
      return counting.counted.calls;
    };
    // When it is due, by what it is found, and itself; then what came of it.
    expect(await calls(domain('b', { state: 'sending' }))).toBe(3);
    expect(await calls(domain('b'))).toBe(1);
    const known = rightOf(await ledger.find('graph', ['id of b'])()).get('id of b');
    if (known === undefined) throw new Error('nothing is known of it');
    expect(await calls({ ...known, sourceTime: '2026-01-02T00:00:00.000Z' })).toBe(1);
  });

  it('is for a find as much among ten thousand as among ten', async () => {
    const spentAmong = async (count: number) => {
      const { fill, listed, spent } = stack();
      await fill(
        Array.from({ length: count }, (_, index) =>
          rowFor(`id of ${index}`, { networkIPv4: address(index) }, { saidBy: [] }),
        ),
      );
      await listed();
      // Once more is known that all are listed.
      await spent(byValue(address(1)));
      return [await spent(byValue(address(3))), await spent(byValue('192.0.2.1'))];
    };
    const few = await spentAmong(10);
    // The range and the row that it leads to; or the range alone.
    expect(few).toEqual([
      { found: 1, calls: 2, rows: 2 },
      { found: 0, calls: 1, rows: 0 },
    ]);
    expect(await spentAmong(10_000)).toEqual(few);
  });

  it('is the same among a million, by the keys that the range of one holds', () => {
    const range = nameRange('graph', 'name-7');
    let within = 0;
    for (let number = 0; number < 1_000_000; number += 1) {
      const { partitionKey, from } = nameRange('graph', `name-${number}`);
      if (partitionKey === range.partitionKey && from >= range.from && from < range.before) within += 1;
    }
    expect(within).toBe(1);
  });
});

describe('rows of an earlier version', () => {
  /** As they were written before rows were listed. */
  const unlisted = async (client: TableClient, entries: readonly LedgerEntry[]): Promise<void> => {
    await client.createTable();
    for (const entry of entries) {
      const { listed, ...row } = { listed: '', ...rowOf('graph')(entry) };
      expect(listed).toBe('');
      await client.createEntity(row);
    }
  };

  it('are found before they are listed, while they are, and after that', async () => {
    const { client, list, find, clock, record } = stack();
    await unlisted(
      client,
      Array.from({ length: 40 }, (_, index) => domain(`old-${index}`)),
    );
    const found = async () => [
      await find(byValue('old-7.example.com')),
      await find(byValue('new.example.com')),
      await find({ by: 'externalId', externalId: 'id of old-7' }),
    ];
    await record(domain('new'));
    const expected = [['id of old-7'], ['id of new'], ['id of old-7']];
    expect(await found()).toEqual(expected);
    // An instance of the version before may still be there.
    expect(await list()).toEqual({ rows: 0, isWhole: false });
    expect(await list()).toEqual({ rows: 0, isWhole: false });
    expect(await found()).toEqual(expected);
    clock.ms += 1_800_000;
    expect(await list()).toEqual({ rows: 40, isWhole: true });
    expect(await found()).toEqual(expected);
    expect(await list()).toEqual({ rows: 0, isWhole: true });
  });

  it('are listed from where it stopped', async () => {
    const { client, lister, list, clock } = stack();
    await unlisted(
      client,
      Array.from({ length: 40 }, (_, index) => domain(`old-${index}`)),
    );
    await list();
    clock.ms += 1_800_000;
    let looks = 0;
    const afterThree = {
      get aborted() {
        return (looks += 1) > 3;
      },
    } as AbortSignal;
    const first = rightOf(await lister.list('graph', afterThree)());
    const second = await list();
    expect([first.isWhole, first.rows > 0, first.rows < 40]).toEqual([false, true, true]);
    expect([first.rows + second.rows, second.isWhole]).toEqual([40, true]);
  });

  it('are listed when they are next written', async () => {
    const { client, ledger, record, index } = stack();
    await unlisted(client, [domain('old')]);
    const known = rightOf(await ledger.find('graph', ['id of old'])()).get('id of old');
    if (known === undefined) throw new Error('nothing is known of it');
    await record({ ...known, sourceTime: '2026-01-02T00:00:00.000Z' });
    expect(await index()).toHaveLength(1);
  });

  it('are none where there is no table', async () => {
    expect(await stack().list()).toEqual({ rows: 0, isWhole: false });
  });
});

describe('what leads to a row', () => {
  const jan = '2026-01-31T12:00:00.000Z';

  it('leaves with it', async () => {
    const { record, keeper, index, clock } = stack();
    await record(rowFor('u', { url: 'http://a.example.com/x' }, { expires: jan }), domain('stays'));
    expect(await index()).toHaveLength(3);
    clock.ms += 7_200_000;
    const [row] = rightOf(await keeper.take('graph', jan.slice(0, 13))());
    if (row === undefined) throw new Error('no row is due');
    rightOf(await keeper.settle('graph', row, { _tag: 'Leave' })());
    expect(await index()).toHaveLength(1);
  });

  it('stays where it was written a moment ago, as the row may be written anew just now', async () => {
    const { record, keeper, index, listed, find } = stack();
    await record(domain('a', { expires: jan }));
    await listed();
    const [row] = rightOf(await keeper.take('graph', jan.slice(0, 13))());
    if (row === undefined) throw new Error('no row is due');
    // Listed anew, and not yet written.
    const [key] = indexKeysOf('graph', row.rowKey, domain('a'));
    if (key === undefined) throw new Error('it is not listed');
    rightOf(await keeper.settle('graph', row, { _tag: 'Leave' })());
    expect([await index(), await find(byValue('a.example.com'))]).toEqual([[key.rowKey], []]);
    await record(domain('a', { expires: jan }));
    expect(await find(byValue('a.example.com'))).toEqual(['id of a']);
  });

  it('is the same of the same content, in whatever order, and another of another', () => {
    const { rowKey } = keysOf('graph', 'a');
    const keys = indexKeysOf('graph', rowKey, rowFor('a', { domainName: 'a.example', fileName: 'b' }));
    expect(digestOf([...keys].reverse())).toBe(digestOf(keys));
    expect(digestOf(keys.slice(1))).not.toBe(digestOf(keys));
  });
});
