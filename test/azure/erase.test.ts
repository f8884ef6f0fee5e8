import { byConnectionString } from '../../shared/azure/storage';
import { HttpRequest, HttpResponse } from '@azure/functions';
import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { eraseKept } from '../../functions/erase';
import { type Azurite } from '../../local/azurite';
import { startAzurite } from '../azurite';
import { tableLedger } from '../../shared/azure/ledger/ledger';
import { tableLedgerKeeper } from '../../shared/azure/ledger/ledger-keeper';
import { parkedStore } from '../../shared/azure/parked-store';
import { recordEraser } from '../../shared/azure/record/record-eraser';
import { recordStore } from '../../shared/azure/record/record-store';
import { textOfRow } from '../../shared/azure/record/record-text';
import { entryOf } from '../../shared/delivery/ledger/ledger';
import { type LedgerEntry } from '../../shared/delivery/ports';
import { notCreated, reason, type Outcome } from '../../shared/pipeline/outcome';
import { park } from '../../shared/pipeline/parked/park';
import { batchesOf } from '../../shared/pipeline/record/outcome-batches';
import { usualRoute } from '../destinations/usual';
import { answered } from '../functions/answered';
import { invocation } from '../functions/world';
import { joinedBatches } from '../pipeline/outcomes/joined-batches';
import { inMemoryWorld } from '../pipeline/in-memory-environment';
import { indicatorOf, provenanceAt } from '../pipeline/planned';
import { rightOf } from '../pipeline/right-of';

let azurite: Azurite;
let worlds = 0;

beforeAll(async () => {
  azurite = await startAzurite();
});

afterAll(() => azurite.stop());

const at = '2026-01-01T00:00:00.000Z';

const indicatorFor = (name: string) =>
  indicatorOf(`id of ${name}`, {
    domainName: `${name}.example.com`,
    expirationDateTime: '2030-01-31T12:00:00.000Z',
  });

/** What the ledger has of a domain, said by one event. */
const rowOf = (name: string, eventId: string, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...entryOf(indicatorFor(name), { id: `there-${name}`, sourceTime: at, state: 'created' }),
  saidBy: [
    {
      source: 'feed',
      externalId: `id of ${name}`,
      at,
      receivedAt: at,
      eventId,
      takenBack: more.state === 'revoked',
    },
  ],
  ...more,
});

const outcomeOf = (name: string, eventId: string, place = '/0'): Outcome =>
  notCreated(
    {
      provenance: { ...provenanceAt(place), eventId, intakeId: `intake of ${eventId}` },
      indicator: indicatorFor(name),
    },
    { destination: 'graph', state: 'skipped', why: reason('a-code', 'why') },
    { attempt: 1, settledAt: at },
  );

