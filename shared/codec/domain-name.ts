import { domainToASCII } from 'node:url';
import { withoutRoot } from './host';
import { trim } from './text';

const ascii = /^[A-Za-z0-9._-]*$/;
const beyondAscii = /^[A-Za-z0-9._\u0080-\u{10FFFF}-]*$/u;
const labelled = /^[a-z0-9._-]+$/;

/** No top-level domain is a number, so 1.2.3 and 0x7f.1 are spellings of an address. */
const endsInNumber = /\.(?:\d+|0x[0-9a-f]*)$/;

/** Two labels or more, each of 1 to 63 characters. */
const isName = (name: string): boolean => {
  const labels = labelled.test(name) ? name.split('.') : [];
  return labels.length > 1 && labels.every(({ length }) => length > 0 && length <= 63);
};

/**
 * Lower case, IDNA as punycode, without the root's dot (or several). Undefined for addresses, wildcards, names with a port and
 * single labels.
 */
export const canonicalDomainName = (text: string): string | undefined => {
  const name = trim(text);
  const isAscii = ascii.test(name);
  if (name.length > 512 || !(isAscii || beyondAscii.test(name))) return undefined;
  const encoded = isAscii ? name.toLowerCase() : domainToASCII(name);
  const domain = withoutRoot(encoded);
  return domain.length <= 253 && isName(domain) && !endsInNumber.test(domain) ? domain : undefined;
};
