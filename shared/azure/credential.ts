import {
  AzureCliCredential,
  AzureDeveloperCliCredential,
  ChainedTokenCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';

/** How the app signs in: the identity Azure gave it, or the developer's own `az` or `azd` login. */
export const credentialOf = (
  kind: 'managed-identity' | 'developer',
  clientId: string | undefined,
): TokenCredential => {
  if (kind === 'developer')
    return new ChainedTokenCredential(new AzureCliCredential(), new AzureDeveloperCliCredential());
  return clientId === undefined
    ? new ManagedIdentityCredential()
    : new ManagedIdentityCredential({ clientId });
};
