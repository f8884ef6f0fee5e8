// Over sixty lines: a table of types.
import { canonicalDomainName } from '../../codec/domain-name';
import { canonicalEmailAddress } from '../../codec/email-address';
import { hostAndPort } from '../../codec/host-and-port';
import { canonicalCidr, canonicalIpAddress } from '../../codec/ip-address';
import { refang } from '../../indicator/refang';
import { type Observation } from '../format';
import { observe, type Observer } from '../kit';

/** The longest text that can be an observable. */
const longest = 8192;

const hash = /^(?:(?:md5|sha-?(?:1|256))[:=])?(?:[a-f0-9]{32}|[a-f0-9]{40}|[a-f0-9]{64}|[a-f0-9]{128})$/i;

/** What a text is by itself, defanged or not; undefined where it is no observable, or more than one. */
export const observedIn = (written: string): Observation | undefined => {
  const text = written.length > longest ? '' : refang(written);
  if (/\s/.test(text)) return undefined;
  if (/^[a-z][a-z0-9+.-]*:\/\/./i.test(text)) return observe.url(written);
  if (hash.test(text)) return observe.hash(text);
  const host = hostAndPort(text).host.replace(/^\[(.*)\]$/, '$1');
  if (canonicalIpAddress(host) !== undefined || canonicalCidr(text) !== undefined) return observe.ip(text);
  if (canonicalEmailAddress(text) !== undefined) return observe.text('emailSenderAddress')(text);
  return canonicalDomainName(text) === undefined ? undefined : observe.domain(text);
};

/** `ip:port`; a listed host is a server. */
const ipAndPort: Observer = (value) => {
  const { host, port } = hostAndPort(value, true);
  return { kind: 'ip', value: host, direction: 'destination', port };
};

const sender = observe.text('emailSenderAddress');

const named = (observer: Observer, names: string): readonly (readonly [string, Observer])[] =>
  names.split(' ').map((name) => [name, observer]);

const hashNames = (algorithm: string): string =>
  `${algorithm} ${algorithm}hash hash${algorithm} file${algorithm} filehash${algorithm}`;

/**
 * Columns whose names say what they hold, in small letters without signs. `host` and `src_ip` are missing, since they may be
 * anybody's.
 */
export const observersOfColumns: ReadonlyMap<string, Observer> = new Map([
  ...named(
    (value) => observe.ip(value),
    'ip ipv4 ipv6 ipaddress ipaddr ipv4address ipv6address ipv4addr ipv6addr',
  ),
  ...named((value) => observe.ip(value), 'cidr network netblock subnet'),
  ...named(observe.domain, 'domain domainname fqdn'),
  ...named(observe.url, 'url phishingurl maliciousurl'),
  ...['md5', 'sha1', 'sha256'].flatMap((algorithm) => named(observe.hashOf(algorithm), hashNames(algorithm))),
  ...named(observe.hash, 'hash filehash filehashvalue'),
  ...named(sender, 'email emailaddress senderaddress'),
]);

/** The words that lists use for types of observables. */
export const observersOfTypes: ReadonlyMap<string, Observer> = new Map([
  ...observersOfColumns,
  ...named((value) => observe.ip(value, 'source'), 'ipsrc'),
  ...named((value) => observe.ip(value, 'destination'), 'ipdst'),
  ...named(ipAndPort, 'ipport'),
  ...named(observe.domain, 'hostname'),
  ...named(observe.url, 'uri'),
  ...named(sender, 'emailsrc emailaddr envelopefrom bodyfrom'),
]);
