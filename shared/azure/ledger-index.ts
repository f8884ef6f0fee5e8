import { createHash } from 'node:crypto';
import { type LedgerEntry } from '../delivery/ports';
import { sayerOf } from '../delivery/sayings';
import { nobody } from '../delivery/ledger-search';
import { urlHostOf, observablesOf } from '../indicator/observable';
import { sameForAllSpellings } from '../indicator/spellings';
import { type RowKeys } from './row-groups';

/**
 * By what a row is found beside its identity: a value that it looks for (`v`), the host of a URL (`h`), a name that a source gave it (`n`).
 * For each there is a row of keys alone, in one of four partitions of its destination: a look-up reads one range of one of them.
 */
type Kind = 'v' | 'h' | 'n';

/** A part of one partition: rows from this key on, up to before that one. */
export interface IndexRange {
  readonly partitionKey: string;
  readonly from: string;
  readonly before: string;
}

/** As many as one transaction takes. Nothing known has a tenth of that. */
const most = 100;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** No destination has the sign in its name. Four, as one takes 2,000 rows a second. */
const partitionOf = (destination: string, hash: string): string =>
  `ix~${destination}~${Number.parseInt(hash.slice(0, 1), 16) % 4}`;

/** Where it says how far the rows of earlier versions are listed. */
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

/** Rows that look for a value, however it is spelled. */
export const valueRange = (destination: string, value: string): IndexRange =>
  rangeOf('v', destination, sameForAllSpellings(value));

/** Rows that look for a URL at a host. */
export const hostRange = (destination: string, host: string): IndexRange =>
  rangeOf('h', destination, sameForAllSpellings(host));

const namedBy = (externalId: string): string => sayerOf({ ...nobody, externalId }).externalId;

/** Rows that a source knows by this name, and the destination by another. */
export const nameRange = (destination: string, externalId: string): IndexRange =>
  rangeOf('n', destination, namedBy(externalId));

/** The row of the ledger that such a key leads to. */
export const rowKeyIn = (indexKey: string): string => indexKey.slice(indexKey.lastIndexOf('-') + 1);

const namesIn = ({ saidBy = [], externalId: own }: LedgerEntry): readonly string[] =>
  saidBy.flatMap(({ externalId }) => (externalId === '' || externalId === namedBy(own) ? [] : [externalId]));

/** Keys of all by which a row with this content is found. */
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
