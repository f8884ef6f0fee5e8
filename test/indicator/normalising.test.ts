import * as fc from 'fast-check';
import { killChainOf } from '../../shared/indicator/kill-chain';
import { momentOf } from '../../shared/indicator/moment';
import {
  domainMembers,
  hashMembers,
  ipMembers,
  numberMembers,
  urlMembers,
} from '../../shared/indicator/normalise';
import { refang } from '../../shared/indicator/refang';
import { strictestTlp } from '../../shared/indicator/tlp';
import { leftOf, rightOf } from '../pipeline/right-of';

describe('refanging', () => {
  it.each([
    ['hxxp://evil[.]com/a', 'http://evil.com/a'],
    ['hXXps://evil[dot]com', 'https://evil.com'],
    ['http[:]//evil(.)com', 'http://evil.com'],
    ['hxxps[://]evil{.}com', 'https://evil.com'],
    ['evil dot com', 'evil.com'],
    ['1.2.3[.]4', '1.2.3.4'],
    ['1\\.2\\.3\\.4', '1.2.3.4'],
    ['user[at]evil[.]com', 'user@evil.com'],
    ['"evil.com"', 'evil.com'],
    ['fxp://evil.com/a', 'ftp://evil.com/a'],
    ['https://good.com/a?b=[1]', 'https://good.com/a?b=[1]'],
  ])('%s', (defanged, live) => {
    expect(refang(defanged)).toBe(live);
  });

  it('leaves what it has refanged as it is', () => {
    fc.assert(fc.property(fc.webUrl(), (url) => expect(refang(refang(url))).toBe(refang(url))));
  });
});

describe('an address', () => {
  it.each([
    ['1.2.3.4', { networkIPv4: '1.2.3.4' }],
    ['1.2.3.4/32', { networkIPv4: '1.2.3.4' }],
    ['1.2.3.4/24', { networkCidrBlock: '1.2.3.0/24' }],
    ['1.2.3.4:443', { networkIPv4: '1.2.3.4', networkPort: 443 }],
    ['::ffff:1.2.3.4', { networkIPv4: '1.2.3.4' }],
    ['2001:DB8::1/128', { networkIPv6: '2001:db8::1' }],
    ['[2001:db8::1]:8080', { networkIPv6: '2001:db8::1', networkPort: 8080 }],
    ['1[.]2[.]3[.]4', { networkIPv4: '1.2.3.4' }],
  ])('%s', (value, members) => {
    expect(rightOf(ipMembers(value, ''))).toEqual(members);
  });

  it('goes to the side it was seen on', () => {
    expect(rightOf(ipMembers('1.2.3.4', 'Destination', 53))).toEqual({
      networkDestinationIPv4: '1.2.3.4',
      networkDestinationPort: 53,
    });
  });

  it.each(['1.2.3', 'evil.com', '', '1.2.3.4-1.2.3.9', 'fe80::1%eth0', '010.0.0.1'])('is not %j', (value) => {
    expect(leftOf(ipMembers(value, '')).code).toBe('observable-invalid');
  });
});

describe('a name', () => {
  it.each([
    ['EVIL.com.', { domainName: 'evil.com' }],
    ['evil[.]com:8443', { domainName: 'evil.com', networkPort: 8443 }],
    ['1.1.1.1', { networkIPv4: '1.1.1.1' }],
    ['пример.рф', { domainName: 'xn--e1afmkfd.xn--p1ai' }],
  ])('%s', (value, members) => {
    expect(rightOf(domainMembers(value, ''))).toEqual(members);
  });

  it('has no path', () => {
    expect(leftOf(domainMembers('evil.com/path', '')).code).toBe('observable-invalid');
  });
});