/** A storage account in which three domains are spoken of: one is held, one is gone, and one is gone for good. The first event says so many things besides. */
const storedAs =
  (isTogether: boolean) =>
  async (besides = 0) => {
    const number = (worlds += 1);
    const [ledgerTable, outcomesTable, parkedTable, container] = [
      'ledger',
      'outcomes',
      'parked',
      'blobs',
    ].map((name) => `${name}${number}`) as [string, string, string, string];
    const account = byConnectionString(azurite.connectionString);
    const [ledger, record] = [
      tableLedger(account, { table: ledgerTable, maxMs: 60_000 }),
      recordStore(account, outcomesTable),
    ];
    const world = inMemoryWorld([]).environment;
    const environment = {
      ...world,
      parked: parkedStore(account, { container, table: parkedTable }),
      routes: [{ ...usualRoute, name: 'graph', deliverer: () => () => Promise.resolve([]) }],
    };
    rightOf(
      await ledger.record('graph', [
        rowOf('held', 'run-1'),
        rowOf('gone', 'run-1', { state: 'revoked' }),
        rowOf('forgood', 'run-2', { state: 'revoked', revoked: true }),
      ])(),
    );
    let ids = 0;
    const outcomes = [
      outcomeOf('gone', 'run-1'),
      outcomeOf('held', 'run-1', '/1'),
      outcomeOf('gone', 'run-2'),
      outcomeOf('forgood', 'run-2', '/1'),
      ...Array.from({ length: besides }, (_, n) => outcomeOf('besides', 'run-1', `/besides/${n}`)),
    ];
    const batches = batchesOf(outcomes, () => (ids += 1).toString(16).padStart(16, '0'));
    const written = isTogether ? joinedBatches(batches) : batches;
    rightOf(await record.write(written.map((batch) => ({ at: Date.parse(at), batch })))());
    const itemToPark = {
      kind: 'event',
      reason: reason('unreadable', 'why'),
      destination: null,
      indicators: 0,
    } as const;
    for (const [eventId, seen] of [
      ['run-3', 'hxxp://GONE[.]example[.]com/x'],
      ['run-4', 'nothing of it'],
    ] as const)
      rightOf(
        await park(environment)({
          ...itemToPark,
          provenance: { ...provenanceAt(''), eventId },
          content: { seen },
        })(),
      );
    const kept = {
      ledger,
      rows: tableLedgerKeeper(account, { table: ledgerTable, maxMs: 60_000 }),
      records: [recordEraser(account, outcomesTable)],
    };
    const ask = async (query: string) => {
      const { context, lines } = invocation();
      const request = new HttpRequest({
        method: 'POST',
        url: `https://gateway.example/api/erase?${query}`,
        query: Object.fromEntries(new URLSearchParams(query)),
      });
      const response = new HttpResponse(
        await answered(environment, eraseKept(environment, kept))(request, context),
      );
      return {
        status: response.status,
        body: JSON.parse(await response.text()) as Record<string, unknown>,
        lines,
      };
    };
    /** All that is in the storage account, as text. */
    const dump = async (): Promise<string> => {
      const texts: string[] = [];
      for (const table of [ledgerTable, outcomesTable, parkedTable]) {
        const client = TableClient.fromConnectionString(azurite.connectionString, table, {
          allowInsecureConnection: true,
        });
        for await (const entity of client.listEntities())
          texts.push(JSON.stringify(entity), textOfRow(entity) ?? '');
      }
      const blobs = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(
        container,
      );
      for await (const { name } of blobs.listBlobsFlat())
        texts.push((await blobs.getBlobClient(name).downloadToBuffer()).toString());
      return texts.join('\n');
    };
    const read = async (by: 'intake' | 'event', id: string) =>
      rightOf(await record.page({ by, id }, { size: 1000, from: null })()).items.map(
        ({ outcome }) => outcome,
      );
    return { ask, dump, read, record, ledger };
  };

const ways = [
  ['an event by itself', storedAs(false)],
  ['several events together', storedAs(true)],
] as const;

describe.each(ways)('what is kept of a value, of %s', (_, stored) => {
  it('is counted first, and nothing changes', async () => {
    const { ask, dump } = await stored();
    const before = await dump();
    const { status, body } = await ask('value=gone.example.com&dryRun=true');
    expect([status, body]).toMatchObject([
      200,
      { dryRun: true, count: 4, held: 0, rows: 1, outcomes: 2, parked: 1, ledger: [{ fate: 'goes' }] },
    ]);
    expect(await dump()).toBe(before);
  });

  it.each([0, 200])(
    'is nowhere any more, whatever its spelling, and all else stays: beside %d',
    async (besides) => {
      const { ask, dump, read } = await stored(besides);
      const { status, body, lines } = await ask('value=gone.example.com&count=4');
      expect([status, body]).toEqual([200, { dryRun: false, rows: 1, outcomes: 2, parked: 1 }]);
      const left = await dump();
      expect(left).not.toMatch(/gone/i);
      expect(left).toContain('held.example.com');
      expect(left).toContain('nothing of it');
      expect((await read('event', 'run-1')).map(({ observable }) => observable?.value ?? null)).toEqual([
        null,
        'held.example.com',
        ...Array.from({ length: besides }, () => 'besides.example.com'),
      ]);
      expect(lines.join()).not.toContain('gone.example.com');
      expect((await ask('value=gone.example.com&dryRun=true')).body).toMatchObject({ count: 0 });
    },
  );

  it('stays in the row of what is held, which is said', async () => {
    const { ask, dump } = await stored();
    expect((await ask('value=held.example.com&dryRun=true')).body).toMatchObject({
      count: 1,
      held: 1,
      ledger: [{ fate: 'held' }],
    });
    expect((await ask('value=held.example.com&count=1')).body).toMatchObject({ rows: 0, outcomes: 1 });
    expect(await dump()).toContain('held.example.com');
  });

  it('leaves of what was revoked for good that it was, and no name', async () => {
    const { ask, dump, ledger } = await stored();
    await ask('value=forgood.example.com&count=2');
    expect(await dump()).not.toMatch(/forgood/i);
    const found = rightOf(await ledger.find('graph', ['id of forgood'])());
    expect(found.get('id of forgood')).toMatchObject({ state: 'revoked', revoked: true });
  });
});

