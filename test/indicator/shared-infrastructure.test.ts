import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { canonicalDomainName } from '../../shared/codec/domain-name';
import { canonicalCidr, canonicalIpAddress } from '../../shared/codec/ip-address';
import { guardDangerOf } from '../../shared/indicator/guard/guard';
import { sharedLists } from '../../shared/indicator/shared-infrastructure/lists';
import {
  type SharedListName,
  type StillTaken,
} from '../../shared/indicator/shared-infrastructure/shared-list';
import { indicatorOf } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';

const { guard } = profileWith();

const dangerIn = (observable: object, rules = guard) => {
  const { domainName, ...bare } = indicatorOf('x');
  expect(domainName).toBeDefined();
  return guardDangerOf({ ...bare, ...observable }, rules);
};

const codeOf = (observable: object, rules = guard): string | undefined => dangerIn(observable, rules)?.code;

const shared = 'shared-infrastructure';

const lists = Object.entries(sharedLists);

const providers = lists.flatMap(([, { providers: some }]) => some);

const networks = providers.flatMap((provider) => provider.networks ?? []);

const namesThat = (...wanted: readonly StillTaken[]): readonly string[] =>
  providers.flatMap(({ names = [], stillTaken = 'nothing' }) => (wanted.includes(stillTaken) ? names : []));

describe('the lists of what thousands share', () => {
  it.each(lists)('%s stands under its own name', (name, list) => {
    expect(list.name).toBe(name);
  });

  it.each(providers)(
    'say where they have $of from, and of which day',
    ({ source, asOf, networks: some, names }) => {
      expect(source).not.toBe('');
      expect(new Date(asOf).toISOString()).toBe(`${asOf}T00:00:00.000Z`);
      expect([...(some ?? []), ...(names ?? [])]).not.toEqual([]);
    },
  );

  it('hold addresses and networks in canonical form', () => {
    expect(networks.filter((each) => each !== (canonicalCidr(each) ?? canonicalIpAddress(each)))).toEqual([]);
  });

  it('hold names in canonical form, none twice', () => {
    const names = namesThat('nothing', 'paths', 'customers');
    expect(names.filter((name) => name !== canonicalDomainName(name))).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  });
});

describe('what was reported as blocked by mistake', () => {
  it.each<object>([
    { networkIPv4: '8.8.8.8' },
    { networkDestinationIPv4: '8.8.4.4' },
    { networkSourceIPv4: '1.1.1.1' },
    { networkIPv4: '9.9.9.9' },
    { networkIPv4: '208.67.222.222' },
    { networkIPv4: '94.140.14.14' },
    { networkIPv4: '198.41.0.4' },
    { networkIPv6: '2001:4860:4860::8888' },
    { networkDestinationIPv6: '2606:4700:4700::1111' },
    { networkIPv6: '2620:fe::fe' },
    { networkIPv4: '20.190.159.23' },
    { networkIPv4: '40.126.31.71' },
    { networkIPv6: '2603:1006:2000::1' },
    { emailSourceIpAddress: '40.107.1.2' },
    { networkIPv4: '52.96.1.2' },
    { networkIPv4: '185.199.108.153' },
    { networkIPv4: '104.16.1.2' },
    { networkIPv4: '151.101.1.69' },
    { networkIPv4: '23.45.67.89' },
    { networkIPv4: '13.107.246.40' },
    { networkIPv4: '99.84.1.2' },
    { networkIPv4: '142.250.1.2' },
    { url: 'http://185.199.108.153/a/b.exe' },
    { url: 'https://[2606:4700:4700::1111]/dns-query' },
    { url: 'http://8.8.8.8:8080/x' },
    { domainName: '1drv.ms' },
    { domainName: 'bit.ly' },
    { domainName: 'drive.google.com' },
    { domainName: 'dns.google' },
    { domainName: 'gmail.com' },
    { emailSourceDomain: 'gmail.com' },
    { domainName: 'mail.google.com' },
    { url: 'https://www.google.com/' },
    { domainName: 'www.facebook.com' },
    { domainName: 'de.wikipedia.org' },
    { domainName: 'www.paypal.com' },
    { domainName: 'api.ipify.org' },
    { domainName: 'urlscan.io' },
    { domainName: 'ocsp.digicert.com' },
    { domainName: 'www.msftconnecttest.com' },
    { emailSourceDomain: 'sharepointonline.com' },
    { url: 'https://www.dropbox.com/' },
    { url: 'https://dns.google/dns-query' },
  ])('is refused: %j', (observable) => {
    expect(codeOf(observable)).toBe(shared);
  });
});

