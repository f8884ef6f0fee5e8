import { attribute, left, native, stixIndicator, taken, unreadable, value } from './bad-input';

const group = 'network kinds';
const item = native(group);
const body = value(group);

const refused = unreadable('indicator-invalid');

const ipv4 = (said: string, expected = refused, sent?: string) =>
  item(
    `${said} as an IPv4 address`,
    { networkIPv4: said },
    expected,
    sent === undefined ? undefined : { networkIPv4: sent },
  );
const ipv6 = (said: string, expected = refused, sent?: string) =>
  item(
    `${said} as an IPv6 address`,
    { networkIPv6: said },
    expected,
    sent === undefined ? undefined : { networkIPv6: sent },
  );
const block = (said: string, expected = refused, sent?: string) =>
  item(
    `${said} as a network`,
    { networkCidrBlock: said },
    expected,
    sent === undefined ? undefined : { networkCidrBlock: sent },
  );

const abuse = (ioc: string): object => ({
  id: '1',
  ioc,
  threat_type: 'botnet_cc',
  ioc_type: 'ip:port',
  malware: 'win.x',
  confidence_level: 80,
  first_seen: '2026-11-01 11:36:10 UTC',
  reporter: 'x',
  tags: [],
});

const ports = { networkIPv4: '203.0.113.80' };

export const networkInputs = [
  ipv4('203.0.113.7/32'),
  ipv4('203.0.113.0/24'),
  block('203.0.113.7/32', taken(), '203.0.113.7/32'),
  block('203.0.113.9/24', taken(), '203.0.113.0/24'),
  block('198.51.0.0/16', left('network-too-wide')),
  block('0.0.0.0/0', left('network-too-wide')),
  block('::/0', left('network-too-wide')),
  block('203.0.113.0/33'),
  ipv4('::ffff:203.0.113.7'),
  ipv6('::ffff:10.0.0.1', left('not-public-address')),
  ipv6('fe80::1%eth0'),
  ipv6('fe80::1', left('not-public-address')),
  ipv4('010.0.0.1'),
  ipv4('1.2.3'),
  ipv4('16909060'),
  ipv4('0x7f.1'),
  ipv4('203.0.113.7:443'),
  ipv4('203.0.113.1-203.0.113.9'),
  ipv4('10.0.0.1', left('not-public-address')),
  ipv4('127.0.0.1', left('not-public-address')),
  ipv6('::1', left('not-public-address')),
  ipv4('224.0.0.1', left('not-public-address')),
  ipv4('255.255.255.255', left('not-public-address')),
  ipv4('0.0.0.0', left('not-public-address')),
  body('abuse.ch: 203.0.113.9:443', [abuse('203.0.113.9:443')], taken(), {
    held: { networkDestinationIPv4: '203.0.113.9', networkDestinationPort: 443 },
  }),
  body('abuse.ch: ::ffff:10.0.0.1', [abuse('::ffff:10.0.0.1')], left('not-public-address')),
  body('MISP: 203.0.113.10/32', attribute('ip-dst', '203.0.113.10/32'), taken()),
  body('MISP: a range', attribute('ip-dst', '203.0.113.1-203.0.113.9'), left('observable-invalid')),
  body('STIX: 0.0.0.0/0', stixIndicator("[ipv4-addr:value = '0.0.0.0/0']"), left('network-too-wide')),
  item('port 0', { ...ports, networkPort: 0 }, refused),
  item('port 65536', { ...ports, networkPort: 65_536 }, refused),
  item('port 443.5', { ...ports, networkPort: 443.5 }, refused),
  item('an ASN alone', { networkSourceAsn: 64_496 }, left('too-common')),
  item('an ASN of 33 bits', { ...ports, networkSourceAsn: 4_294_967_296 }, refused),
  item('an ASN as text', { ...ports, networkSourceAsn: 'AS64496' }, refused),
];
