import { odata } from '@azure/data-tables';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { isObject, textOf } from '../../codec/json-value';
import { type LedgerEntry, type LedgerPage, type LedgerRow, type LedgerRows } from '../../delivery/ports';
import { canonicalDateTime } from '../../codec/date-time';
import { entryIn } from './ledger-row';
import { type Account } from '../storage';
import { tableClient } from '../table-client';
import { withDeadline } from '../with-deadline';

/** The first digits of row keys; each digit has a partition of its own. */
const digits = '0123456789abcdef';

/** The most that the service gives in one answer. */
const perPage = 1000;

/** What is `absent` was spoken of and never sent. */
const wasSent = ({ state }: LedgerEntry): boolean => state !== 'absent';

const rowIn = (entity: unknown): readonly LedgerRow[] => {
  const { externalId, timestamp } = isObject(entity) ? entity : {};
  const writtenAt = canonicalDateTime(textOf(timestamp) ?? '') ?? new Date(0).toISOString();
  const entry = entryIn(entity, textOf(externalId) ?? '');
  return entry === undefined || !wasSent(entry) ? [] : [{ ...entry, writtenAt }];
};

/** Reads where a page begins: the partition's digit, and the service's own token in it. */
const placeOf = (next: string | null): readonly [digit: number, token: string | undefined] => {
  const [, digit = '0', token = ''] = /^(\d+) (.*)$/s.exec(next ?? '') ?? [];
  return [Number(digit), token === '' ? undefined : token];
};

const placeAfter = (digit: number, token: string | undefined): string | null => {
  if (token !== undefined) return `${digit} ${token}`;
  return digit + 1 < digits.length ? `${digit + 1} ` : null;
};

const noRows: LedgerPage = { rows: [], next: null };

/** The rows of the ledger's table, partition by partition. A missing table has no rows. */
export const tableLedgerRows = (account: Account, table = 'indicatorledger', maxMs = 20_000): LedgerRows => {
  const client = tableClient(account, table, { absentAsEmpty: false });
  const read = async (
    destination: string,
    next: string | null,
    abortSignal: AbortSignal,
  ): Promise<LedgerPage> => {
    const [digit, continuationToken] = placeOf(next);
    const partition = `${destination}-${digits.charAt(digit)}`;
    const pages = client
      .listEntities({ abortSignal, queryOptions: { filter: odata`PartitionKey eq ${partition}` } })
      .byPage({ maxPageSize: perPage, ...(continuationToken === undefined ? {} : { continuationToken }) });
    for await (const page of pages)
      return { rows: page.flatMap(rowIn), next: placeAfter(digit, page.continuationToken) };
    return { rows: [], next: placeAfter(digit, undefined) };
  };
  return {
    page: (destination, next) =>
      pipe(
        withDeadline(maxMs, (abortSignal) => read(destination, next, abortSignal)),
        TE.orElse((failure) => (failure.code === 'TableNotFound' ? TE.right(noRows) : TE.left(failure))),
      ),
  };
};
