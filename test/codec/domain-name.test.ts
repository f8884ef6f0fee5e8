import { canonicalDomainName } from '../../shared/codec/domain-name';

const label = 'a'.repeat(63);

describe('a domain name', () => {
  it.each([
    ['Sub.EXAMPLE.com', 'sub.example.com'],
    ['example.com.', 'example.com'],
    ['example.com...', 'example.com'],
    ['example。com。．', 'example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.example', 'xn--bcher-kva.example'],
    ['XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['evil。example', 'evil.example'],
    ['_dmarc.example.com', '_dmarc.example.com'],
    ['4chan.example', '4chan.example'],
    ['\u200e example.com\ufeff', 'example.com'],
    [`${label}.example`, `${label}.example`],
    [`${label}.${label}.${label}.${'a'.repeat(61)}`, `${label}.${label}.${label}.${'a'.repeat(61)}`],
  ])('%j is %s', (text, canonical) => {
    expect(canonicalDomainName(text)).toBe(canonical);
  });

  it.each([
    ['an IPv4 address', '1.2.3.4'],
    ['a short IPv4 address', '1.2.3'],
    ['a hexadecimal IPv4 address', '0x7f.1'],
    ['an address ending in hexadecimal', '127.0x1'],
    ['an address in full-width digits', '１.2.3.4'],
    ['an address with a trailing dot', '1.2.3.4.'],
    ['an address with two trailing dots', '1.2.3.4..'],
    ['nothing but dots', '..'],
    ['a single label', 'localhost'],
    ['a wildcard', '*.example.com'],
    ['a scheme', 'http://example.com'],
    ['a port', 'example.com:80'],
    ['a path', 'example.com/a'],
    ['a path after another script', 'ü.com/path'],
    ['an escape', 'ü%41.com'],
    ['an empty label', 'a..example'],
    ['a leading dot', '.example.com'],
    ['white space inside', 'exam ple.com'],
    ['a label of 64', `${label}a.example`],
    ['254 characters', `${label}.${label}.${label}.${'a'.repeat(62)}`],
    ['a defanged dot', 'evil[.]example'],
    ['a megabyte', 'ü'.repeat(1_000_000)],
  ])('is refused with %s', (_why, text) => {
    expect(canonicalDomainName(text)).toBeUndefined();
  });
});
