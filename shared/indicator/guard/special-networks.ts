/**
 * Networks in which nobody on the internet lives: IANA's special-purpose registries as ipaddr.js 2.5 lists them (a law compares
 * the two), all of IPv6 outside 2000::/3, which is the only part that IANA assigns (RFC 4291), and 168.63.129.16.
 */
export const notPublic: readonly string[] = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared by carriers
  '127.0.0.0/8', // loopback
  '168.63.129.16', // Azure's platform, the same for every virtual machine
  '169.254.0.0/16', // link-local, with 169.254.169.254 of the clouds' metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarking
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, with the broadcast address
  '::/3', // IPv4 inside IPv6, NAT64, discard
  // 2001::/23 (protocol assignments) but Teredo, 2001::/32, whose clients are judged by their IPv4 address
  '2001:1::/32',
  '2001:2::/31',
  '2001:4::/30',
  '2001:8::/29',
  '2001:10::/28',
  '2001:20::/27',
  '2001:40::/26',
  '2001:80::/25',
  '2001:100::/24',
  '2620:4f:8000::/48', // AS112
  '4000::/2', // not assigned
  '8000::/1', // not assigned, unique local, link-local, multicast
];

/** Documentation ranges (RFC 5737, RFC 3849, RFC 9637): they belong to nobody and are harmless. */
export const documentation: readonly string[] = [
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '2001:db8::/32',
  '3fff::/20',
];
