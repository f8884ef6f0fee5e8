import { text } from 'node:stream/consumers';
import { odata, type TableClient } from '@azure/data-tables';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import * as t from 'io-ts';
import { type Unavailable } from '../failure';
import {
  isParkedId,
  type ParkedFilter,
  type ParkedItem,
  type ParkedPage,
  type ParkedStore,
} from '../pipeline/ports';
import { attempt, blobService, creatingWhatIsMissing, retryOptions, type Account } from './storage';
import { tableClient } from './table-client';

/** Where the store keeps things: the whole in a blob, what a list shows of it in a row of a table. */
export interface ParkedPlaces {
  readonly container: string;
  readonly table: string;
}

/** The rows are few and are listed together; a single partition keeps them in the order of their ids. */
const partitionKey = 'parked';

const tableOptions = { retry: { ...retryOptions, maxRetries: 2 }, absentAsEmpty: false };

const rowCodec = t.intersection([
  t.type({
    rowKey: t.string,
    kind: t.keyof({ event: null, job: null }),
    parkedAt: t.string,
    reason: t.string,
    text: t.string,
    eventId: t.string,
    indicators: t.number,
  }),
  t.partial({ destination: t.string, source: t.string }),
]);

const rowOf = ({ id, destination, source, ...rest }: ParkedItem) => ({
  partitionKey,
  rowKey: id,
  ...rest,
  ...(destination === null ? {} : { destination }),
  ...(source === null ? {} : { source }),
});

/** The items in a row; none where somebody else wrote it. */
const itemsOf = (row: unknown): readonly ParkedItem[] =>
  pipe(
    rowCodec.decode(row),
    E.match(
      () => [],
      ({
        rowKey: id,
        kind,
        parkedAt,
        reason,
        text: why,
        destination = null,
        eventId,
        source = null,
        indicators,
      }) => [{ id, kind, parkedAt, reason, text: why, destination, eventId, source, indicators }],
    ),
  );

/** Dates are compared as text: all are ISO 8601 in UTC with milliseconds. */
const queryOf = ({ reason, destination, from, to }: ParkedFilter, next: string | null): string =>
  [
    odata`PartitionKey eq ${partitionKey}`,
    next === null ? '' : odata`RowKey gt ${next}`,
    reason === undefined ? '' : odata`reason eq ${reason}`,
    destination === undefined ? '' : odata`destination eq ${destination}`,
    from === undefined ? '' : odata`parkedAt ge ${from}`,
    to === undefined ? '' : odata`parkedAt lt ${to}`,
  ]
    .filter((part) => part !== '')
    .join(' and ');

/**
 * A table that has searched long enough answers with an empty page and says that more follows. After this many pages the search
 * ends.
 */
const maxPages = 50;

const largestPage = 100;

const pageOf = async (
  rows: TableClient,
  {
    filter,
    size,
    abortSignal,
  }: { readonly filter: string; readonly size: number; readonly abortSignal: AbortSignal },
): Promise<ParkedPage> => {
  const found: ParkedItem[] = [];
  const wanted = Math.min(Math.max(size, 1), largestPage);
  const pages = rows
    .listEntities({ queryOptions: { filter }, abortSignal })
    .byPage({ maxPageSize: wanted + 1 });
  let asked = 0;
  let isMore = false;
  for await (const page of pages) {
    found.push(...page.flatMap(itemsOf));
    asked += 1;
    isMore = found.length > wanted || page.continuationToken !== undefined;
    if (found.length > wanted || asked >= maxPages) break;
  }
  const items = found.slice(0, wanted);
  // After fifty empty pages there is no last item to go on from. That is no answer, and must not look like the last page.
  if (isMore && items.length === 0) return Promise.reject(Object.assign(new Error(), { code: 'too-slow' }));
  return { items, next: isMore ? (items.at(-1)?.id ?? null) : null };
};

/** Gives `instead` where the thing is missing: here that is no failure. */
const unless =
  <A>(missing: readonly string[], instead: A) =>
  (failure: Unavailable): TE.TaskEither<Unavailable, A> =>
    missing.includes(failure.code) ? TE.right(instead) : TE.left(failure);

const noBlob = ['BlobNotFound', 'ContainerNotFound'];
const noRow = ['ResourceNotFound', 'TableNotFound'];

const asJson = { blobHTTPHeaders: { blobContentType: 'application/json' } };

/**
 * Parked things in a storage account. First the blob `<id>.json` is written with the whole, then the row that lists it. A crash
 * between the two leaves a blob that is never listed. Nothing is lost by that: the caller had no Right, and parks again.
 */
export const parkedStore = (account: Account, { container, table }: ParkedPlaces): ParkedStore => {
  const blobs = blobService(account).getContainerClient(container);
  const rows = tableClient(account, table, tableOptions);
  const createContainer = attempt('blob', (abortSignal) => blobs.createIfNotExists({ abortSignal }));
  const createTable = attempt('table', (abortSignal) => rows.createTable({ abortSignal }));
  const blobOf = (id: string) => blobs.getBlockBlobClient(`${id}.json`);

  const upload = (id: string, content: string, signal?: AbortSignal) =>
    attempt(
      'blob',
      (abortSignal) => blobOf(id).upload(content, Buffer.byteLength(content), { ...asJson, abortSignal }),
      signal,
    );
  const enlist = (item: ParkedItem, signal?: AbortSignal) =>
    attempt('table', (abortSignal) => rows.upsertEntity(rowOf(item), 'Replace', { abortSignal }), signal);
  const download = (id: string, signal?: AbortSignal): TE.TaskEither<Unavailable, string | null> =>
    attempt(
      'blob',
      async (abortSignal) => {
        const { readableStreamBody } = await blobOf(id).download(0, undefined, { abortSignal });
        return readableStreamBody === undefined ? null : text(readableStreamBody);
      },
      signal,
    );
  const dropBlob = (id: string, signal?: AbortSignal): TE.TaskEither<Unavailable, boolean> =>
    attempt('blob', (abortSignal) => blobOf(id).delete({ abortSignal }).then(() => true), signal); // prettier-ignore
  const dropRow = (id: string, signal?: AbortSignal): TE.TaskEither<Unavailable, boolean> =>
    attempt('table', (abortSignal) => rows.deleteEntity(partitionKey, id, { abortSignal }).then(() => true), signal); // prettier-ignore

  return {
    keep: (item, content, signal) =>
      pipe(
        creatingWhatIsMissing('ContainerNotFound', createContainer, upload(item.id, content, signal)),
        TE.flatMap(() => creatingWhatIsMissing('TableNotFound', createTable, enlist(item, signal))),
        TE.asUnit,
      ),
    list: (filter, { size, next }, signal) =>
      pipe(
        attempt(
          'table',
          (abortSignal) => pageOf(rows, { filter: queryOf(filter, next), size, abortSignal }),
          signal,
        ),
        TE.orElse(unless<ParkedPage>(['TableNotFound'], { items: [], next: null })),
      ),
    read: (id, signal) =>
      isParkedId(id)
        ? pipe(download(id, signal), TE.orElse(unless<string | null>(noBlob, null)))
        : TE.right(null),
    // The blob goes first: where this is interrupted, the row is still listed and can be removed again.
    remove: (id, signal) =>
      isParkedId(id)
        ? pipe(
            dropBlob(id, signal),
            TE.orElse(unless(noBlob, false)),
            TE.flatMap((hadBlob) =>
              pipe(
                dropRow(id, signal),
                TE.orElse(unless(noRow, false)),
                TE.map((hadRow) => hadBlob || hadRow),
              ),
            ),
          )
        : TE.right(false),
  };
};
