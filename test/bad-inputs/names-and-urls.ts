import { attribute, left, native, taken, unreadable, value } from './bad-input';

const group = 'names and URLs';
const item = native(group);
const body = value(group);

const refused = unreadable('indicator-invalid');

const domain = (name: string, domainName: string, expected = refused, sent?: string) =>
  item(`domain: ${name}`, { domainName }, expected, sent === undefined ? undefined : { domainName: sent });
const url = (name: string, said: string, expected = refused, sent?: string) =>
  item(`URL: ${name}`, { url: said }, expected, sent === undefined ? undefined : { url: sent });

const label = 'a'.repeat(60);
/** Characters in all. */
const longName = (length: number): string => {
  const end = '.names.example';
  const labels = `${label}.${label}.${label}.${label}`;
  return labels.slice(0, length - end.length) + end;
};

const path = (length: number, start: string): string => start + 'p'.repeat(length - start.length);

/** The profile of the run calls it its own. */
export const ownDomain = 'own-tenant.com';

export const nameInputs = [
  domain('IDN', 'bücher.names.example', taken(), 'xn--bcher-kva.names.example'),
  domain('punycode', 'xn--mgbh0fb.names.example', taken(), 'xn--mgbh0fb.names.example'),
  domain('upper case', 'UPPER.Names.Example', taken(), 'upper.names.example'),
  domain('trailing dot', 'dotted.names.example.', taken(), 'dotted.names.example'),
  domain('underscore', '_dmarc.names.example', taken(), '_dmarc.names.example'),
  domain('253 characters', longName(253), taken()),
  domain('254 characters', longName(254)),
  domain('a label of 64', `${'a'.repeat(64)}.names.example`),
  domain('single label', 'intranet'),
  domain('com', 'com'),
  domain('co.uk', 'co.uk', left('no-registrable-domain')),
  domain('a wildcard', '*.names.example'),
  domain('an address', '203.0.113.7'),
  domain('defanged', 'evil[.]names.example'),
  domain('own tenant', ownDomain, left('own-domain')),
  domain('own tenant, another spelling', 'WWW.Own-Tenant.com.', left('own-domain')),
  domain('an injected quote', "x'] OR [url:value = 'y.example"),
  url('without a scheme', 'evil.names.example/x'),
  url(
    'user:pass@',
    'https://user:pass@evil.names.example/u',
    taken(),
    'https://user:pass@evil.names.example/u',
  ),
  url('own tenant behind a user', `https://evil.example@${ownDomain}/x`, left('own-domain')),
  url('fragment', 'https://evil.names.example/f#part', taken(), 'https://evil.names.example/f#part'),
  url('quotes', `https://evil.names.example/'q"`, taken(), "https://evil.names.example/'q%22"),
  url('back-slash', 'https:\\\\evil.names.example\\b'),
  url('back-slash in the path', 'https://evil.names.example\\b', taken(), 'https://evil.names.example/b'),
  url('back-slash before the own tenant', `https://${ownDomain}\\@evil.names.example/x`, left('own-domain')),
  url('spaces', ' https://evil.names.example/a b ', taken(), 'https://evil.names.example/a%20b'),
  url('8 KiB', path(8192, 'https://evil.names.example/'), taken()),
  url('8 KiB and one', path(8193, 'https://evil.names.example/')),
  url('javascript:', 'javascript:alert(1)'),
  url('IP host', 'http://203.0.113.7/x', taken(), 'http://203.0.113.7/x'),
  url('private host', 'http://10.0.0.1/x', left('not-public-address')),
  url('private host in hexadecimal', 'http://0x0a000001/x', left('not-public-address')),
  url('IPv6 host', 'http://[2001:db8::1]/x', taken(), 'http://[2001:db8::1]/x'),
  url('hxxp://evil[.]test', 'hxxp://evil[.]test'),
  url('%00', 'https://evil.names.example/%00', taken(), 'https://evil.names.example/%00'),
  url('NUL', 'https://evil.names.example/\u0000'),
  url('@ 150,000 times', `foo://[${'@'.repeat(150_000)}:]`),
  body('MISP: hxxp://evil[.]test/x', attribute('url', 'hxxp://evil[.]test/x'), taken(), {
    held: { url: 'http://evil.test/x' },
  }),
  body('MISP: own tenant, defanged', attribute('domain', 'own-tenant[.]com'), left('own-domain')),
];
