import { createHash } from 'node:crypto';
import { type LedgerEntry } from '../../delivery/ports';
import { assertionSourceOf } from '../../delivery/ledger/assertions';
import { nobody } from '../../delivery/ledger/ledger-search';
import { urlHostOf, observablesOf } from '../../indicator/observable';
import { sameForAllSpellings } from '../../indicator/spellings';
import { type RowKeys } from '../row-groups';

/**
 * What a row is found by besides its identity: a value that it is about (`v`), the host of a URL (`h`), a name that a source
 * gave it (`n`). For each of these the index holds a row of keys alone, in one of four partitions of its destination, so a
 * look-up reads one range of one partition.
 */
type Kind = 'v' | 'h' | 'n';

/** A part of one partition: the rows from one key on, up to but without another. */
export interface IndexRange {
  readonly partitionKey: string;
  readonly from: string;
  readonly before: string;
}

/** The most keys for one row, which is what one transaction takes. No known indicator needs a tenth of that. */
const most = 100;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** One of four partitions, because a partition takes 2,000 rows a second. No destination has `~` in its name. */
const partitionOf = (destination: string, hash: string): string =>
  `ix~${destination}~${Number.parseInt(hash.slice(0, 1), 16) % 4}`;

/** The row that says how far the rows of earlier versions are listed. */
export const listingRow = (destination: string): RowKeys => ({
  partitionKey: `ix~${destination}`,
  rowKey: 'listing',
});

/** Sorts after every digit of a hash. */
const afterAll = '~';

const prefixOf = (kind: Kind, hash: string): string => `${kind}${hash}-`;

const hashOf = (text: string): string => sha256(text).slice(0, 40);

const rangeOf = (kind: Kind, destination: string, text: string): IndexRange => {
  const hash = hashOf(text);
  const from = prefixOf(kind, hash);
  return { partitionKey: partitionOf(destination, hash), from, before: `${from}${afterAll}` };
};

/** The range of rows about a value, however it is spelled. */
export const valueRange = (destination: string, value: string): IndexRange =>
  rangeOf('v', destination, sameForAllSpellings(value));

/** The range of rows about a URL at a host. */
export const hostRange = (destination: string, host: string): IndexRange =>
  rangeOf('h', destination, sameForAllSpellings(host));

const namedBy = (externalId: string): string => assertionSourceOf({ ...nobody, externalId }).externalId;

/** The range of rows that a source knows by this name and the destination by another. */
export const nameRange = (destination: string, externalId: string): IndexRange =>
  rangeOf('n', destination, namedBy(externalId));

/** The row of the ledger that such a key leads to. */
export const rowKeyIn = (indexKey: string): string => indexKey.slice(indexKey.lastIndexOf('-') + 1);

const namesIn = ({ saidBy = [], externalId: own }: LedgerEntry): readonly string[] =>
  saidBy.flatMap(({ externalId }) => (externalId === '' || externalId === namedBy(own) ? [] : [externalId]));

/** All index keys by which a row with this content is found. */
export const indexKeysOf = (destination: string, rowKey: string, entry: LedgerEntry): readonly RowKeys[] => {
  const observables = entry.indicator === undefined ? [] : observablesOf(entry.indicator);
  const keyOf = ({ partitionKey, from }: IndexRange): RowKeys => ({
    partitionKey,
    rowKey: `${from}${rowKey}`,
  });
  const keys = [
    ...observables.map(({ value }) => valueRange(destination, value)),
    ...observables.flatMap((one) => {
      const host = urlHostOf(one);
      return host === undefined ? [] : [hostRange(destination, host)];
    }),
    ...namesIn(entry).map((name) => rangeOf('n', destination, name)),
  ].map(keyOf);
  return [...new Map(keys.map((key) => [key.rowKey, key])).values()].slice(0, most);
};

/** One text for all these keys; empty where there are none. */
export const digestOf = (keys: readonly RowKeys[]): string =>
  keys.length === 0
    ? ''
    : sha256(
        keys
          .map(({ rowKey }) => rowKey)
          .sort()
          .join(' '),
      ).slice(0, 16);
