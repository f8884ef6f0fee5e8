import { canonical, type Canonical } from '../codec/canonical';
import { canonicalCidr } from '../codec/ip-address';

/** A text of a profile with a required form. */
export const textWhere = (expected: string, parse: (text: string) => string | undefined): Canonical<string> =>
  canonical({
    expected,
    schema: { type: 'string' },
    parse: (value) => (typeof value === 'string' ? parse(value) : undefined),
  });

export const plainText = textWhere('a string that is not blank', (value) =>
  value.trim() === '' ? undefined : value,
);

/** A network; a single address counts as a network of one. */
export const networkText = textWhere(
  'an IP address or a CIDR block',
  (value) => canonicalCidr(value) ?? canonicalCidr(`${value}${value.includes(':') ? '/128' : '/32'}`),
);
