import { Failure } from '../failure';

interface Thrown {
  readonly code?: unknown;
  readonly name?: unknown;
  readonly statusCode?: unknown;
  readonly cause?: Thrown;
}

const role = 'Storage Blob Data Contributor on the container (docs/permissions.md)';

const advice: ReadonlyMap<string, string> = new Map([
  ['AuthorizationPermissionMismatch', `you need the role ${role}; a new role takes minutes to spread`],
  ['AuthorizationFailure', `its network rules refuse this machine, or you lack the role ${role}`],
  [
    'KeyBasedAuthenticationNotPermitted',
    'its keys are switched off: give --account in place of --connection',
  ],
  ['ContainerNotFound', 'nothing was ever given up, or it is another account or container'],
  ['ENOTFOUND', 'there is no storage account of that name, or the DNS of its private endpoint is not yours'],
  ['ECONNREFUSED', 'nothing listens there: is Azurite up?'],
  ['CredentialUnavailableError', 'az login, or azd auth login'],
  ['AggregateAuthenticationError', 'az login, or azd auth login'],
  ['AuthenticationRequiredError', 'az login, or azd auth login'],
]);

/** The failure for an error of the storage account. It has the code alone, since an error of its client may carry a signature. */
export const storageTrouble = (error: unknown): Failure => {
  if (error instanceof Failure) return error;
  const { code, name, cause, statusCode } = (error ?? {}) as Thrown;
  const word = [code, cause?.code, name].find((one): one is string => typeof one === 'string') ?? 'unknown';
  const status = typeof statusCode === 'number' ? `${statusCode} ` : '';
  return new Failure(
    `the storage account did not take it (${status}${word})`,
    advice.get(word) ?? 'see --account, your sign-in (az account show) and the network rules of the account',
    { isGeneral: true },
  );
};
