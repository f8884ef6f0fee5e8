import { type EntraRules } from '../profile/sender';

/** The tenant in the issuer of a token, in either version of Microsoft's endpoint. */
const tenantOf =
  /^https:\/\/(?:login\.microsoftonline\.com|sts\.windows\.net)\/([0-9a-f-]{36})(?:\/v2\.0)?$/i;

/** Where an issuer publishes its keys; null where that is not known. */
export const keysAddress = ({ issuer, keys }: EntraRules): string | null => {
  const tenant = tenantOf.exec(issuer)?.[1];
  if (keys !== null) return keys;
  return tenant === undefined ? null : `https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`;
};
