import { TableClient } from '@azure/data-tables';
import { type Azurite } from '../../../local/azurite';
import { startAzurite } from '../../azurite';
import { tableLedger } from '../../../shared/azure/ledger/ledger';
import { tableLedgerRows } from '../../../shared/azure/ledger/ledger-rows';
import { byConnectionString, type Account } from '../../../shared/azure/storage';
import { type LedgerEntry, type LedgerPage, type LedgerRow } from '../../../shared/delivery/ports';
import { rightOf } from '../../pipeline/right-of';

let azurite: Azurite;
let account: Account;

beforeAll(async () => {
  azurite = await startAzurite();
  account = byConnectionString(azurite.connectionString);
});

afterAll(() => azurite.stop());

/** Long enough for a busy machine. */
const patientMs = 60_000;

const entry = (externalId: string): LedgerEntry => ({
  externalId,
  id: `id of ${externalId}`,
  contentHash: 'f'.repeat(64),
  sourceTime: '2026-01-01T00:00:00.000Z',
  expires: '2030-01-01T00:00:00.000Z',
  action: 'block',
  generation: 2,
  state: 'created',
});

const allOf = async (table: string, destination: string) => {
  const rows = tableLedgerRows(account, table, patientMs);
  const found: LedgerRow[] = [];
  let pages = 0;
  for (let next: string | null = null; ;) {
    const page: LedgerPage = rightOf(await rows.page(destination, next)());
    pages += 1;
    found.push(...page.rows);
    if (page.next === null) return { found, pages };
    ({ next } = page);
  }
};

describe('the rows of a destination', () => {
  it('are read partition by partition, each once, with when it was written, and no other destination’s', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `one-${index}`);
    const ledger = tableLedger(account, { table: 'rows1', maxMs: patientMs });
    await ledger.record('graph', ids.map(entry))();
    await ledger.record('graph-2', [entry('of another')])();
    const { found, pages } = await allOf('rows1', 'graph');
    expect(found.map(({ externalId }) => externalId).sort()).toEqual([...ids].sort());
    expect(pages).toBe(16);
    expect(found[0]).toMatchObject({ action: 'block', generation: 2, state: 'created' });
    expect(found.every(({ writtenAt }) => Date.parse(writtenAt) > Date.parse('2020-01-01'))).toBe(true);
  });

  it('are read on where a partition has more than the service gives at once', async () => {
    const client = TableClient.fromConnectionString(azurite.connectionString, 'rows2', {
      allowInsecureConnection: true,
    });
    await client.createTable();
    for (let chunk = 0; chunk < 11; chunk += 1)
      await client.submitTransaction(
        Array.from({ length: 100 }, (_, index) => {
          const name = `${chunk}-${index}`;
          return ['create', { partitionKey: 'graph-3', rowKey: `3${name}`, ...entry(name) }];
        }),
      );
    const { found, pages } = await allOf('rows2', 'graph');
    expect(new Set(found.map(({ externalId }) => externalId)).size).toBe(1100);
    expect(pages).toBe(17);
  });

  it('are none where there is no table yet', async () => {
    expect(await allOf('rows3', 'graph')).toEqual({ found: [], pages: 1 });
  });

  it('are not read where the storage account is out of reach', async () => {
    const away = byConnectionString(
      azurite.connectionString.replace(/(TableEndpoint=http:\/\/127\.0\.0\.1:)\d+/, '$11'),
    );
    const rows = tableLedgerRows(away, 'rows4', patientMs);
    expect(await rows.page('graph', null)()).toMatchObject({
      left: { _tag: 'Unavailable', dependency: 'table' },
    });
  });
});
