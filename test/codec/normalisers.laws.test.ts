import fc from 'fast-check';
import { codePoint } from '../arbitraries/code-point';
import { canonicalDateTime } from '../../shared/codec/date-time';
import { canonicalDomainName } from '../../shared/codec/domain-name';
import { canonicalEmailAddress } from '../../shared/codec/email-address';
import { canonicalFileHash, fileHashTypes } from '../../shared/codec/file-hash';
import { canonicalCidr, canonicalIpAddress } from '../../shared/codec/ip-address';
import { canonicalUrl } from '../../shared/codec/url';

const anyText = fc.string({ unit: codePoint, maxLength: 40 });

/** Fragments that mean something to one parser or another, in any order. */
const awkward = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Array.from('.:/\\@%?#[]{}|^`"\'<> \u00a0\u200e。．０ßüİK☃\u0301')),
      fc.constantFrom(
        'xn--',
        '%2e',
        '%zz',
        '..',
        '//',
        '::',
        'ffff',
        '0x7f',
        '1',
        '255',
        'a',
        'Z',
        '-',
        '_',
        'T',
        '+14:00',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const fuzz = fc.oneof(anyText, awkward);

const hosts = fc.constantFrom(
  'a.b',
  'EXAMPLE.com',
  'bücher.example',
  '[2001:DB8::1]',
  '1.2.3',
  'u:p@h',
  '0x7f.1',
);

const urls = fc
  .tuple(
    fc.constantFrom('http', 'HTTPS', 'ftp', 'ws', 'ldap', 'stratum+tcp'),
    fc.oneof(hosts, fuzz),
    fuzz,
    fuzz,
    fuzz,
  )
  .map(([scheme, host, path, query, fragment]) => `${scheme}://${host}/${path}?${query}#${fragment}`);

const date = fc
  .tuple(
    fc.constantFrom('1970-01-01', '2024-02-29', '2026-12-31', '9999-12-31', '2026-02-30'),
    fc.constantFrom('', 'T00:00:00', 'T23:59', 'T12:30:59.1234567', 'T24:00:00'),
    fc.constantFrom('', 'Z', '+14:00', '-14:00', '+05:45', '-00:00'),
  )
  .map((parts) => parts.join(''));

const around = (canonical: (text: string) => string | undefined, inputs: fc.Arbitrary<string>) =>
  fc.property(inputs, (text) => {
    const once = canonical(text);
    fc.pre(once !== undefined);
    expect(canonical(once)).toBe(once);
  });

describe('a canonical form is its own canonical form', () => {
  const email = fc.tuple(fuzz, fc.oneof(hosts, fuzz)).map((parts) => parts.join('@'));
  const domain = fc.tuple(fuzz, fuzz).map(([a, b]) => `a${a}.b${b}c`);
  const address = fc.oneof(fc.ipV4(), fc.ipV6(), fuzz);
  const block = fc.tuple(address, fc.nat(130)).map((parts) => parts.join('/'));
  const hash = fc.oneof(
    fc.string({
      unit: fc.constantFrom(...Array.from('0123456789abcdefABCDEF')),
      minLength: 8,
      maxLength: 72,
    }),
    fuzz,
  );

  it.each([
    ['date-time', canonicalDateTime, date],
    ['domain name', canonicalDomainName, domain],
    ['e-mail address', canonicalEmailAddress, email],
    ['IP address', canonicalIpAddress, address],
    ['CIDR block', canonicalCidr, block],
    ['URL', canonicalUrl, urls],
  ])('%s', (_name, canonical, inputs) => {
    fc.assert(around(canonical, inputs), { numRuns: 300, maxSkipsPerRun: 2000 });
  });

  it.each(fileHashTypes)('%s hash', (type) => {
    fc.assert(
      fc.property(hash, (text) => {
        const once = canonicalFileHash(type, text);
        expect(once === undefined ? undefined : canonicalFileHash(type, once)).toBe(once);
      }),
    );
  });
});

describe('a canonical URL', () => {
  it('holds only characters RFC 1738 lets stand, and brackets only around an IPv6 host', () => {
    fc.assert(
      fc.property(urls, (text) => {
        const url = canonicalUrl(text) ?? 'http://none/';
        expect(url).toMatch(
          /^[a-z][a-z0-9+.-]*:\/\/(?:[^[\]/?#@]*@)?(?:\[[0-9a-f:]+\]|[a-z0-9._-]+)(?::\d+)?(?:[/?#](?:[\w!#$&'()*+,./:;=?@~-]|%[0-9A-Fa-f]{2})*)?$/,
        );
      }),
      { numRuns: 1000 },
    );
  });
});