describe('what somebody has of a shared thing', () => {
  it.each<object>([
    { domainName: 'evil.github.io' },
    { url: 'http://evil.github.io/' },
    { domainName: 'evil.blob.core.windows.net' },
    { domainName: 'contoso-my.sharepoint.com' },
    { domainName: 'd111111abcdef8.cloudfront.net' },
    { url: 'https://1drv.ms/u/s!abc' },
    { url: 'https://bit.ly/3xyz' },
    { url: 'https://drive.google.com/uc?id=1' },
    { url: 'https://raw.githubusercontent.com/evil/a/main/b.ps1' },
    { url: 'https://s3.amazonaws.com/evil/b.exe' },
    { url: 'https://storage.googleapis.com/evil/b.html' },
    { url: 'https://cdn.discordapp.com/attachments/1/2/b.exe' },
    { url: 'https://www.google.com/url?q=1' },
    { emailSenderAddress: 'evil@github.com' },
    { emailSenderAddress: 'evil@gmail.com' },
    { url: 'https://www.facebook.com/evil.page' },
    { domainName: 'contoso.zoom.us' },
    { domainName: 'evil.firebaseio.com' },
    { domainName: 'paypal.com.evil-shop.net' },
    { domainName: 'c-192-0-2-1.hsd1.ca.comcast.net' },
  ])('is taken: %j', (observable) => {
    expect(codeOf(observable)).toBeUndefined();
  });

  it.each<object>([
    { url: 'https://bit.ly/?a=b' },
    { url: 'https://bit.ly//' },
    { url: 'https://bit.ly/%2F' },
    { url: 'https://bit.ly/#a' },
    { url: 'ftp://user@bit.ly' },
  ])('is more than the front page: %j', (observable) => {
    expect(codeOf(observable)).toBe(shared);
  });
});

const addressMembers = {
  ipv4: ['networkIPv4', 'networkSourceIPv4', 'networkDestinationIPv4', 'emailSourceIpAddress'],
  ipv6: ['networkIPv6', 'networkSourceIPv6', 'networkDestinationIPv6', 'emailSourceIpAddress'],
} as const;

const cidrMembers = ['networkCidrBlock', 'networkSourceCidrBlock', 'networkDestinationCidrBlock'];

/** A listed network, and an address in it. */
const inside = fc
  .tuple(fc.constantFrom(...networks), fc.uint8Array({ minLength: 16, maxLength: 16 }))
  .map(([network, random]) => {
    const [address = '', prefix] = network.split('/');
    const bytes = ipaddr.parse(address).toByteArray();
    const bits = prefix === undefined ? bytes.length * 8 : Number(prefix);
    const mixed = bytes.map((byte, index) => {
      const free = 0xff >> Math.min(8, Math.max(0, bits - index * 8));
      return (byte & ~free) | ((random[index] ?? 0) & free);
    });
    return { network, bits, bytes: mixed, address: ipaddr.fromByteArray(mixed) };
  });

const canonical = (address: ipaddr.IPv4 | ipaddr.IPv6): string =>
  canonicalIpAddress(address.toString()) ?? '';

/** A family's address as a URL may spell it. */
const spellings = (bytes: readonly number[], plain: string): readonly string[] => {
  if (bytes.length > 4) return [`[${plain}]`, `[${plain.toUpperCase()}]`];
  const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return [
    plain,
    `${plain}.`,
    `${number}`,
    `0x${number.toString(16)}`,
    bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
    plain.replaceAll('.', '%2e'),
  ];
};

