import { canonicalHost } from './host';
import { trim } from './text';

const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/[^/\\?#]/;
const refusedSchemes = /^(?:javascript|data|vbscript|file|about|blob|h(?:xx|xt|tx)ps?|fxps?)$/;
const webSchemes = /^(?:https?|ftp|wss?)$/;
const parts = /^([^/?#]*)(.*)$/s;
const hostParts = /^(\[[^\]]*\]|[^:]*)(?::(\d{0,5}))?$/s;

/** What RFC 1738 wants escaped: everything except its safe, extra and reserved characters, `#`, `~` and existing escapes. */
const unsafe = /%(?![0-9A-Fa-f]{2})|[^!#$%&'()*+,./0-9:;=?@A-Z_a-z~-]/gu;

const escape = (text: string): string => text.replace(unsafe, encodeURIComponent);

/** The URL is parsed once: asking `URL.canParse` first would parse every good one twice. */
const hrefOf = (url: string): string | undefined => {
  try {
    return new URL(url).href;
  } catch {
    return undefined;
  }
};

interface Authority {
  /** What stands before the last `@`. */
  readonly user: string | undefined;
  /** In canonical form, without brackets. */
  readonly host: string;
  readonly port: string;
}

const readAuthority = (authority: string): Authority | undefined => {
  const at = authority.lastIndexOf('@');
  const [, spelled = '', port = ''] = hostParts.exec(authority.slice(at + 1)) ?? [];
  const isBare = spelled.includes(':') && !spelled.startsWith('[');
  const host = isBare ? undefined : canonicalHost(spelled);
  if (host === undefined || Number(port) > 65_535) return undefined;
  return { user: at < 0 ? undefined : authority.slice(0, at), host, port };
};

const writeAuthority = ({ user, host, port }: Authority): string =>
  (user === undefined ? '' : `${escape(user).replaceAll('@', '%40')}@`) +
  (host.includes(':') ? `[${host}]` : host) +
  (port === '' ? '' : `:${port}`);

/**
 * An absolute URL in the form of RFC 1738. Web schemes are read as in the WHATWG URL standard; other URLs have scheme and host
 * in lower case. Undefined for schemes that are no place on a network, defanged URLs and control characters.
 */
export const canonicalUrl = (text: string): string | undefined => {
  const url = trim(text);
  const name = scheme.exec(url)?.[1]?.toLowerCase();
  if (name === undefined || refusedSchemes.test(name) || control.test(url)) return undefined;
  const isWeb = webSchemes.test(name);
  const whole = isWeb ? hrefOf(url) : url;
  if (whole === undefined) return undefined;
  const [, authority = '', rest = ''] = parts.exec(whole.slice(name.length + 3)) ?? [];
  const where = readAuthority(authority);
  return where === undefined ? undefined : `${name}://${writeAuthority(where)}${escape(rest)}`;
};

/** The host of a URL in canonical form, an IPv6 one without brackets. */
export const hostOfUrl = (url: string): string | undefined =>
  readAuthority(parts.exec(url.slice(url.indexOf('://') + 3))?.[1] ?? '')?.host;
