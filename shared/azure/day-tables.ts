import { TableServiceClient } from '@azure/data-tables';
import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../failure';
import { attempt, type Account } from './storage';

const serviceOf = (account: Account): TableServiceClient =>
  account._tag === 'ByConnectionString'
    ? TableServiceClient.fromConnectionString(account.connectionString, { allowInsecureConnection: true })
    : new TableServiceClient(account.urls.table, account.credential);

/** Takes away the tables named `prefix` and a day (`20260131`) that is before `day`, with all that is in them. */
export const dropDaysBefore =
  (account: Account, prefix: string) =>
  (day: string): TaskEither<Unavailable, void> => {
    const service = serviceOf(account);
    return attempt('table', async (abortSignal) => {
      const filter = `TableName ge '${prefix}' and TableName lt '${prefix}${day}'`;
      for await (const { name = '' } of service.listTables({ queryOptions: { filter }, abortSignal }))
        if (/^\d{8}$/.test(name.slice(prefix.length))) await service.deleteTable(name, { abortSignal });
    });
  };
