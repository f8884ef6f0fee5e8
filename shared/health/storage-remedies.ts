/** Why something is not well, and what to do about it. */
export interface Remedy {
  readonly cause: string;
  readonly remedy: string;
}

/** Remedies for the storage account. */
export const storageRemedies = {
  'storage-unknown-host': {
    cause: 'the name of the storage account is not known in DNS',
    remedy:
      'correct AzureWebJobsStorage__accountName (or the connection string), or the DNS of the private endpoint',
  },
  'storage-out-of-reach': {
    cause: 'the storage account took no connection, or broke it',
    remedy:
      'see the network of the app and the private endpoints of the account; on one machine, start Azurite (npm start)',
  },
  'storage-timeout': {
    cause: 'the storage account did not answer in time',
    remedy: 'see the network of the app and the state of the storage account in Azure',
  },
  'storage-role-missing': {
    cause: 'the identity may not do this in the storage account',
    remedy:
      'assign Storage Blob Data Owner, Storage Queue Data Contributor and Storage Table Data Contributor on the account to the identity; a new role takes minutes to spread',
  },
  'storage-firewall': {
    cause: 'the network rules of the storage account refuse the app',
    remedy: 'let the subnet of the app into the storage account, or put a private endpoint there',
  },
  'storage-sign-in': {
    cause:
      'the storage account refuses who signs in: a wrong or renewed key, keys that are switched off, or no token of the identity',
    remedy:
      'set AzureWebJobsStorage__accountName and AzureWebJobsStorage__clientId in place of a connection string, or renew the key in it',
  },
  'storage-not-found': {
    cause: 'what answers there does not know this account or service',
    remedy: 'correct AzureWebJobsStorage; the account has to be of a kind that has queues and tables',
  },
  'storage-failing': {
    cause: 'the storage account answered with an error of another kind',
    remedy: 'see the state of the storage account in Azure; the code is the service\u2019s own',
  },
} satisfies Record<string, Remedy>;
