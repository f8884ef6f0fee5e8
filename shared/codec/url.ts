import { domainToASCII } from 'node:url';
import { canonicalIPv6 } from './ip-address';
import { trim } from './text';

const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/[^/\\?#]/;
const refusedSchemes = /^(?:javascript|data|vbscript|file|about|blob|h(?:xx|xt|tx)ps?|fxps?)$/;
const webSchemes = /^(?:https?|ftp|wss?)$/;
const parts = /^([^/?#]*)(.*)$/s;
const authorityParts = /^(?:(.*)@)?(\[[^\]]*\]|[^:]*)(?::(\d{0,5}))?$/s;
const hostName = /^[a-z0-9._-]+$/;
const notAscii = /[^\u0000-\u007f]/;

/** What RFC 1738 wants escaped: all but its safe, extra and reserved characters, `#`, `~` and escapes already there. */
const unsafe = /%(?![0-9A-Fa-f]{2})|[^!#$%&'()*+,./0-9:;=?@A-Z_a-z~-]/gu;

const escape = (text: string): string => text.replace(unsafe, encodeURIComponent);

/** Parsed once: asking `URL.canParse` first would parse every good one twice. */
const hrefOf = (url: string): string | undefined => {
  try {
    return new URL(url).href;
  } catch {
    return undefined;
  }
};

const canonicalHost = (host: string): string | undefined => {
  if (host.startsWith('[')) {
    const address = canonicalIPv6(host.slice(1, -1));
    return address === undefined ? undefined : `[${address}]`;
  }
  const name = notAscii.test(host) ? domainToASCII(host) : host.toLowerCase();
  return hostName.test(name) ? name : undefined;
};

const canonicalAuthority = (authority: string): string | undefined => {
  const [, user, rawHost = '', port = ''] = authorityParts.exec(authority) ?? [];
  const host = canonicalHost(rawHost);
  if (host === undefined || Number(port) > 65_535) return undefined;
  return (
    (user === undefined ? '' : `${escape(user).replaceAll('@', '%40')}@`) +
    host +
    (port === '' ? '' : `:${port}`)
  );
};

/**
 * An absolute URL in the form of RFC 1738: web schemes as the WHATWG URL standard reads them, others with scheme and
 * host in lower case. Undefined for schemes that are no place on a network, defanged ones, and control characters.
 */
export const canonicalUrl = (text: string): string | undefined => {
  const url = trim(text);
  const name = scheme.exec(url)?.[1]?.toLowerCase();
  if (name === undefined || refusedSchemes.test(name) || control.test(url)) return undefined;
  const isWeb = webSchemes.test(name);
  const whole = isWeb ? hrefOf(url) : url;
  if (whole === undefined) return undefined;
  const [, authority = '', rest = ''] = parts.exec(whole.slice(name.length + 3)) ?? [];
  const where = canonicalAuthority(authority);
  return where === undefined ? undefined : `${name}://${where}${escape(rest)}`;
};
