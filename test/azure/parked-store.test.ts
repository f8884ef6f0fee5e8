import { byConnectionString } from '../../shared/azure/storage';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import * as E from 'fp-ts/Either';
import { type Azurite } from '../../local/azurite';
import { startAzurite } from '../azurite';
import { parkedStore } from '../../shared/azure/parked-store';
import { type ParkedItem, type ParkedPage, type ParkedStore } from '../../shared/pipeline/ports';
import { rightOf } from '../pipeline/right-of';

let azurite: Azurite;
let stores = 0;

beforeAll(async () => {
  azurite = await startAzurite();
});

afterAll(() => azurite.stop());

interface Kept {
  readonly store: ParkedStore;
  readonly container: string;
  readonly table: string;
}

/** A store of its own for each test; container and table are not there yet. */
const newStore = (): Kept => {
  stores += 1;
  const places = { container: `parked-${stores}`, table: `parked${stores}` };
  return { store: parkedStore(byConnectionString(azurite.connectionString), places), ...places };
};

const rowsOf = ({ table }: Kept): TableClient =>
  TableClient.fromConnectionString(azurite.connectionString, table, { allowInsecureConnection: true });

const blobsOf = ({ container }: Kept) =>
  BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(container);

const itemAt = (minute: number, more: Partial<ParkedItem> = {}): ParkedItem => {
  const parkedAt = new Date(Date.UTC(2026, 10, 23, 12, minute));
  return {
    id: `${String(9_999_999_999_999 - parkedAt.getTime())}-m${minute}`,
    kind: 'job',
    parkedAt: parkedAt.toISOString(),
    reason: 'attempts-exhausted',
    text: 'every try failed',
    destination: 'graph',
    eventId: 'event-1',
    source: 'a-sender',
    indicators: 3,
    ...more,
  };
};

const keepAll = async ({ store }: Kept, items: readonly ParkedItem[]): Promise<void> => {
  for (const item of items) rightOf(await store.keep(item, JSON.stringify({ id: item.id }))());
};

/** Every page until the last. */
const pagesOf = async ({ store }: Kept, size: number): Promise<readonly (readonly string[])[]> => {
  const pages: string[][] = [];
  let next: string | null = null;
  do {
    const page: ParkedPage = rightOf(await store.list({}, { size, next })());
    pages.push(page.items.map(({ id }) => id));
    ({ next } = page);
  } while (next !== null);
  return pages;
};

describe('what is kept', () => {
  it('is read back as it was, in a container and a table that were missing', async () => {
    const kept = newStore();
    const item = itemAt(1);
    const content = JSON.stringify({ text: 'ü ✓ \u{1F41E}', list: [1, null] });
    expect(await kept.store.keep(item, content)()).toEqual(E.right(undefined));
    expect(rightOf(await kept.store.read(item.id)())).toBe(content);
    const blob = blobsOf(kept).getBlobClient(`${item.id}.json`);
    expect((await blob.getProperties()).contentType).toBe('application/json');
  });

  it.each<[string, Partial<ParkedItem>]>([
    ['a job', {}],
    ['an event, which is for every destination', { kind: 'event', destination: null, indicators: 0 }],
    ['quotes, and what is no ASCII', { text: "it's “so”", eventId: "a'b ü \u{1F41E}" }],
  ])('is listed with everything that is said of it: %s', async (_, more) => {
    const kept = newStore();
    const item = itemAt(1, more);
    await keepAll(kept, [item]);
    expect(rightOf(await kept.store.list({}, { size: 10, next: null })())).toEqual({
      items: [item],
      next: null,
    });
  });

  it('is one thing when it is kept twice', async () => {
    const kept = newStore();
    await keepAll(kept, [itemAt(1), itemAt(1)]);
    expect(rightOf(await kept.store.list({}, { size: 10, next: null })()).items).toHaveLength(1);
  });

  it('is not listed when only its blob was written, and is when it is parked again', async () => {
    const kept = newStore();
    const item = itemAt(1);
    await keepAll(kept, [item]);
    await rowsOf(kept).deleteEntity('parked', item.id);
    expect(rightOf(await kept.store.list({}, { size: 10, next: null })()).items).toEqual([]);
    await keepAll(kept, [itemAt(2)]);
    expect(rightOf(await kept.store.list({}, { size: 10, next: null })()).items).toMatchObject([
      { id: itemAt(2).id },
    ]);
  });
});

