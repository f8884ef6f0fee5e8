import fc from 'fast-check';
import { guardDangerOf } from '../../shared/indicator/guard/guard';
import { type GuardRules } from '../../shared/indicator/guard/judge';
import { profileWith } from '../pipeline/profiles';
import { indicatorOf } from '../pipeline/planned';
import { validTiIndicator } from '../arbitraries/ti-indicator';

const rules: GuardRules = profileWith({
  guard: {
    ownDomains: ['contoso.com'],
    ownNetworks: ['52.1.0.0/16', '2a01:1::/32'],
    allowList: ['good.net', '8.8.8.0/24', 'AA'.repeat(16).toLowerCase()],
  },
}).guard;

const codeOf = (members: Readonly<Record<string, unknown>>, guard = rules): string | undefined => {
  const { domainName, ...bare } = indicatorOf('x') as Readonly<Record<string, unknown>>;
  expect(domainName).toBeDefined();
  return guardDangerOf({ ...bare, ...members } as ReturnType<typeof indicatorOf>, guard)?.code;
};

describe('the guard', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string | undefined]>([
    ['a public address', { networkDestinationIPv4: '45.61.1.2' }, undefined],
    ['a private address', { networkIPv4: '10.1.2.3' }, 'not-public-address'],
    ['loopback', { networkIPv4: '127.0.0.1' }, 'not-public-address'],
    ['link-local', { networkSourceIPv4: '169.254.1.1' }, 'not-public-address'],
    ['carrier-grade NAT', { networkIPv4: '100.64.0.1' }, 'not-public-address'],
    ['multicast', { networkIPv4: '224.0.0.1' }, 'not-public-address'],
    ['broadcast', { networkIPv4: '255.255.255.255' }, 'not-public-address'],
    ['0.0.0.0', { networkIPv4: '0.0.0.0' }, 'not-public-address'],
    ['IPv6 loopback', { networkIPv6: '::1' }, 'not-public-address'],
    ['IPv6 unique local', { networkIPv6: 'fd00::1' }, 'not-public-address'],
    ['a documentation address', { networkIPv4: '203.0.113.7' }, 'documentation-range'],
    ['an IPv6 documentation address', { networkIPv6: '2001:db8::7' }, 'documentation-range'],
    ['the whole internet', { networkCidrBlock: '0.0.0.0/0' }, 'own-network'],
    ['the whole IPv6 internet', { networkCidrBlock: '::/0' }, 'own-network'],
    ['a network that is too wide', { networkCidrBlock: '45.0.0.0/16' }, 'network-too-wide'],
    ['a narrow network', { networkCidrBlock: '45.61.1.0/24' }, undefined],
    ['an own address', { networkDestinationIPv4: '52.1.2.3' }, 'own-network'],
    ['a network around an own one', { networkCidrBlock: '52.0.0.0/8' }, 'own-network'],
    ['an own IPv6 address', { networkIPv6: '2a01:1::5' }, 'own-network'],
    ['an own domain', { domainName: 'contoso.com' }, 'own-domain'],
    ['a host of an own domain', { url: 'https://login.contoso.com/x' }, 'own-domain'],
    ['a domain that only ends like an own one', { domainName: 'evilcontoso.com' }, undefined],
    ['a public suffix', { domainName: 'co.uk' }, 'no-registrable-domain'],
    ['a hosting suffix', { domainName: 'github.io' }, 'no-registrable-domain'],
    ['a customer of a hosting suffix', { domainName: 'evil.github.io' }, undefined],
    ['a special-use name', { domainName: 'printer.local' }, 'special-use-domain'],
    ['an example name', { domainName: 'www.example.com' }, 'special-use-domain'],
    ['a top-level domain that does not exist', { domainName: 'a.bogustld' }, 'unknown-top-level-domain'],
    ['a service that the gateway calls', { domainName: 'graph.microsoft.com' }, 'microsoft-service'],
    ['a parent of such a service', { domainName: 'microsoft.com' }, 'microsoft-service'],
    ['a customer of such a service', { url: 'https://evil.blob.core.windows.net/a' }, undefined],
    ['a URL at a private address', { url: 'http://192.168.0.1/a' }, 'not-public-address'],
    ['a URL at an IPv6 address', { url: 'http://[fe80::1]/a' }, 'not-public-address'],
    ['a sender at an own domain', { emailSenderAddress: 'ceo@contoso.com' }, 'own-domain'],
    [
      'the hash of an empty file',
      { fileHashType: 'md5', fileHashValue: 'd41d8cd98f00b204e9800998ecf8427e' },
      'hash-of-nothing',
    ],
    ['a domain on the allow-list', { domainName: 'www.good.net' }, 'on-allow-list'],
    ['an address on the allow-list', { networkIPv4: '8.8.8.8' }, 'on-allow-list'],
    ['a hash on the allow-list', { fileHashType: 'md5', fileHashValue: 'aa'.repeat(16) }, 'on-allow-list'],
    [
      'a second observable that is dangerous',
      { domainName: 'evil.com', networkIPv4: '10.0.0.1' },
      'not-public-address',
    ],
    ['TLP:RED', { domainName: 'evil.com', tlpLevel: 'red' }, 'tlp-red'],
  ])('says of %s', (_, members, code) => {
    expect(codeOf(members)).toBe(code);
  });

  it.each<[string, string, Readonly<Record<string, unknown>>, string | undefined]>([
    [
      'a hash in capitals',
      'AB'.repeat(32),
      { fileHashType: 'sha256', fileHashValue: 'ab'.repeat(32) },
      'on-allow-list',
    ],
    [
      'a TLSH hash without its version',
      'ab'.repeat(35),
      { fileHashType: 'lsHash', fileHashValue: `t1${'ab'.repeat(35)}` },
      'on-allow-list',
    ],
    ['a domain, defanged', 'good[.]net', { url: 'http://www.good.net/' }, 'on-allow-list'],
    ['a domain, as a wildcard', '*.good.net', { domainName: 'a.good.net' }, 'on-allow-list'],
    ['a domain below', 'cdn.good.net', { domainName: 'good.net' }, 'on-allow-list'],
    ['a domain below, and a URL', 'cdn.good.net', { url: 'https://good.net/x' }, undefined],
    ['an address inside', '45.61.1.2', { networkCidrBlock: '45.61.1.0/24' }, 'on-allow-list'],
    ['an address, and the one beside it', '45.61.1.2', { networkIPv4: '45.61.1.3' }, undefined],
    ['an address, in a URL', '45.61.1.2', { url: 'ldap://0x2d.0x3d0102:389/x' }, 'on-allow-list'],
    ['an address, IPv4-mapped', '::ffff:45.61.1.2', { emailSourceIpAddress: '45.61.1.2' }, 'on-allow-list'],
    ['a network, in any case', '2A03:2880::/32', { networkIPv6: '2a03:2880::7' }, 'on-allow-list'],
    ['a sender', 'News@good.net', { emailSenderAddress: 'news@good.net' }, 'on-allow-list'],
    ['a sender, and another', 'news@good.net', { emailSenderAddress: 'ceo@good.net' }, undefined],
    ['a URL, and another on its host', 'https://good.net/a', { url: 'https://good.net/b' }, undefined],
    ['a URL whose path has another case', 'https://good.net/a', { url: 'https://good.net/A' }, undefined],
    ['a file', 'Setup.exe', { domainName: 'evil.com', fileName: 'setup.EXE' }, 'on-allow-list'],
    [
      'a path that looks defanged',
      'C:\\.\\a[.]b',
      { domainName: 'evil.com', filePath: 'c:\\.\\a[.]b' },
      'on-allow-list',
    ],
  ])('lets the allow-list name %s', (_, entry, members, code) => {
    expect(codeOf(members, profileWith({ guard: { allowList: [entry] } }).guard)).toBe(code);
  });

  it('takes documentation ranges, special names and TLP:RED where the profile says so', () => {
    const lax = profileWith({ guard: { specialUse: 'take', tlpRed: 'take' } }).guard;
    expect(codeOf({ networkIPv4: '203.0.113.7' }, lax)).toBeUndefined();
    expect(codeOf({ domainName: 'a.example' }, lax)).toBeUndefined();
    expect(codeOf({ domainName: 'evil.com', tlpLevel: 'red' }, lax)).toBeUndefined();
    expect(codeOf({ networkIPv4: '10.0.0.1' }, lax)).toBe('not-public-address');
  });

  it('never throws for a valid indicator', () => {
    fc.assert(
      fc.property(validTiIndicator, (indicator) =>
        expect(() => guardDangerOf(indicator, rules)).not.toThrow(),
      ),
    );
  });
});
