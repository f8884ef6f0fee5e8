import { odata } from '@azure/data-tables';
import { isObject, textOf } from '../../codec/json-value';
import { cut } from '../../codec/text';
import { nobody, type LedgerQuery } from '../../delivery/ledger/ledger-search';
import { type LedgerEntry } from '../../delivery/ports';
import { assertionSourceOf } from '../../delivery/ledger/assertions';
import { readingsOf, spellingsOf } from '../../indicator/spellings';
import { hostRange, listingRow, nameRange, rowKeyIn, valueRange, type IndexRange } from './ledger-index';
import { entryIn, keysOf, maxValue, partitionOf, partitions, type LedgerCall } from './ledger-row';
import { mapBounded, type RowKeys } from '../row-groups';

type Each = (entries: readonly LedgerEntry[]) => void;

const rowsAtOnce = 16;

/**
 * What finds the rows for a query: ranges of the index, and rows whose keys are known. Null where rows are not listed by that.
 */
const waysTo = (
  destination: string,
  query: LedgerQuery,
): { readonly ranges: readonly IndexRange[]; readonly known: readonly RowKeys[] } | null => {
  switch (query.by) {
    case 'value':
      return { ranges: readingsOf(query.value).map((one) => valueRange(destination, one)), known: [] };
    case 'host':
      return { ranges: [hostRange(destination, query.host)], known: [] };
    case 'externalId':
      return {
        ranges: [nameRange(destination, query.externalId)],
        known: [keysOf(destination, query.externalId)],
      };
    case 'all':
    case 'event':
    case 'source':
      return null;
  }
};

/** Whether all rows of a destination are listed. */
const isListed = async ({ client, destination, abortSignal }: LedgerCall): Promise<boolean> => {
  const { partitionKey, rowKey } = listingRow(destination);
  const row: unknown = await client.getEntity(partitionKey, rowKey, { abortSignal });
  return isObject(row) && row.isWhole === true;
};

const look = async (
  { client, abortSignal }: LedgerCall,
  keys: readonly RowKeys[],
  each: Each,
): Promise<void> => {
  const rows = await mapBounded(keys, rowsAtOnce, ({ partitionKey, rowKey }) =>
    client.getEntity(partitionKey, rowKey, { abortSignal }),
  );
  each(rows.flatMap((row) => entryIn(row) ?? []));
};

/**
 * Looks rows up by the index: reads one range of a partition (two for an address that is written as a network), and each row that
 * it leads to. Remembers which destinations are listed.
 */
export const createLookUp = () => {
  const whole = new Set<string>();

  /** Gives false where the index cannot answer and all rows have to be looked through. */
  return async (call: LedgerCall, query: LedgerQuery, each: Each): Promise<boolean> => {
    const { client, destination, abortSignal } = call;
    const ways = waysTo(destination, query);
    if (ways === null) return false;
    if (!whole.has(destination) && !(await isListed(call))) return false;
    whole.add(destination);
    const { ranges, known } = ways;
    await look(call, known, each);
    const seen = new Set(known.map(({ rowKey }) => rowKey));
    for (const { partitionKey, from, before } of ranges) {
      const filter = odata`PartitionKey eq ${partitionKey} and RowKey ge ${from} and RowKey lt ${before}`;
      const pages = client
        .listEntities({ queryOptions: { filter, select: ['RowKey'] }, abortSignal })
        .byPage();
      for await (const page of pages) {
        const keys = page.map(({ rowKey }) => rowKeyIn(textOf(rowKey) ?? '')).filter((key) => !seen.has(key));
        for (const key of keys) seen.add(key);
        await look(
          call,
          keys.map((rowKey) => ({ partitionKey: partitionOf(destination, rowKey.slice(0, 1)), rowKey })),
          each,
        );
      }
    }
    return true;
  };
};

const digits = Array.from({ length: partitions }, (_, digit) => digit.toString(partitions));

/** A column names one of several values, so rows that have several are always looked at. */
const filterOf = (partitionKey: string, query: LedgerQuery): string => {
  switch (query.by) {
    case 'all':
    case 'host':
      return odata`PartitionKey eq ${partitionKey}`;
    case 'value': {
      const values = readingsOf(query.value)
        .flatMap(spellingsOf)
        .map((value) => odata`value eq ${cut(value, maxValue)}`);
      return `${odata`PartitionKey eq ${partitionKey}`} and (several eq true or ${values.join(' or ')})`;
    }
    case 'event':
      return odata`PartitionKey eq ${partitionKey} and (several eq true or eventId eq ${query.eventId})`;
    case 'externalId': {
      const { externalId } = assertionSourceOf({ ...nobody, externalId: query.externalId });
      const { rowKey } = keysOf('', query.externalId);
      return odata`PartitionKey eq ${partitionKey} and (several eq true or saidAs eq ${externalId} or RowKey eq ${rowKey})`;
    }
    case 'source': {
      const { source } = assertionSourceOf({ ...nobody, source: query.source });
      return odata`PartitionKey eq ${partitionKey} and (several eq true or (source eq ${source} and receivedAt ge ${query.from} and receivedAt lt ${query.to}))`;
    }
  }
};

/** Looks through all partitions of a destination, with a filter that the service applies. */
export const lookThrough = async (
  { client, destination, abortSignal }: LedgerCall,
  query: LedgerQuery,
  each: Each,
): Promise<void> => {
  await mapBounded(digits, digits.length, async (digit) => {
    const filter = filterOf(partitionOf(destination, digit), query);
    const pages = client.listEntities({ queryOptions: { filter }, abortSignal }).byPage();
    for await (const page of pages) each(page.flatMap((entity) => entryIn(entity) ?? []));
  });
};
