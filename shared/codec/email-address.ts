import { canonicalDomainName } from './domain-name';
import { trim } from './text';

/**
 * The part of RFC 5322's addr-spec that is in use: atoms and dots in any order (in any script, RFC 6532), or one quoted string.
 */
const localPart = /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\u00a1-\u{10FFFF}-]+|"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+")$/u;
const spaceOrFormat = /[\s\p{Z}\p{Cf}]/u;

/** One address without display name. The domain is canonical; the local part stays as it came, as its case may matter. */
export const canonicalEmailAddress = (text: string): string | undefined => {
  const address = trim(text);
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  if (at < 1 || local.length > 64 || !localPart.test(local) || spaceOrFormat.test(local)) return undefined;
  const domain = canonicalDomainName(address.slice(at + 1));
  return domain === undefined || trim(address.slice(at + 1)) !== address.slice(at + 1)
    ? undefined
    : `${local}@${domain}`;
};
