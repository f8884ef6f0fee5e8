import { words, type SharedList } from './shared-list';

/** An address serves thousands of sites, and another one tomorrow. */
export const contentNetworks: SharedList = {
  name: 'contentNetworks',
  what: 'a part of a content network, where thousands of sites share each address',
  providers: [
    {
      of: 'Cloudflare',
      source: 'https://www.cloudflare.com/ips/',
      asOf: '2024-11-04',
      networks:
        words(`103.21.244.0/22 103.22.200.0/22 103.31.4.0/22 104.16.0.0/13 104.24.0.0/14 108.162.192.0/18
        131.0.72.0/22 141.101.64.0/18 162.158.0.0/15 172.64.0.0/13 173.245.48.0/20 188.114.96.0/20
        190.93.240.0/20 197.234.240.0/22 198.41.128.0/17 2400:cb00::/32 2405:8100::/32 2405:b500::/32
        2606:4700::/32 2803:f800::/32 2a06:98c0::/29 2c0f:f248::/32`),
      names: words(`cloudflare.net cdn.cloudflare.net`),
      stillTaken: 'customers',
    },
    {
      // Leaves out what Akamai announces for customers' machines at Linode.
      of: 'Akamai',
      source: 'https://github.com/MISP/misp-warninglists/blob/main/lists/akamai/list.json',
      asOf: '2026-08-31',
      networks: words(`2.16.0.0/13 23.0.0.0/12 23.32.0.0/11 23.64.0.0/14 23.72.0.0/13 23.192.0.0/11
        60.254.128.0/18 69.192.0.0/16 72.246.0.0/15 88.221.0.0/16 92.122.0.0/15 95.100.0.0/15 96.6.0.0/15
        96.16.0.0/15 104.64.0.0/10 118.214.0.0/16 172.224.0.0/13 173.222.0.0/15 184.24.0.0/13 184.50.0.0/15
        184.84.0.0/14 193.108.88.0/21 2600:1400::/24 2a02:26f0::/29`),
      names: words(`akamai.net akamaiedge.net akamaihd.net akamaized.net edgekey.net edgesuite.net
        akadns.net`),
      stillTaken: 'customers',
    },
    {
      of: 'Fastly',
      source: 'https://api.fastly.com/public-ip-list',
      asOf: '2020-11-06',
      networks: words(`23.235.32.0/20 43.249.72.0/22 103.244.50.0/24 103.245.222.0/23 103.245.224.0/24
        104.156.80.0/20 140.248.64.0/18 140.248.128.0/17 146.75.0.0/16 151.101.0.0/16 157.52.64.0/18
        167.82.0.0/17 167.82.128.0/20 167.82.160.0/20 167.82.224.0/20 172.111.64.0/18 185.31.16.0/22
        199.27.72.0/21 199.232.0.0/16 2a04:4e40::/32 2a04:4e42::/32`),
      names: words(`fastly.net fastlylb.net global.ssl.fastly.net map.fastly.net`),
      stillTaken: 'customers',
    },
    {
      of: 'Amazon CloudFront',
      source: 'https://d7uri8nf7uskq.cloudfront.net/tools/list-cloudfront-ips',
      asOf: '2026-11-29',
      networks:
        words(`3.160.0.0/13 3.168.0.0/14 3.172.0.0/17 3.173.0.0/16 3.174.0.0/15 13.32.0.0/15 13.35.0.0/16
        13.224.0.0/14 13.249.0.0/16 15.158.0.0/16 18.64.0.0/14 18.68.0.0/16 18.154.0.0/15 18.160.0.0/15
        18.164.0.0/15 18.172.0.0/15 18.238.0.0/15 18.244.0.0/15 23.91.0.0/19 24.110.32.0/19 52.46.0.0/18
        52.82.128.0/19 52.84.0.0/15 52.124.128.0/17 52.222.128.0/17 54.182.0.0/16 54.192.0.0/16
        54.230.0.0/17 54.230.128.0/18 54.230.200.0/21 54.230.208.0/20 54.230.224.0/19 54.239.128.0/18
        54.239.192.0/19 54.240.128.0/18 64.252.64.0/18 64.252.128.0/18 65.8.0.0/16 65.9.0.0/17 65.9.128.0/18
        70.132.0.0/18 71.152.0.0/17 99.84.0.0/16 99.86.0.0/16 108.138.0.0/15 108.156.0.0/14 130.176.0.0/17
        130.176.128.0/18 130.176.192.0/19 130.176.224.0/20 143.204.0.0/16 144.220.0.0/16 204.246.164.0/22
        204.246.168.0/22 204.246.172.0/22 204.246.176.0/20 205.251.200.0/21 205.251.208.0/20 205.251.249.0/24
        205.251.250.0/23 205.251.252.0/23 205.251.254.0/24 216.137.32.0/19 2600:9000::/28`),
      names: words(`cloudfront.net`),
      stillTaken: 'customers',
    },
    {
      of: 'Azure Front Door and the edge of Microsoft',
      source: 'https://www.microsoft.com/download/details.aspx?id=56519 (AzureFrontDoor.Frontend)',
      asOf: '2026-11-29',
      networks: words(`13.107.4.0/24 13.107.5.0/24 13.107.6.0/24 13.107.9.0/24 13.107.21.0/24 13.107.42.0/24
        13.107.128.0/22 13.107.136.0/22 13.107.213.0/24 13.107.226.0/24 13.107.246.0/24 13.107.253.0/24
        150.171.0.0/16 204.79.197.0/24 2620:1ec::/36`),
      names: words(`azureedge.net azurefd.net msecnd.net aspnetcdn.com trafficmanager.net`),
      stillTaken: 'customers',
    },
    {
      of: 'Imperva',
      source: 'https://my.imperva.com/api/integration/v1/ips',
      asOf: '2026-08-31',
      networks:
        words(`45.60.0.0/16 45.64.64.0/22 45.223.0.0/16 103.28.248.0/22 107.154.0.0/16 131.125.128.0/17
        149.126.72.0/21 185.11.124.0/22 192.230.64.0/18 198.143.32.0/19 199.83.128.0/21 2a02:e980::/29`),
      names: words(`incapdns.net impervadns.net`),
      stillTaken: 'customers',
    },
    {
      of: 'CacheFly, Bunny, CDN77, Gcore, KeyCDN, StackPath',
      source: 'https://cachefly.cachefly.net/ips/cdn.txt',
      asOf: '2026-08-31',
      networks: words(`45.88.132.0/22 66.225.197.0/24 167.88.158.0/24 195.191.102.0/23 204.93.142.0/23
        204.93.150.0/24 205.234.175.0/24`),
      names: words(`cachefly.net b-cdn.net cdn77.org gcdn.co kxcdn.com stackpathcdn.com`),
      stillTaken: 'customers',
    },
    {
      of: 'libraries and fonts that web pages load',
      source: 'https://cdnjs.com, https://www.jsdelivr.com, https://unpkg.com, https://fonts.google.com',
      asOf: '2026-11-29',
      names: words(`cdnjs.cloudflare.com cdn.jsdelivr.net fastly.jsdelivr.net unpkg.com esm.sh
        code.jquery.com cdn.skypack.dev ajax.googleapis.com fonts.googleapis.com fonts.gstatic.com www.gstatic.com
        ajax.aspnetcdn.com maxcdn.bootstrapcdn.com stackpath.bootstrapcdn.com netdna.bootstrapcdn.com
        use.fontawesome.com polyfill-fastly.io`),
      stillTaken: 'paths',
    },
  ],
};
