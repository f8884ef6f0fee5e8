import ipaddr from 'ipaddr.js';

/** What the fuzzer's profile calls its own. */
export const own = { domain: 'ours.example', network: '198.51.100.0/24' } as const;

/** Ranges in which nobody on the internet is, by ipaddr.js. It calls documentation ranges "reserved", and tests may use those. */
const nowhere = new Set([
  'private',
  'loopback',
  'linkLocal',
  'unspecified',
  'multicast',
  'broadcast',
  'carrierGradeNat',
  'uniqueLocal',
]);

const isDangerousAddress = (text: string): boolean => {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return (
    nowhere.has(address.range()) ||
    (address instanceof ipaddr.IPv4 && address.match(ipaddr.IPv4.parseCIDR(own.network)))
  );
};

const isDangerousNetwork = (text: string): boolean => {
  const [address = '', prefix = '0'] = text.split('/');
  return isDangerousAddress(address) || Number(prefix) < (address.includes(':') ? 48 : 24);
};

const isOwnHost = (host: string): boolean => {
  const name = host.toLowerCase().replace(/\.+$/, '');
  return (
    name === own.domain || name.endsWith(`.${own.domain}`) || isDangerousAddress(name.replace(/^\[|\]$/g, ''))
  );
};

/** The host of a URL of any scheme. */
const hostIn = (url: string): string => {
  const web = url.replace(/^[a-z][a-z0-9+.-]*:/i, 'http:');
  return URL.canParse(web) ? new URL(web).hostname : '';
};

/** The member that must never be let out, judged without the product's guard; undefined where there is none. */
export const dangerousMember = (indicator: Readonly<Record<string, unknown>>): string | undefined => {
  if (indicator.tlpLevel === 'red') return 'tlpLevel';
  return Object.keys(indicator).find((member) => {
    const value = indicator[member];
    if (typeof value !== 'string') return false;
    if (/IPv[46]$|IpAddress$/.test(member)) return isDangerousAddress(value);
    if (member.endsWith('CidrBlock')) return isDangerousNetwork(value);
    if (member === 'url') return isOwnHost(hostIn(value));
    if (/^(?:domainName|emailSourceDomain)$/.test(member)) return isOwnHost(value);
    return (
      /^email(?:SenderAddress|Recipient)$/.test(member) && isOwnHost(value.slice(value.lastIndexOf('@') + 1))
    );
  });
};
