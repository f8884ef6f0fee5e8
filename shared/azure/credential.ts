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

/** For whom the identity's token is made, by the authority that takes it in place of a secret (Microsoft Entra documentation). */
const audiences: ReadonlyMap<string, string> = new Map([
  [publicAuthority, 'api://AzureADTokenExchange'],
  ['https://login.microsoftonline.us', 'api://AzureADTokenExchangeUSGov'],
  ['https://login.partner.microsoftonline.cn', 'api://AzureADTokenExchangeChina'],
]);

/**
 * An app of several tenants signs in to one of them with a token of an identity of its home tenant: no secret is kept. Tokens are
 * cached for each tenant.
 */
export const federatedCredential = (
  identity: TokenCredential,
  { tenantId, appId, authority = publicAuthority }: Federation,
): TokenCredential => {
  const { origin } = new URL(authority);
  const audience = audiences.get(origin);
  const assertion = async (): Promise<string> => {
    const token = await identity.getToken(`${audience ?? 'api://AzureADTokenExchange'}/.default`);
    // It is null in the type alone; an empty proof is refused as any that is wrong.
    return token?.token ?? '';
  };
  return new ClientAssertionCredential(tenantId, appId, assertion, {
    authorityHost: origin,
    // Only Microsoft's own are known to Microsoft.
    disableInstanceDiscovery: audience === undefined,
  });
};
