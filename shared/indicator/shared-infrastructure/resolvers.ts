import { words, type SharedList } from './shared-list';

/** Blocking one of these takes name resolution away from everybody who uses it. */
export const resolvers: SharedList = {
  name: 'resolvers',
  what: 'a public DNS resolver or root server',
  providers: [
    {
      of: 'Google Public DNS',
      source: 'https://developers.google.com/speed/public-dns/docs/using',
      asOf: '2026-11-29',
      networks: words(`8.8.8.0/24 8.8.4.0/24 2001:4860:4860::/64`),
      names: words(`dns.google dns.google.com dns64.dns.google`),
    },
    {
      of: 'Cloudflare 1.1.1.1',
      source: 'https://developers.cloudflare.com/1.1.1.1/ip-addresses/',
      asOf: '2026-11-29',
      networks: words(`1.1.1.0/24 1.0.0.0/24 2606:4700:4700::/48`),
      names: words(`one.one.one.one cloudflare-dns.com cloudflare-gateway.com`),
    },
    {
      of: 'Quad9',
      source: 'https://quad9.net/service/service-addresses-and-features/',
      asOf: '2026-11-29',
      networks: words(`9.9.9.0/24 149.112.112.0/24 2620:fe::/48`),
      names: words(`dns.quad9.net dns9.quad9.net dns10.quad9.net dns11.quad9.net`),
    },
    {
      of: 'Cisco OpenDNS',
      source: 'https://www.opendns.com/setupguide/',
      asOf: '2026-11-29',
      networks: words(`208.67.220.0/24 208.67.222.0/24 2620:119:35::/48 2620:119:53::/48
        2620:0:ccc::2 2620:0:ccd::2`),
      names: words(`dns.opendns.com doh.opendns.com doh.umbrella.com
        resolver1.opendns.com resolver2.opendns.com resolver3.opendns.com resolver4.opendns.com`),
    },
    {
      of: 'AdGuard DNS',
      source: 'https://adguard-dns.io/kb/general/dns-providers/',
      asOf: '2026-11-29',
      networks: words(`94.140.14.0/24 94.140.15.0/24 176.103.130.130/31 176.103.130.132
        176.103.130.134 176.103.130.136/31 2a10:50c0::/48`),
      names: words(`adguard-dns.com dns.adguard.com`),
    },
    {
      of: 'CleanBrowsing',
      source: 'https://cleanbrowsing.org/filters/',
      asOf: '2026-11-29',
      networks: words(`185.228.168.0/24 185.228.169.0/24 2a0d:2a00:1::/48 2a0d:2a00:2::/48`),
      names: words(`doh.cleanbrowsing.org security-filter-dns.cleanbrowsing.org
        family-filter-dns.cleanbrowsing.org adult-filter-dns.cleanbrowsing.org`),
    },
    {
      of: 'Control D',
      source: 'https://controld.com/free-dns',
      asOf: '2026-11-29',
      networks: words(`76.76.2.0/24 76.76.10.0/24 2606:1a40::/48 2606:1a40:1::/48`),
      names: words(`freedns.controld.com dns.controld.com`),
    },
    {
      of: 'NextDNS',
      source: 'https://nextdns.io',
      asOf: '2026-11-29',
      networks: words(`45.90.28.0/24 45.90.30.0/24 2a07:a8c0::/48 2a07:a8c1::/48`),
      names: words(`dns.nextdns.io dns1.nextdns.io dns2.nextdns.io`),
    },
    {
      of: 'Yandex DNS',
      source: 'https://dns.yandex.com',
      asOf: '2026-11-29',
      networks: words(`77.88.8.1 77.88.8.2/31 77.88.8.7 77.88.8.8 77.88.8.88
        2a02:6b8::feed:ff 2a02:6b8:0:1::feed:ff 2a02:6b8::feed:bad 2a02:6b8:0:1::feed:bad
        2a02:6b8::feed:a11 2a02:6b8:0:1::feed:a11`),
      names: words(`dns.yandex.ru common.dot.dns.yandex.net safe.dot.dns.yandex.net
        family.dot.dns.yandex.net`),
    },
    {
      of: 'AliDNS, DNSPod, 114DNS, Baidu',
      source: 'https://github.com/MISP/misp-warninglists/blob/main/lists/public-dns-v4/list.json',
      asOf: '2026-11-29',
      networks: words(`223.5.5.5 223.6.6.6 2400:3200::1 2400:3200:baba::1 119.29.29.29 119.28.28.28
        2402:4e00:: 114.114.114.110 114.114.114.114 114.114.114.119 114.114.115.110 114.114.115.115
        114.114.115.119 180.76.76.76 2400:da00::6666`),
      names: words(`dns.alidns.com doh.pub dot.pub`),
    },
    {
      of: 'Level 3, Hurricane Electric, UltraDNS, Verisign, Comodo, Dyn, SafeDNS',
      source: 'https://github.com/MISP/misp-warninglists/blob/main/lists/public-dns-v4/list.json',
      asOf: '2026-11-29',
      networks: words(`4.2.2.0/29 209.244.0.3 209.244.0.4 74.82.42.42 2001:470:20::2
        64.6.64.6 64.6.65.6 156.154.70.0/24 156.154.71.0/24 2620:74:1b::1:1 2620:74:1c::2:2
        2610:a1:1018::/48 2610:a1:1019::/48 8.26.56.26 8.20.247.20 216.146.35.35 216.146.36.36
        195.46.39.39 195.46.39.40`),
      names: words(`ordns.he.net rdns1.ultradns.net rdns2.ultradns.net`),
    },
    {
      of: 'DNS.SB, DNS.WATCH, Mullvad, DNS4EU, CIRA, Quad101, FDN',
      source: 'https://adguard-dns.io/kb/general/dns-providers/',
      asOf: '2026-11-29',
      networks: words(`185.222.222.222 45.11.45.11 2a09:: 2a11:: 84.200.69.80 84.200.70.40
        2001:1608:10:25::1c04:b12f 2001:1608:10:25::9249:d69b 194.242.2.0/24 2a07:e340::/48
        86.54.11.0/24 149.112.121.0/24 149.112.122.0/24 2620:10a:80bb::/48 2620:10a:80bc::/48
        101.101.101.101 101.102.103.104 2001:de4::101 2001:de4::102 80.67.169.12 80.67.169.40
        2001:910:800::12 2001:910:800::40`),
      names: words(`dot.sb doh.dns.sb dns.mullvad.net joindns4.eu dns.twnic.tw`),
    },
    {
      of: 'the DNS root',
      source: 'https://www.iana.org/domains/root/servers',
      asOf: '2026-11-29',
      networks:
        words(`198.41.0.4 170.247.170.2 199.9.14.201 192.33.4.12 199.7.91.13 192.203.230.10 192.5.5.241
        192.112.36.4 198.97.190.53 192.36.148.17 192.58.128.30 193.0.14.129 199.7.83.42 202.12.27.33
        2001:503:ba3e::2:30 2801:1b8:10::b 2001:500:2::c 2001:500:2d::d 2001:500:a8::e 2001:500:2f::f
        2001:500:12::d0d 2001:500:1::53 2001:7fe::53 2001:503:c27::2:30 2001:7fd::1 2001:500:9f::42
        2001:dc3::35`),
      names: words(`root-servers.net`),
    },
  ],
};