describe.each(ways)('what is kept of an event, of %s', (_, stored) => {
  it('is nowhere any more, in no list of outcomes either, but for what is held', async () => {
    const { ask, dump, read, record } = await stored();
    expect((await ask('eventId=run-2&dryRun=true')).body).toMatchObject({ count: 3, rows: 1, outcomes: 2 });
    expect((await ask('eventId=run-2&count=3')).body).toEqual({
      dryRun: false,
      rows: 1,
      outcomes: 2,
      parked: 0,
    });
    const left = await dump();
    expect(left).not.toContain('run-2');
    // Nothing is left that would find it: of run-1 its intake and its event.
    expect(left.match(/"partitionKey":"ids-/g)).toHaveLength(2);
    expect(await read('intake', 'intake of run-2')).toEqual([]);
    expect(await read('event', 'run-1')).toHaveLength(2);
    const since = Date.parse(at) - 1;
    const all = rightOf(
      await record.page({ by: 'time', since, until: since + 1000 }, { size: 100, from: null })(),
    );
    expect(all.items.map(({ outcome }) => outcome.eventId)).toEqual(['run-1', 'run-1']);
    expect((await ask('eventId=run-1&dryRun=true')).body).toMatchObject({ held: 1, rows: 1 });
  });

  it('goes while somebody reads the outcomes page by page, who then sees all that is left and nothing twice', async () => {
    const { ask, record } = await stored(3);
    const since = Date.parse(at) - 1;
    const begun = { at: since, id: '', index: -1 };
    const first = rightOf(
      await record.page({ by: 'after', until: since + 1000 }, { size: 3, from: begun })(),
    );
    expect((await ask('eventId=run-1&count=6')).status).toBe(200);
    const rest = rightOf(
      await record.page({ by: 'after', until: since + 1000 }, { size: 100, from: first.next })(),
    );
    const seen = [...first.items, ...rest.items].map(({ outcome }) => outcome);
    const left = seen.filter(({ eventId }) => eventId === 'run-2').map(({ place }) => place);
    expect(left).toEqual(['/0', '/1']);
  });

  it('is a parked thing as a whole', async () => {
    const { ask, dump } = await stored();
    expect((await ask('eventId=run-4&count=1')).body).toMatchObject({ parked: 1 });
    expect(await dump()).not.toContain('nothing of it');
  });
});

describe('what is asked', () => {
  const stored = storedAs(true);

  it.each([
    ['no filter', 'dryRun=true', 400],
    ['a filter that is none here', 'source=feed&dryRun=true', 400],
    ['a blank filter', 'value=&dryRun=true', 400],
    ['no count', 'value=gone.example.com', 400],
    ['another count', 'value=gone.example.com&count=3', 409],
  ])('erases nothing where it is %s', async (_, query, status) => {
    const { ask, dump } = await stored();
    const before = await dump();
    expect((await ask(query)).status).toBe(status);
    expect(await dump()).toBe(before);
  });
});
