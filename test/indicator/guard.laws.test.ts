import fc from 'fast-check';
import { canonicalHost } from '../../shared/codec/host';
import { tiIndicatorCodec, type TiIndicator } from '../../shared/codec/ti-indicator';
import { canonicalUrl } from '../../shared/codec/url';
import { guardDangerOf } from '../../shared/indicator/guard/guard';
import { type GuardRules } from '../../shared/indicator/guard/judge';
import { hostInUrl, ipv6Spelling, nameSpelling, urlSpelling } from '../arbitraries/host-spelling';
import { indicatorOf } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';

const rules: GuardRules = profileWith({
  guard: {
    ownDomains: ['contoso.com', 'b\u00fccher.example.org'],
    ownNetworks: ['52.1.0.0/16', '2a01:1::/32'],
    allowList: ['good.net', '8.8.8.0/24', '2A02:06B8::/32'],
  },
}).guard;

const bare: Readonly<Record<string, unknown>> = { ...indicatorOf('x'), domainName: undefined };

const judged = (members: Readonly<Record<string, unknown>>, by = rules): string | undefined =>
  guardDangerOf({ ...bare, ...members } as TiIndicator, by)?.code;

const codec = tiIndicatorCodec(() => new Date('2026-01-01T00:00:00Z'));

/** What the codec makes of it, judged; `refused` where it takes none of it. */
const taken = (members: Readonly<Record<string, unknown>>, by = rules): string | undefined => {
  const decoded = codec.decode({ ...bare, ...members });
  return decoded._tag === 'Left' ? 'refused' : guardDangerOf(decoded.right, by)?.code;
};

const names = [
  ['login.microsoftonline.com', 'microsoft-service'],
  ['contoso.com', 'own-domain'],
  ['www.contoso.com', 'own-domain'],
  ['xn--bcher-kva.example.org', 'own-domain'],
  ['co.uk', 'no-registrable-domain'],
  ['printer.local', 'special-use-domain'],
  ['www.good.net', 'on-allow-list'],
  ['evil.com', undefined],
] as const;

const addresses = [
  ['10.0.0.1', 'not-public-address'],
  ['127.0.0.1', 'not-public-address'],
  ['169.254.169.254', 'not-public-address'],
  ['168.63.129.16', 'not-public-address'],
  ['52.1.2.3', 'own-network'],
  ['8.8.8.8', 'on-allow-list'],
  ['203.0.113.7', 'documentation-range'],
  ['45.61.1.2', undefined],
] as const;

describe('a host is a host however it is spelled', () => {
  it.each([...names, ...addresses])('%s has one canonical form', (host) => {
    fc.assert(fc.property(hostInUrl(host), (spelled) => expect(canonicalHost(spelled)).toBe(host)));
  });

  it.each([...names, ...addresses])('%s in a URL is judged the same: %s', (host, code) => {
    fc.assert(
      fc.property(urlSpelling(host), (url) => {
        expect(taken({ url })).toBe(code);
        expect(judged({ url })).toBe(code);
      }),
    );
  });

  it.each([...names, ...addresses])('a URL on %s is sent in one form', (host) => {
    const of = (spelled: string): string | undefined => canonicalUrl(`https://${spelled}/x`);
    fc.assert(fc.property(hostInUrl(host), (spelled) => expect(of(spelled)).toBe(`https://${host}/x`)));
  });

  it.each(names)('%s as a domain or behind an @ is judged the same: %s', (name, code) => {
    fc.assert(
      fc.property(nameSpelling(name), (spelled) => {
        for (const members of [
          { domainName: spelled },
          { emailSourceDomain: spelled },
          { emailSenderAddress: `a@${spelled}` },
          { emailRecipient: `a@${spelled}` },
        ]) {
          expect(taken(members)).toBe(code);
          expect(judged(members)).toBe(code);
        }
      }),
    );
  });

  it.each([
    ['::1', 'not-public-address'],
    ['::ffff:a00:1', 'not-public-address'],
    ['::ffff:3401:203', 'own-network'],
    ['2a01:1::5', 'own-network'],
    ['2a02:6b8::7', 'on-allow-list'],
    ['2001:db8::7', 'documentation-range'],
    ['2a03:2880::7', undefined],
  ])('%s is judged the same, in a URL too: %s', (address, code) => {
    fc.assert(
      fc.property(ipv6Spelling(address), (spelled) => {
        expect(taken({ networkIPv6: spelled })).toBe(code);
        expect(taken({ emailSourceIpAddress: spelled })).toBe(code);
        expect(taken({ url: `https://[${spelled}]:8443/x` })).toBe(code);
        expect(taken({ url: `foo://u@[${spelled}]` })).toBe(code);
        expect(judged({ networkIPv6: spelled })).toBe(code);
      }),
    );
  });
});

describe('what the profile names is named however it is spelled', () => {
  const members = [
    { domainName: 'www.good.net' },
    { url: 'https://a.www.good.net:8443/x' },
    { emailSenderAddress: 'a@www.good.net' },
    { emailSourceDomain: 'www.good.net' },
  ];
  const listing = (allowList: readonly string[]): GuardRules => profileWith({ guard: { allowList } }).guard;

  it('on the allow-list, a name', () => {
    const entries = fc
      .tuple(fc.constantFrom('', '*.', '.', ' '), nameSpelling('www.good.net'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(entries, fc.constantFrom(...members), (entry, member) => {
        expect(judged(member, listing([entry]))).toBe('on-allow-list');
      }),
    );
  });

  it('on the allow-list, a URL', () => {
    const urls = hostInUrl('www.good.net').map((host) => `hTTps://${host}:443/A?b#c`);
    fc.assert(
      fc.property(urls, urls, (entry, url) => {
        expect(taken({ url }, listing([entry]))).toBe('on-allow-list');
        expect(taken({ url: `${url}d` }, listing([entry]))).toBeUndefined();
      }),
    );
  });

  it('on the allow-list, an address', () => {
    const entries = fc.oneof(
      hostInUrl('45.61.1.2').filter((entry) => entry.includes('.')),
      fc.constantFrom('45.61.1.2/31', '45[.]61[.]1[.]2', '::ffff:45.61.1.2', '::FFFF:2d3d:102/128'),
    );
    fc.assert(
      fc.property(entries, urlSpelling('45.61.1.2'), (entry, url) => {
        const rules = listing([entry]);
        expect(taken({ networkDestinationIPv4: '45.61.1.2' }, rules)).toBe('on-allow-list');
        expect(taken({ url }, rules)).toBe('on-allow-list');
        expect(taken({ networkDestinationIPv4: '45.61.1.4' }, rules)).toBeUndefined();
      }),
    );
  });

  it('as an own domain or network', () => {
    fc.assert(
      fc.property(nameSpelling('fabrikam.net'), (domain) => {
        const own = profileWith({ guard: { ownDomains: [domain], ownNetworks: ['::ffff:45.61.0.0/112'] } });
        expect(judged({ url: 'https://www.fabrikam.net./x' }, own.guard)).toBe('own-domain');
        expect(judged({ networkIPv4: '45.61.1.2' }, own.guard)).toBe('own-network');
      }),
    );
  });
});
