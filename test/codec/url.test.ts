import { canonicalUrl } from '../../shared/codec/url';

describe('a URL', () => {
  it.each([
    ['HTTPS://EXAMPLE.com', 'https://example.com/'],
    ['https://example.com:443/a', 'https://example.com/a'],
    ['http://example.com:8080/a', 'http://example.com:8080/a'],
    ['http://bücher.example/ü?ü#ü', 'http://xn--bcher-kva.example/%C3%BC?%C3%BC#%C3%BC'],
    ['http://example.com/a b"c<d>e`f{g}h|i^j', 'http://example.com/a%20b%22c%3Cd%3Ee%60f%7Bg%7Dh%7Ci%5Ej'],
    [
      'http://example.com/?a b"c<d>e`f{g}h|i\\j^k',
      'http://example.com/?a%20b%22c%3Cd%3Ee%60f%7Bg%7Dh%7Ci%5Cj%5Ek',
    ],
    ['http://example.com/[a]?[b]#[c]', 'http://example.com/%5Ba%5D?%5Bb%5D#%5Bc%5D'],
    ['http://[2001:DB8::1]:80/', 'http://[2001:db8::1]/'],
    ['http://example.com/%41%zz%2', 'http://example.com/%41%25zz%252'],
    ['http://example.com/%00', 'http://example.com/%00'],
    ['http://user:pass@example.com/', 'http://user:pass@example.com/'],
    ['http://example.com\\@evil.example/', 'http://example.com/@evil.example/'],
    ['http://0x7f.1/', 'http://127.0.0.1/'],
    ['ftp://example.com:21/a', 'ftp://example.com/a'],
    ['wss://EXAMPLE.com/a', 'wss://example.com/a'],
    ['LDAP://EXAMPLE.com:389/A b|c', 'ldap://example.com:389/A%20b%7Cc'],
    ['ldap://example.com:80/', 'ldap://example.com:80/'],
    ['smb://[FE80::1]/Share', 'smb://[fe80::1]/Share'],
    ['ssh://User@@bücher.example', 'ssh://User%40@xn--bcher-kva.example'],
    ['stratum+tcp://pool.example:3333', 'stratum+tcp://pool.example:3333'],
    [
      'http://example.com/${jndi:ldap://evil.example/a}',
      'http://example.com/$%7Bjndi:ldap://evil.example/a%7D',
    ],
    [' https://example.com/\u00a0', 'https://example.com/'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalUrl(text)).toBe(canonical);
  });

  it.each([
    ['without a scheme', 'example.com/a'],
    ['without an authority', 'http:example.com'],
    ['with an empty host', 'http:///a'],
    ['with an empty host after a user', 'ssh://user@/a'],
    ['of javascript', 'javascript://example.com/%0aalert(1)'],
    ['of data', 'data:text/html,a'],
    ['of vbscript', 'VBScript://a/b'],
    ['of a file', 'file://host/share'],
    ['of about', 'about://blank'],
    ['of a blob', 'blob://example.com/a'],
    ['with hxxp', 'hxxp://example.com/'],
    ['with hXXps', 'hXXps://example.com/'],
    ['with a defanged dot', 'http://evil[.]example/'],
    ['with a wildcard', 'http://*.example.com/'],
    ['with braces in the host', 'http://{host}/'],
    ['with a port beyond 65535', 'tcp://example.com:65536'],
    ['with a web port beyond 65535', 'http://example.com:65536/'],
    ['with an IPv6 zone', 'smb://[fe80::1%25eth0]/'],
    ['with a tab inside', 'http://example.com/a\tb'],
    ['with a line break inside', 'http://exam\r\nple.com/'],
    ['with an escape character', 'http://example.com/\u001b'],
  ])('is refused %s', (_why, text) => {
    expect(canonicalUrl(text)).toBeUndefined();
  });
});
