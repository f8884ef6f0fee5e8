import {
  AzureCliCredential,
  AzureDeveloperCliCredential,
  ChainedTokenCredential,
  ClientAssertionCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';

import { type Federation } from '../destinations/destination';

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

const publicAuthority = 'https://login.microsoftonline.com';

/** The audience that each authority accepts on a token used in place of a secret (Microsoft Entra documentation). */
const audiences: ReadonlyMap<string, string> = new Map([
  [publicAuthority, 'api://AzureADTokenExchange'],
  ['https://login.microsoftonline.us', 'api://AzureADTokenExchangeUSGov'],
  ['https://login.partner.microsoftonline.cn', 'api://AzureADTokenExchangeChina'],
]);

/**
 * Signs an app of several tenants in to one of them with a token of an identity of its home tenant, so no secret is kept.
 * Tokens are cached for each tenant.
 */
export const federatedCredential = (
  identity: TokenCredential,
  { tenantId, appId, authority = publicAuthority }: Federation,
): TokenCredential => {
  const { origin } = new URL(authority);
  const audience = audiences.get(origin);
  const assertion = async (): Promise<string> => {
    const token = await identity.getToken(`${audience ?? 'api://AzureADTokenExchange'}/.default`);
    // The token can be null by its type alone. An empty proof is refused like any wrong one.
    return token?.token ?? '';
  };
  return new ClientAssertionCredential(tenantId, appId, assertion, {
    authorityHost: origin,
    // Microsoft's instance discovery knows only Microsoft's own authorities.
    disableInstanceDiscovery: audience === undefined,
  });
};