describe('a list', () => {
  it('is empty where nothing was ever kept', async () => {
    expect(rightOf(await newStore().store.list({}, { size: 10, next: null })())).toEqual({
      items: [],
      next: null,
    });
  });

  it.each([
    [2, 1, [[2], [1]]],
    [5, 2, [[5, 4], [3, 2], [1]]],
    [4, 2, [[4, 3], [2, 1]]], // prettier-ignore
    [3, 100, [[3, 2, 1]]],
  ])('gives %i things in pages of %i, the newest first, each once', async (count, size, expected) => {
    const kept = newStore();
    await keepAll(
      kept,
      Array.from({ length: count }, (_, n) => itemAt(n + 1)),
    );
    expect(await pagesOf(kept, size)).toEqual(
      expected.map((page) => page.map((minute) => itemAt(minute).id)),
    );
  });

  it.each([
    [0, 1],
    [1000, 100],
  ])('takes a size of %i for %i', async (size, taken) => {
    const kept = newStore();
    const seed = Array.from({ length: 101 }, (_, n) => ({
      ...itemAt(1),
      id: `${String(n).padStart(13, '0')}-x`,
    }));
    await keepAll(kept, seed);
    expect(rightOf(await kept.store.list({}, { size, next: null })()).items).toHaveLength(taken);
  });

  it('goes on where it stopped though the last thing seen was removed meanwhile', async () => {
    const kept = newStore();
    await keepAll(kept, [itemAt(1), itemAt(2), itemAt(3)]);
    const { next } = rightOf(await kept.store.list({}, { size: 2, next: null })());
    await kept.store.remove(itemAt(2).id)();
    expect(rightOf(await kept.store.list({}, { size: 2, next })()).items).toEqual([itemAt(1)]);
  });
});

describe('a filter', () => {
  const things = [
    itemAt(1, { reason: 'destination-off', destination: 'sentinel' }),
    itemAt(2, { reason: "it's odd" }),
    itemAt(3, { kind: 'event', destination: null }),
    itemAt(4),
  ];
  let kept: Kept;

  beforeAll(async () => {
    kept = newStore();
    await keepAll(kept, things);
  });

  it.each([
    [{ reason: 'attempts-exhausted' }, [4, 3]],
    [{ reason: "it's odd" }, [2]],
    [{ reason: "x' or reason ne 'x" }, []],
    [{ destination: 'graph' }, [4, 2]],
    [{ destination: 'sentinel', reason: 'destination-off' }, [1]],
    [{ destination: 'sentinel', reason: 'attempts-exhausted' }, []],
    [{ from: itemAt(3).parkedAt }, [4, 3]],
    [{ to: itemAt(3).parkedAt }, [2, 1]],
    [{ from: itemAt(2).parkedAt, to: itemAt(4).parkedAt }, [3, 2]],
  ])('of %j gives the things of minutes %j', async (filter, minutes) => {
    const { items, next } = rightOf(await kept.store.list(filter, { size: 10, next: null })());
    expect(items.map(({ id }) => id)).toEqual(minutes.map((minute) => itemAt(minute).id));
    expect(next).toBeNull();
  });

  it('holds on the next page', async () => {
    const { items, next } = rightOf(
      await kept.store.list({ destination: 'graph' }, { size: 1, next: null })(),
    );
    expect(items).toEqual([things[3]]);
    expect(rightOf(await kept.store.list({ destination: 'graph' }, { size: 1, next })()).items).toEqual([
      things[1],
    ]);
  });
});

