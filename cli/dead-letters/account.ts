import { Option, type Command } from 'commander';
import { type Account } from '../../shared/azure/storage';
import { secureUrl } from '../../shared/codec/text-value';
import { UsageFailure } from '../failure';

/** Where the dead letters are. */
export interface AccountOptions {
  readonly account?: string;
  readonly connection?: string;
  readonly container: string;
}

/** Adds the options. The variables are those of az. */
export const withAccount = (command: Command): Command =>
  command
    .addOption(
      new Option('--account <name>', 'the storage account: its name, or the URL of its blobs').env(
        'AZURE_STORAGE_ACCOUNT',
      ),
    )
    .addOption(
      new Option('--connection <string>', 'a connection string in its place, for Azurite').env(
        'AZURE_STORAGE_CONNECTION_STRING',
      ),
    )
    .option('--container <name>', 'the container', 'indicator-dead-letters');

const blobUrlOf = (account: string): string | undefined =>
  /^[a-z0-9]{3,24}$/.test(account) ? `https://${account}.blob.core.windows.net` : secureUrl(account);

/** A variable that is set to nothing counts as not set. */
const isBlank = (text: string | undefined): text is undefined | '' =>
  text === undefined || text.trim() === '';

/** Signs in as whoever runs the command (`az login`, `azd auth login`), or by a connection string. */
export const accountOf = async ({ account, connection }: AccountOptions): Promise<Account> => {
  // The storage SDKs are loaded by those commands that need them.
  const { byConnectionString, byIdentity } = await import('../../shared/azure/storage');
  if (isBlank(account) && !isBlank(connection)) return byConnectionString(connection);
  if (isBlank(account))
    throw new UsageFailure(
      'which storage account?',
      'give --account or AZURE_STORAGE_ACCOUNT (azd env get-value GATEWAY_STORAGE_NAME)',
    );
  const url = blobUrlOf(account.trim());
  if (url === undefined)
    throw new UsageFailure(
      '--account: expected the name of a storage account, or the https URL of its blobs',
    );
  const { credentialOf } = await import('../../shared/azure/credential');
  const urls = { blob: url, queue: '', table: '' };
  return byIdentity(urls, credentialOf('developer', undefined));
};
