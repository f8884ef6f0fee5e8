import { canonicalDomainName } from './domain-name';
import { trim } from './text';

/** Of RFC 5322's addr-spec what is in use: atoms and dots in any order (RFC 6532: in any script), or one quoted string. */
const localPart = /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\u00a1-\u{10FFFF}-]+|"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+")$/u;
const spaceOrFormat = /[\s\p{Z}\p{Cf}]/u;

/** One address without display name; the domain is canonical, the local part as it came (its case may matter). */
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