describe('what is removed', () => {
  it('is gone, and only that', async () => {
    const kept = newStore();
    await keepAll(kept, [itemAt(1), itemAt(2)]);
    expect(rightOf(await kept.store.remove(itemAt(1).id)())).toBe(true);
    expect(rightOf(await kept.store.read(itemAt(1).id)())).toBeNull();
    expect(rightOf(await kept.store.list({}, { size: 10, next: null })()).items).toEqual([itemAt(2)]);
  });

  it('is not there to be removed again', async () => {
    const kept = newStore();
    await keepAll(kept, [itemAt(1)]);
    await kept.store.remove(itemAt(1).id)();
    expect(rightOf(await kept.store.remove(itemAt(1).id)())).toBe(false);
    expect(rightOf(await newStore().store.remove(itemAt(1).id)())).toBe(false);
  });

  it('is removed whole where only half of it was left', async () => {
    const kept = newStore();
    await keepAll(kept, [itemAt(1), itemAt(2)]);
    await blobsOf(kept).deleteBlob(`${itemAt(1).id}.json`);
    await rowsOf(kept).deleteEntity('parked', itemAt(2).id);
    expect(rightOf(await kept.store.remove(itemAt(1).id)())).toBe(true);
    expect(rightOf(await kept.store.remove(itemAt(2).id)())).toBe(true);
    expect(rightOf(await kept.store.list({}, { size: 10, next: null })()).items).toEqual([]);
    expect(rightOf(await kept.store.read(itemAt(2).id)())).toBeNull();
  });
});

describe('an id that no parked thing can have', () => {
  it.each(['', '../a'])('is not there, and asks the account for nothing odd: %j', async (id) => {
    const { store } = newStore();
    expect(rightOf(await store.read(id)())).toBeNull();
    expect(rightOf(await store.remove(id)())).toBe(false);
  });

  it.each(['a', '1234567890123-', '1234567890123-a/b', `1234567890123-${'a'.repeat(65)}`])(
    'is not there, whatever lies under that name: %j',
    async (id) => {
      const kept = newStore();
      await keepAll(kept, [itemAt(1)]);
      await blobsOf(kept).getBlockBlobClient(`${id}.json`).upload('{}', 2);
      expect(rightOf(await kept.store.read(id)())).toBeNull();
      expect(rightOf(await kept.store.remove(id)())).toBe(false);
    },
  );
});

describe('when the storage account is out of reach', () => {
  const key = 'c2VjcmV0LWtleQ==';

  it('fails each time, with a code and nothing else of the request', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`;
    const connectionString = `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};TableEndpoint=${at};BlobEndpoint=${at}`;
    const store = parkedStore(byConnectionString(connectionString), { container: 'parked', table: 'parked' });
    const { id } = itemAt(1);
    const results = await Promise.all([
      store.keep(itemAt(1), '{}')(),
      store.list({}, { size: 1, next: null })(),
      store.read(id)(),
      store.remove(id)(),
    ]);
    const closed = once(server, 'close');
    server.close();
    await closed;
    const failure = (dependency: string) => ({
      left: { _tag: 'Unavailable', dependency, code: expect.stringMatching(/^[A-Z_]+$/) as string },
    });
    expect(results).toMatchObject([failure('blob'), failure('table'), failure('blob'), failure('blob')]);
  });

  it('holds no key and no signature when the account refuses', async () => {
    const connectionString = azurite.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${key}`);
    const store = parkedStore(byConnectionString(connectionString), { container: 'parked', table: 'parked' });
    const result = await store.list({}, { size: 1, next: null })();
    expect(result).toMatchObject({ left: { dependency: 'table' } });
    expect(JSON.stringify(result)).not.toMatch(/SharedKey|sig=|c2Vj/);
  });

  it('does not call a thing kept whose row could not be written', async () => {
    const connectionString = azurite.connectionString.replace(
      /TableEndpoint=[^;]+/,
      'TableEndpoint=http://127.0.0.1:9/a',
    );
    const store = parkedStore(byConnectionString(connectionString), { container: 'parked', table: 'parked' });
    expect(await store.keep(itemAt(1), '{}')()).toMatchObject({ left: { dependency: 'table' } });
  });
});
