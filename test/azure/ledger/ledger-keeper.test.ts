import { TableClient } from '@azure/data-tables';
import { type Azurite } from '../../../local/azurite';
import { startAzurite } from '../../azurite';
import { tableLedger } from '../../../shared/azure/ledger/ledger';
import { tableLedgerKeeper } from '../../../shared/azure/ledger/ledger-keeper';
import { tableLedgerRows } from '../../../shared/azure/ledger/ledger-rows';
import { byConnectionString, type Account } from '../../../shared/azure/storage';
import { type DueRow, type Kept, type LedgerEntry } from '../../../shared/delivery/ports';
import { rightOf } from '../../pipeline/right-of';

let azurite: Azurite;
let account: Account;
let tables = 0;

beforeAll(async () => {
  azurite = await startAzurite();
  account = byConnectionString(azurite.connectionString);
});

afterAll(() => azurite.stop());

/** Long enough for a busy machine. */
const patientMs = 60_000;

const entry = (externalId: string, expires: string, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  externalId,
  id: `id of ${externalId}`,
  contentHash: 'f'.repeat(64),
  sourceTime: '2026-01-01T00:00:00.000Z',
  expires,
  state: 'created',
  ...more,
});

/** A ledger whose rows are due at the hour of their end. */
const stack = () => {
  const table = `keeper${(tables += 1)}`;
  const ledger = tableLedger(account, {
    table,
    maxMs: patientMs,
    dueOf: ({ expires }) => expires.slice(0, 13),
  });
  const keeper = tableLedgerKeeper(account, { table, maxMs: patientMs });
  const client = TableClient.fromConnectionString(azurite.connectionString, table, {
    allowInsecureConnection: true,
  });
  return {
    record: async (...entries: readonly LedgerEntry[]) => rightOf(await ledger.record('graph', entries)()),
    find: async (externalId: string) => rightOf(await ledger.find('graph', [externalId])()).get(externalId),
    take: async (until: string, destination = 'graph') => rightOf(await keeper.take(destination, until)()),
    settle: async (row: DueRow | undefined, kept: Kept) => {
      if (row === undefined) throw new Error('no row is due');
      rightOf(await keeper.settle('graph', row, kept)());
    },
    rows: async () => rightOf(await tableLedgerRows(account, table, patientMs).page('graph', null)()),
    all: async () => {
      const keys: string[] = [];
      for await (const { partitionKey } of client.listEntities()) keys.push(String(partitionKey));
      return keys.filter((key) => key.startsWith('due~'));
    },
  };
};

const jan = '2026-01-31T12:00:00.000Z';
const may = '2026-05-31T12:00:00.000Z';
const dueIn = (expires: string): string => expires.slice(0, 13);

describe('when rows are due', () => {
  it('gives those of that hour and before, of one destination, the oldest first', async () => {
    const { record, take } = stack();
    await record(entry('b', may), entry('a', jan), entry('c', '2026-06-01T00:00:00.000Z'));
    expect((await take(dueIn(may))).map((row) => row.entry?.externalId)).toEqual(['a', 'b']);
    expect(await take(dueIn(jan), 'graph-other')).toEqual([]);
    expect(await take('2026-01-31T11')).toEqual([]);
  });

  it('has none where there is no table', async () => {
    expect(await stack().take(dueIn(may))).toEqual([]);
  });

  it('leaves none behind that left', async () => {
    const { record, take, settle, find, all } = stack();
    await record(entry('a', jan), entry('b', may));
    const [row] = await take(dueIn(jan));
    await settle(row, { _tag: 'Leave' });
    expect(await find('a')).toBeUndefined();
    expect(await find('b')).toMatchObject({ id: 'id of b' });
    expect(await all()).toEqual([`due~graph~${dueIn(may)}`]);
  });

  it('keeps one that was written meanwhile, and gives it again', async () => {
    const { record, take, settle, find } = stack();
    await record(entry('a', jan));
    const [row] = await take(dueIn(jan));
    await record(entry('a', may, { due: dueIn(jan) }));
    await settle(row, { _tag: 'Leave' });
    expect(await find('a')).toMatchObject({ expires: may });
    expect(await take(dueIn(jan))).toMatchObject([{ entry: { expires: may, due: dueIn(jan) } }]);
  });

  it('gives one later that is due later', async () => {
    const { record, take, settle, all } = stack();
    await record(entry('a', jan));
    const [row] = await take(dueIn(jan));
    await settle(row, { _tag: 'Later', due: dueIn(may) });
    expect(await take(dueIn(jan))).toEqual([]);
    expect(await take(dueIn(may))).toMatchObject([{ entry: { id: 'id of a', due: dueIn(may) } }]);
    expect(await all()).toHaveLength(1);
  });

  it('keeps only that it was revoked for good', async () => {
    const { record, take, settle, find, all } = stack();
    await record(entry('a', jan, { generation: 3, action: 'block' }));
    const [row] = await take(dueIn(jan));
    await settle(row, { _tag: 'Stub' });
    expect(await find('a')).toEqual({
      ...entry('a', jan, { id: '', contentHash: '', state: 'revoked' }),
      generation: 3,
      revoked: true,
    });
    expect(await all()).toEqual([]);
  });
});

describe('when a row is written', () => {
  it('is written down once, and anew only where it is due sooner', async () => {
    const { record, all, take } = stack();
    await record(entry('a', may));
    await record(entry('a', '2026-07-01T00:00:00.000Z'));
    expect(await all()).toEqual([`due~graph~${dueIn(may)}`]);
    await record(entry('a', jan));
    expect(await all()).toHaveLength(2);
    // The later one is of no matter any more: the row says so.
    expect((await take(dueIn(may))).map((row) => [row.due, row.entry?.due])).toEqual([
      [dueIn(jan), dueIn(jan)],
      [dueIn(may), dueIn(jan)],
    ]);
  });

  it('is not among the rows of the ledger twice', async () => {
    const { record, rows } = stack();
    await record(entry('a', may));
    const pages = await rows();
    expect(pages.rows.length).toBeLessThanOrEqual(1);
  });
});
