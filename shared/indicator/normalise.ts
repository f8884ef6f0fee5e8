import * as E from 'fp-ts/Either';
import { canonicalDomainName } from '../codec/domain-name';
import { hashAlgorithm } from '../codec/hash-algorithm';
import { hostAndPort } from '../codec/host-and-port';
import { canonicalCidr, canonicalIpAddress } from '../codec/ip-address';
import { members } from '../codec/members';
import { trim, plainWord } from '../codec/text';
import { refang } from './refang';

export type Members = Readonly<Record<string, string | number>>;

/** Why an observation has no place in a tiIndicator: a stable code and what was expected. */
export interface Unusable {
  readonly code: 'observable-invalid' | 'observable-unsupported';
  readonly expected: string;
}

export type Side = 'Source' | 'Destination' | '';

type Normalised = E.Either<Unusable, Members>;

const invalid = (expected: string): Normalised => E.left({ code: 'observable-invalid', expected });

const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/** Turns an IPv4-mapped IPv6 address into the IPv4 address. */
const unmapped = (address: string): string => {
  const [, high, low] = mapped.exec(address) ?? [];
  if (high === undefined || low === undefined) return address;
  const bits = [parseInt(high, 16), parseInt(low, 16)];
  return bits.flatMap((part) => [part >> 8, part & 255]).join('.');
};

const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

/** A /32 or /128 is a single host, so the prefix is dropped. */
const withoutHostPrefix = (text: string): string => {
  const slash = text.lastIndexOf('/');
  const [host, prefix] = [text.slice(0, Math.max(slash, 0)), text.slice(slash + 1)];
  const isHost = host.includes(':') ? prefix === '128' : prefix === '32';
  return isHost && host !== '' ? host : text;
};

/** Splits an address, a network, or an address with its port. */
const splitAddress = (text: string): { readonly address: string; readonly port: number | undefined } => {
  const { host, port } = hostAndPort(text);
  return {
    address: withoutHostPrefix(withoutBrackets(host)),
    port: port === undefined ? undefined : Number(port),
  };
};

/** Senders write port 0 where nobody knows the port. It says nothing, and does not make the host unusable. */
const portMembers = (side: Side, port: number | undefined): Members =>
  members.networkPort.codec.is(port) ? { [`network${side}Port`]: port } : {};

/** Members for an IP address or network on one side of a connection ('' where the direction is unknown). */
export const ipMembers = (value: string, side: Side, port?: number): Normalised => {
  const { address, port: own } = splitAddress(refang(value));
  const canonical = canonicalIpAddress(address);
  const ports = portMembers(side, own ?? port);
  if (canonical !== undefined) {
    const host = unmapped(canonical);
    return E.right({ [`network${side}IPv${host.includes(':') ? 6 : 4}`]: host, ...ports });
  }
  const block = canonicalCidr(address);
  return block === undefined
    ? invalid('an IPv4 or IPv6 address or a CIDR block')
    : E.right({ [`network${side}CidrBlock`]: block, ...ports });
};

/** Members for a host name. An address that came under that name is treated as an address, and a port is split off. */
export const domainMembers = (value: string, side: Side): Normalised => {
  const text = refang(value);
  const { host, port } = hostAndPort(text);
  if (canonicalIpAddress(withoutBrackets(host)) !== undefined) return ipMembers(text, side);
  const domain = canonicalDomainName(host);
  return domain === undefined
    ? invalid('a domain name such as sub.example.com')
    : E.right({ domainName: domain, ...portMembers(side, Number(port)) });
};

const algorithms: ReadonlyMap<string, string> = new Map([
  ['md5', 'md5'],
  ['sha1', 'sha1'],
  ['sha256', 'sha256'],
  ['authentihash', 'authenticodeHash256'],
  ['authenticodehash256', 'authenticodeHash256'],
  ['sha256ac', 'authenticodeHash256'],
  ['ssdeep', 'ctph'],
  ['ctph', 'ctph'],
  ['tlsh', 'lsHash'],
  ['lshash', 'lsHash'],
]);

/** The algorithm before a hash (`sha256:…`). Where it is another than its sender names, the length does not fit. */
const prefix = /^(?:md5|sha-?(?:1|256)|authentihash|ssdeep|tlsh)\s?[:=]\s?/i;

/**
 * Members for a hash under any spelling of its algorithm, or by its length where that is `unknown`. What tiIndicator has no
 * type for is unsupported.
 */
export const hashMembers = (algorithm: string, value: string): Normalised => {
  const word = plainWord(algorithm);
  const hash = trim(value).replace(prefix, '');
  const type = algorithms.get(word === 'unknown' ? hashAlgorithm(hash) : word);
  return type === undefined
    ? E.left({
        code: 'observable-unsupported',
        expected:
          'a hash of a type that tiIndicator has: MD5, SHA-1, SHA-256, Authenticode SHA-256, TLSH or ssdeep',
      })
    : E.right({ fileHashType: type, fileHashValue: hash });
};

/** The member for a number written as text; `AS64500` is read, too. */
export const numberMembers = (member: string, value: unknown): Normalised => {
  const digits = typeof value === 'string' ? /^(?:AS)?(\d{1,15})$/i.exec(trim(value))?.[1] : undefined;
  const number = typeof value === 'number' ? value : digits === undefined ? NaN : Number(digits);
  return Number.isSafeInteger(number) ? E.right({ [member]: number }) : invalid('a whole number');
};

/** The member for a text. It is refanged only where a live value is expected. */
export const textMembers = (member: string, value: string): Normalised => {
  const live = /^email(?:Recipient|Sender(?:Address)|Source)/.test(member);
  return E.right({ [member]: live ? refang(value) : value });
};

export const urlMembers = (value: string): Normalised => E.right({ url: refang(value) });
