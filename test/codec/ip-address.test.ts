import {
  canonicalCidr,
  canonicalIpAddress,
  canonicalIPv4,
  canonicalIPv6,
} from '../../shared/codec/ip-address';

describe('an IPv4 address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['\u200e 203.0.113.9\u00a0', '203.0.113.9'],
  ])('%j is %s', (text, canonical) => {
    expect(canonicalIPv4(text)).toBe(canonical);
  });

  it.each([
    '010.0.0.1',
    '1.2.3',
    '127.1',
    '0x7f.1',
    '0x7f000001',
    '2130706433',
    '256.1.1.1',
    '1.2.3.4:443',
    '1.2.3.4/32',
    '1.2.3.4-9',
    '1.2.3[.]4',
    '::1',
    '1.2.3.4.',
    '１.2.3.4',
  ])('%s is refused', (text) => {
    expect(canonicalIPv4(text)).toBeUndefined();
  });
});

describe('an IPv6 address', () => {
  it.each([
    ['2001:DB8::1', '2001:db8::1'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['::', '::'],
    ['::ffff:1.2.3.4', '::ffff:102:304'],
    ['::1.2.3.4', '::102:304'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalIPv6(text)).toBe(canonical);
  });

  it.each([
    'fe80::1%eth0',
    '[::1]',
    '::ffff:01.2.3.4',
    '::ffff:1.2.3',
    '1::2::3',
    '12345::',
    '1:2:3:4:5:6:7:8:9',
    '1.2.3.4',
    '2001:db8::/32',
    'a.b',
  ])('%s is refused', (text) => {
    expect(canonicalIPv6(text)).toBeUndefined();
  });
});

describe('an address of either family', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:DB8::1', '2001:db8::1'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalIpAddress(text)).toBe(canonical);
  });
});

describe('a CIDR block', () => {
  it.each([
    ['203.0.113.9/24', '203.0.113.0/24'],
    ['203.0.113.9/32', '203.0.113.9/32'],
    ['1.2.3.4/0', '0.0.0.0/0'],
    ['172.31.255.255/12', '172.16.0.0/12'],
    ['2001:DB8:ffff::1/33', '2001:db8:8000::/33'],
    ['2001:db8::1/128', '2001:db8::1/128'],
    ['::1.2.3.4/128', '::102:304/128'],
    [' 10.0.0.0/8 ', '10.0.0.0/8'],
  ])('%j is %s', (text, canonical) => {
    expect(canonicalCidr(text)).toBe(canonical);
  });

  it.each([
    '203.0.113.9',
    '2001:db8::',
    '1.2.3.4/33',
    '1.2.3.4/024',
    '1.2.3.4/-1',
    '1.2.3.4/',
    '1.2.3/24',
    '010.0.0.0/8',
    '::/129',
    'fe80::%1/64',
    '1.2.3.4/24/8',
    '1.2.3.4/255.255.255.0',
  ])('%s is refused', (text) => {
    expect(canonicalCidr(text)).toBeUndefined();
  });
});
