import { canonical, type Canonical } from '../codec/canonical';
import { canonicalCidr } from '../codec/ip-address';

/** Text of a profile that has to be something. */
export const textWhere = (expected: string, parse: (text: string) => string | undefined): Canonical<string> =>
  canonical({
    expected,
    schema: { type: 'string' },
    parse: (value) => (typeof value === 'string' ? parse(value) : undefined),
  });

export const plainText = textWhere('a string that is not blank', (value) =>
  value.trim() === '' ? undefined : value,
);

/** One address counts as a network of one. */
export const networkText = textWhere(
  'an IP address or a CIDR block',
  (value) => canonicalCidr(value) ?? canonicalCidr(`${value}${value.includes(':') ? '/128' : '/32'}`),
);
