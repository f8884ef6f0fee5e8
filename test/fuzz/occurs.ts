import ipaddr from 'ipaddr.js';
import { leavesOf } from './json';

/**
 * Whether an observable stands in what came in, up to how it may be spelled there: by means of its own (the URL parser of
 * the platform, ipaddr.js), not by the code that took it.
 */

/**
 * What was sent, in the readings in which a value may be looked for. Later readings are made only when the first do not hold
 * it.
 */
export interface Haystack {
  readonly has: (member: string, value: string) => boolean;
}

const zeroWidth = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

/** Made clickable again, more generously than the product does. */
const liveOnce = (text: string): string =>
  text
    .replace(zeroWidth, '')
    .replace(/[[({<]\s*(?:\.|dot)\s*[\])}>]/gi, '.')
    .replace(/(?<!\s)\s{1,20}dot\s{1,20}/gi, '.')
    .replaceAll('[/]', '/')
    .replace(/[[({<]\s*(?:@|at)\s*[\])}>]/gi, '@')
    .replace(/[[({<]\s*(:(?:\/\/)?)\s*[\])}>]/g, '$1')
    .replace(/h(?:xx|tx|xt|\*\*)p(?=s?\W)/gi, 'http')
    .replace(/fxp(?=s?\W)/gi, 'ftp');

/** Refanged twice, since `[(dot)]` is defanged twice. */
const live = (text: string): string => liveOnce(liveOnce(text));

const unescaped = (text: string): string => text.replace(/\\(.)/gs, '$1');

/** Text inside JSON text has escapes of its own. */
const innerLeaves = (text: string): readonly string[] => {
  if (!/^\s*[[{]/.test(text)) return [];
  try {
    return leavesOf(JSON.parse(text)).map(String);
  } catch {
    return [];
  }
};

const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined;
  return () => (made ??= { value: make() }).value;
};

const withoutDots = (host: string): string => host.replace(/^\.+|\.+$/g, '');

/** The host as the platform's URL parser reads it. */
const hostOf = (text: string): string | undefined => {
  const url = `http://${withoutDots(text)}/`;
  return URL.canParse(url) ? withoutDots(new URL(url).hostname) : undefined;
};

const plain = (text: string): string => {
  const decoded = text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
  return decoded.normalize('NFKC').toLowerCase().replaceAll('\\', '/').replace(/\s+/g, '');
};

/** One form of a URL, for comparing. */
const urlForm = (text: string): string | undefined => {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text.trim()) ?? [];
  if (scheme === '') return undefined;
  const isWeb = /^(?:https?|ftp|wss?)$/i.test(scheme);
  const url = `${isWeb ? scheme : 'http'}://${rest}`;
  if (!URL.canParse(url)) return undefined;
  const { username, password, hostname, port, pathname, search, hash } = new URL(url);
  const user = username + (password === '' ? '' : `:${password}`);
  return plain(`${scheme}://${user}@${withoutDots(hostname)}:${port}${pathname}${search}${hash}`);
};