describe('other observables', () => {
  it.each([
    ['SHA-256', 'sha256'],
    ['sha1', 'sha1'],
    ['MD5', 'md5'],
    ['authentihash', 'authenticodeHash256'],
    ['SSDEEP', 'ctph'],
    ['tlsh', 'lsHash'],
    ['SHA256AC', 'authenticodeHash256'],
  ])('name a hash %s', (algorithm, type) => {
    expect(rightOf(hashMembers(algorithm, ' AB '))).toEqual({ fileHashType: type, fileHashValue: 'AB' });
  });

  it.each([
    [32, 'md5'],
    [40, 'sha1'],
    [64, 'sha256'],
  ])('tell the algorithm of an unknown hash of %d characters', (length, fileHashType) => {
    expect(rightOf(hashMembers('Unknown', 'a'.repeat(length)))).toMatchObject({ fileHashType });
  });

  it.each([
    ['sha256', 'sha256:', 64, 'sha256'],
    ['unknown', 'SHA-256: ', 64, 'sha256'],
    ['SHA256', 'sha256=', 64, 'sha256'],
    ['hash', 'md5:', 32, undefined],
    ['unknown', 'md5:', 32, 'md5'],
  ])('%s has no algorithm before its digits: %s', (algorithm, prefix, length, fileHashType) => {
    const hash = 'a'.repeat(length);
    const read = hashMembers(algorithm, `${prefix}${hash}`);
    expect(read).toMatchObject(
      fileHashType === undefined ? { _tag: 'Left' } : { right: { fileHashType, fileHashValue: hash } },
    );
  });

  it('cannot name a hash that tiIndicator has no type for', () => {
    expect(leftOf(hashMembers('SHA-512', 'ab')).code).toBe('observable-unsupported');
  });

  it('read numbers written as text', () => {
    expect(rightOf(numberMembers('networkSourceAsn', 'AS64500'))).toEqual({ networkSourceAsn: 64500 });
    expect(rightOf(numberMembers('fileSize', '12'))).toEqual({ fileSize: 12 });
    expect(leftOf(numberMembers('fileSize', 'many')).code).toBe('observable-invalid');
  });

  it('refang a URL', () => {
    expect(rightOf(urlMembers('hxxp://evil[.]com'))).toEqual({ url: 'http://evil.com' });
  });
});

describe('a moment', () => {
  it.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02 03:04:05 UTC', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02T03:04:05+0200', '2026-01-02T01:04:05.000Z'],
    ['2026-01-02 03:04:05', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02', '2026-01-02T00:00:00.000Z'],
    ['1767323045', '2026-01-02T03:04:05.000Z'],
    [1767323045, '2026-01-02T03:04:05.000Z'],
    [1767323045000, '2026-01-02T03:04:05.000Z'],
    [1767323045000000, '2026-01-02T03:04:05.000Z'],
    ['1767323045000000000', '2026-01-02T03:04:05.000Z'],
    ['1767323045.5', '2026-01-02T03:04:05.500Z'],
    ['2026/01/02 03:04:05', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02 03:04:05 +0000 UTC', '2026-01-02T03:04:05.000Z'],
    ['Fri, 02 Jan 2026 03:04:05 GMT', '2026-01-02T03:04:05.000Z'],
    ['2 Jan 2026 05:04 +0200', '2026-01-02T03:04:00.000Z'],
    ['Fri, 02 Jan 2026 03:04:05', undefined],
    ['02 Foo 2026 03:04:05 GMT', undefined],
    ['2026-02-30', undefined],
    ['soon', undefined],
    [null, undefined],
    [-5, undefined],
    ['/Date(1793000000000)/', '2026-10-26T07:33:20.000Z'],
    ['/Date(1793000000000+0200)/', '2026-10-26T07:33:20.000Z'],
    ['/Date(soon)/', undefined],
  ])('%p', (value, iso) => {
    expect(momentOf(value)).toBe(iso);
  });
});

describe('TLP', () => {
  it.each([
    [['TLP:CLEAR'], 'white'],
    [['tlp:white', 'TLP:GREEN'], 'green'],
    [['amber+strict'], 'amber'],
    [['TLP_AMBER'], 'amber'],
    [['marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1', 'tlp:green'], 'red'],
    [['tlp:ex:chr', 'phishing'], undefined],
    [[], undefined],
  ])('%j', (markings, level) => {
    expect(strictestTlp(markings)).toBe(level);
  });
});

describe('kill chain phases', () => {
  it('become the seven of tiIndicator, and tags where there is none', () => {
    expect(killChainOf(['Command and Control', 'initial-access', 'delivery', 'gloating'])).toEqual({
      killChain: ['C2', 'Delivery'],
      tags: ['kill-chain:gloating'],
    });
  });
});
