import { TableClient } from '@azure/data-tables';
import { type Azurite } from '../../local/azurite';
import { startAzurite } from '../azurite';
import { tableLedger } from '../../shared/azure/ledger/ledger';
import { tableLedgerRows } from '../../shared/azure/ledger/ledger-rows';
import { tableReadBackStore } from '../../shared/azure/read-back-store';
import { byConnectionString, type Account } from '../../shared/azure/storage';
import { type LastReadBack, type SeenThere } from '../../shared/delivery/ports';
import { rightOf } from '../pipeline/right-of';

let azurite: Azurite;
let account: Account;
let tables = 0;

beforeAll(async () => {
  azurite = await startAzurite();
  account = byConnectionString(azurite.connectionString);
});

afterAll(() => azurite.stop());

const patientMs = 60_000;

const lookAt = (at: string, differences: number): LastReadBack => ({
  at,
  counts: { visible: 7, missing: differences },
  unseen: null,
  differences,
  isWhole: true,
  visibleAfterMinutes: 5,
});

const missing = (at: string, ...externalIds: readonly string[]): ReadonlyMap<string, SeenThere> =>
  new Map(externalIds.map((id) => [id, { at, state: 'missing', causes: [], differs: [] }]));

const [first, second] = ['2026-01-01T12:00:00.000Z', '2026-01-01T13:00:00.000Z'];

/** A keeper over a table that a ledger has made. */
const stack = async () => {
  const table = `looks${(tables += 1)}`;
  const ledger = tableLedger(account, { table, maxMs: patientMs });
  rightOf(
    await ledger.record('graph', [
      {
        externalId: 'a',
        id: 'id',
        contentHash: 'f'.repeat(64),
        sourceTime: first,
        expires: '2030-01-01T00:00:00.000Z',
        state: 'created',
      },
    ])(),
  );
  const client = TableClient.fromConnectionString(azurite.connectionString, table, {
    allowInsecureConnection: true,
  });
  return {
    keeper: tableReadBackStore(account, table, patientMs),
    rows: tableLedgerRows(account, table, patientMs),
    seenRows: async () => {
      let count = 0;
      for await (const { partitionKey } of client.listEntities())
        if (String(partitionKey).startsWith('seen~')) count += 1;
      return count;
    },
  };
};

describe('a look that is kept', () => {
  it('is told of each that was not as it was sent, for its own destination', async () => {
    const { keeper } = await stack();
    rightOf(await keeper.keep('graph', lookAt(first, 2), missing(first, 'a', 'b/?#'))());
    const { look, differing } = rightOf(await keeper.seen('graph', ['a', 'b/?#', 'c'])());
    expect(look).toEqual(lookAt(first, 2));
    expect(differing).toEqual(missing(first, 'a', 'b/?#'));
    expect(rightOf(await keeper.last('graph')())).toEqual(look);
    expect(rightOf(await keeper.last('sentinel')())).toBeNull();
  });

  it('takes the place of the one before, of which nothing stays', async () => {
    const { keeper, seenRows } = await stack();
    rightOf(await keeper.keep('graph', lookAt(first, 2), missing(first, 'a', 'b'))());
    rightOf(await keeper.keep('graph', lookAt(second, 1), missing(second, 'b'))());
    expect(rightOf(await keeper.seen('graph', ['a', 'b'])()).differing).toEqual(missing(second, 'b'));
    expect(await seenRows()).toBe(2);
  });

  it('leaves the row alone, and is none of the rows of the ledger', async () => {
    const { keeper, rows } = await stack();
    const all = async () => {
      const found = [];
      for (let next: string | null = null; ;) {
        const page: { readonly rows: readonly unknown[]; readonly next: string | null } = rightOf(
          await rows.page('graph', next)(),
        );
        found.push(...page.rows);
        if (page.next === null) return found;
        ({ next } = page);
      }
    };
    const before = await all();
    rightOf(await keeper.keep('graph', lookAt(first, 1), missing(first, 'a'))());
    expect(await all()).toEqual(before);
  });

  it('is none where nobody has looked', async () => {
    const { keeper } = await stack();
    expect(rightOf(await keeper.seen('graph', ['a'])())).toEqual({ look: null, differing: new Map() });
  });
});

describe('a read-back before anything was sent', () => {
  it('is kept, though nothing made the table yet', async () => {
    const keeper = tableReadBackStore(account, `looks${(tables += 1)}`, patientMs);
    expect(rightOf(await keeper.last('graph')())).toBeNull();
    const look = lookAt(first, 0);
    rightOf(await keeper.keep('graph', look, new Map())());
    expect(rightOf(await keeper.last('graph')())).toEqual(look);
  });
});