describe('any address in a listed network', () => {
  it('is refused by every member that takes one', () => {
    fc.assert(
      fc.property(inside, ({ address }) => {
        for (const member of addressMembers[address.kind()])
          expect([member, codeOf({ [member]: canonical(address) })]).toEqual([member, shared]);
      }),
    );
  });

  it('is refused in a URL however it is spelled, whatever its path', () => {
    fc.assert(
      fc.property(inside, fc.constantFrom('', '/', '/a/b.exe?c'), ({ address, bytes }, path) => {
        for (const host of spellings(bytes, canonical(address)))
          expect([host, codeOf({ url: `http://${host}${path}` })]).toEqual([host, shared]);
      }),
    );
  });

  it('is refused with a network in or around the listed one', () => {
    const wide = profileWith({ guard: { widestIPv4: 1, widestIPv6: 1 } }).guard;
    fc.assert(
      fc.property(inside, fc.double({ min: 0, max: 1, noNaN: true }), ({ address, bytes }, share) => {
        const bits = 8 + Math.round(share * (bytes.length * 8 - 8));
        const block = canonicalCidr(`${canonical(address)}/${bits}`) ?? '';
        for (const member of cidrMembers)
          expect([block, codeOf({ [member]: block }, wide)]).not.toEqual([block, undefined]);
      }),
    );
  });
});

/** The guard has several words for a name that nobody may block. */
const isRefused = (observable: object): boolean =>
  ['shared-infrastructure', 'no-registrable-domain', 'microsoft-service'].includes(codeOf(observable) ?? '');

const refused = (host: string): readonly object[] => [
  { domainName: host },
  { emailSourceDomain: host },
  { url: `https://${host}` },
  { url: `https://${host}./?a=b` },
  { url: `http://${host.toUpperCase()}:8080/` },
];

describe('a listed name', () => {
  it.each(namesThat('nothing', 'paths', 'customers'))(
    'is refused bare, and with what is above it: %s',
    (name) => {
      const parents = name
        .split('.')
        .map((_, index, labels) => labels.slice(index).join('.'))
        .filter((host) => host.includes('.'));
      expect([...parents, `www.${name}`].flatMap(refused).filter((one) => !isRefused(one))).toEqual([]);
    },
  );

  it.each(namesThat('nothing'))('is refused with all below it and any path: %s', (name) => {
    const all = [...refused(`a.b.${name}`), { url: `https://${name}/a` }, { url: `https://a.${name}/b` }];
    expect(all.filter((one) => !isRefused(one))).toEqual([]);
  });

  it.each(namesThat('paths'))('is refused with all below it, but for a URL with a path: %s', (name) => {
    expect(refused(`a.b.${name}`).filter((one) => !isRefused(one))).toEqual([]);
    expect([codeOf({ url: `https://${name}/a` }), codeOf({ url: `https://a.${name}/b` })]).not.toContain(
      shared,
    );
  });

  it.each(namesThat('customers'))('is refused alone; what is below it is a customer: %s', (name) => {
    const own = { domainName: `evil.customer.${name}` };
    const all = [own, { url: `https://evil.customer.${name}` }];
    expect(all.filter((one) => codeOf(one) !== undefined)).toEqual([]);
    expect(codeOf({ url: `https://${name}/a` })).not.toBe(shared);
  });
});

describe('when the profile switches a list off', () => {
  it.each<[SharedListName, object]>([
    ['resolvers', { networkIPv4: '8.8.8.8' }],
    ['signIn', { networkIPv4: '20.190.159.23' }],
    ['updates', { domainName: 'ocsp.digicert.com' }],
    ['microsoft365', { networkIPv4: '52.112.1.2' }],
    ['fileShares', { domainName: 'mega.nz' }],
    ['linkShorteners', { domainName: 'bit.ly' }],
    ['hosting', { url: 'http://185.199.108.153/a' }],
    ['contentNetworks', { networkIPv4: '104.16.1.2' }],
    ['everydaySites', { domainName: 'gmail.com' }],
  ])('%s: its things are taken, those of the others are not', (name, observable) => {
    const without = profileWith({ guard: { sharedInfrastructure: { [name]: 'take' } } }).guard;
    expect(codeOf(observable)).toBe(shared);
    expect(codeOf(observable, without)).toBeUndefined();
    const other = name === 'resolvers' ? { domainName: 'bit.ly' } : { networkIPv4: '8.8.8.8' };
    expect(codeOf(other, without)).toBe(shared);
  });
});

describe('the reason', () => {
  it('names who shares it and the list that says so', () => {
    expect(dangerIn({ networkIPv4: '8.8.8.8' })).toEqual({
      code: shared,
      text: 'it is, or holds, a public DNS resolver or root server: Google Public DNS (list resolvers)',
    });
  });
});