const urls = /[a-z][a-z0-9+.*-]{0,30}:\/\/[^\s"<>]+/gi;

const networkOf = (text: string): string | undefined => {
  const [, address = '', prefix = ''] = /^(.+)\/(\d{1,3})$/.exec(text) ?? [];
  try {
    return ipaddr.IPv4.isIPv4(address)
      ? `${ipaddr.IPv4.networkAddressFromCIDR(text).toString()}/${Number(prefix)}`
      : `${ipaddr.IPv6.networkAddressFromCIDR(text).toNormalizedString()}/${Number(prefix)}`;
  } catch {
    return undefined;
  }
};

/** `::ffff:1.2.3.4` is 1.2.3.4. */
const addressForm = (text: string): string | undefined => {
  if (!ipaddr.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  return address.toNormalizedString();
};

const isBounded = (text: string, value: string, before: RegExp, after: RegExp): boolean => {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const end = at + value.length;
    if (!before.test(text.slice(Math.max(0, at - 1), at)) && !after.test(text.slice(end, end + 2)))
      return true;
  }
  return false;
};

const separators = /[\s\u0000-\u001f"'`<>|,;()=/\\@?#&[\]{}^*!]+/;

/** Wide dots: a resolver reads them as part of a name, a reader as the end of a sentence. */
const wideDots = /[。．｡]/;

export const haystackOf = (payloads: readonly unknown[]): Haystack => {
  const all = once(() => {
    const leaves = payloads.flatMap(leavesOf).map(String);
    return [...leaves, ...leaves.flatMap(innerLeaves)];
  });
  const raw = once(() => all().join('\n').toWellFormed());
  const readings = once(() => [raw(), unescaped(raw()), live(raw()), live(unescaped(raw()))]);
  const lower = once(() => readings().map((text) => text.toLowerCase()));
  const loose = once(() => readings().map(plain));
  const tokens = once(() => new Set(readings().flatMap((text) => text.split(separators))));
  const hosts = once(() => {
    const parts = [...tokens()]
      .flatMap((token) => [token, ...token.split(':'), ...token.split(wideDots)])
      .filter((part) => part.length < 2300);
    return new Set(parts.flatMap((part) => hostOf(part) ?? []));
  });
  const addresses = once(() => {
    const found = readings().flatMap((text) => text.match(/[0-9a-f:.]{0,64}:[0-9a-f:.]{0,64}/gi) ?? []);
    // A port may follow the last colon, where the sender says so.
    const cut = found.flatMap((text) => [text, text.replace(/:\d{1,5}$/, ''), text.replace(/[.:]$/, '')]);
    return new Set(cut.flatMap((text) => addressForm(text) ?? []));
  });
  const networks = once(
    () =>
      new Set(
        readings()
          .flatMap((text) => text.match(/[0-9a-f.:]{1,64}\/\d{1,3}/gi) ?? [])
          .flatMap((text) => networkOf(text) ?? []),
      ),
  );
  const urlForms = once(() => {
    const found = readings().flatMap((text) => text.match(urls) ?? []);
    const whole = all().flatMap((leaf) => [leaf, live(leaf.trim().replace(/^["'`<]+|["'`>]+$/g, ''))]);
    return [...found, ...whole].flatMap((text) => urlForm(text) ?? []);
  });

  const hasHost = (value: string): boolean =>
    isBounded(raw().toLowerCase(), value, /[\p{L}\p{N}_.-]/u, /^(?:[\p{L}\p{N}_-]|\.[\p{L}\p{N}_-])/u) ||
    hosts().has(value) ||
    hosts().has(hostOf(value) ?? value);
  const hasIPv4 = (value: string): boolean =>
    isBounded(raw(), value, /[\d.]/, /^(?:\d|\.\d)/) || hosts().has(value) || addresses().has(value);
  const hasText = (value: string): boolean =>
    readings().some((text) => text.includes(value)) || loose().some((text) => text.includes(plain(value)));
  /** Logs of firewalls leave out the scheme, or have host and path apart. */
  const hasParts = (value: string): boolean => {
    if (!URL.canParse(value)) return false;
    const { hostname, pathname, search, hash } = new URL(value);
    return (hasHost(hostname) || hasIPv4(hostname)) && hasText(`${pathname}${search}${hash}`);
  };
  const hasUrl = (value: string): boolean => {
    if (raw().includes(value) || hasParts(value)) return true;
    const form = urlForm(value);
    return (
      form !== undefined && urlForms().some((found) => found.startsWith(form) || `${found}/`.startsWith(form))
    );
  };

  const has = (member: string, value: string): boolean => {
    // The format itself says this, of the hash beside it.
    if (member === 'fileHashType') return true;
    if (member === 'url') return hasUrl(value);
    if (/IPv4$|IpAddress$/.test(member) && !value.includes(':')) return hasIPv4(value);
    if (/IPv6$|IpAddress$/.test(member)) return addresses().has(addressForm(value) ?? value);
    if (member.endsWith('CidrBlock')) return networks().has(networkOf(value) ?? value);
    if (/^(?:domainName|emailSourceDomain)$/.test(member)) return hasHost(value);
    if (/^email(?:SenderAddress|Recipient)$/.test(member)) {
      const at = value.lastIndexOf('@');
      return hasText(value.slice(0, at)) && hasHost(value.slice(at + 1));
    }
    if (member === 'fileHashValue') return lower().some((text) => text.includes(value.toLowerCase()));
    return hasText(value);
  };
  return { has };
};
