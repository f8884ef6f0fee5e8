import { type HostSet } from '../guard/host-set';
import { type NetworkSet } from '../guard/network-set';
import { type SubstringSet } from './substring-set';

/** One of an operator's lists in MISP's warning-list form, prepared for look-ups. */
export interface WarningList {
  readonly name: string;
  /** The members of a tiIndicator that it is about (`matching_attributes`); null for all. */
  readonly kinds: ReadonlySet<string> | null;
  readonly networks: NetworkSet;
  /** Names that stand for everything below them, too. */
  readonly hosts: HostSet;
  /** Whole values in lower case; a name among them stands for itself alone. */
  readonly values: ReadonlySet<string>;
  readonly parts: SubstringSet;
}

const addresses = [
  'emailSourceIpAddress',
  ...['network', 'networkSource', 'networkDestination'].flatMap((side) => [
    `${side}IPv4`,
    `${side}IPv6`,
    `${side}CidrBlock`,
  ]),
];

const mailboxes = ['emailSenderAddress', 'emailRecipient'];
const names = ['domainName', 'emailSourceDomain'];

const members: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...['ip', 'ip-src', 'ip-dst'].map((type) => [type, addresses] as const),
  ...['domain', 'hostname'].map((type) => [type, names] as const),
  ...['url', 'uri', 'link'].map((type) => [type, ['url']] as const),
  ...['email', 'email-src', 'email-dst', 'email-reply-to'].map((type) => [type, mailboxes] as const),
  ...['md5', 'sha1', 'sha256', 'authentihash', 'ssdeep', 'tlsh'].map(
    (type) => [type, ['fileHashValue']] as const,
  ),
  ['filename', ['fileName']],
  ['email-subject', ['emailSubject']],
  ['user-agent', ['userAgent']],
  ['mutex', ['fileMutexName']],
]);

/**
 * The members of a tiIndicator for a list's `matching_attributes`; `ip-dst|port` counts by each of its parts. Null where it
 * names none.
 */
export const kindsOf = (attributes: readonly string[]): ReadonlySet<string> | null =>
  attributes.length === 0
    ? null
    : new Set(attributes.flatMap((type) => type.split('|')).flatMap((type) => members.get(type) ?? []));
