import { TableServiceClient } from '@azure/data-tables';
import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../../failure';
import { attempt, type Account } from '../storage';

const serviceOf = (account: Account): TableServiceClient =>
  account._tag === 'ByConnectionString'
    ? TableServiceClient.fromConnectionString(account.connectionString, { allowInsecureConnection: true })
    : new TableServiceClient(account.urls.table, account.credential);

/** Deletes the tables whose name is `prefix` and a day (`20260131`) before `day`, with all their rows. */
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
