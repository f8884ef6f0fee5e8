// Over sixty lines: a table of paths.
import { hashAlgorithm } from '../../codec/hash-algorithm';
import { type Direction, type NumberMember, type Observation, type TextMember } from '../format';
import { observe } from '../kit';
import { type ObjectPath } from './pattern-tree';

/** `alone`: enough for an indicator. `beside`: only adds to another. `check`: the type of a reference. */
export type Role = 'alone' | 'beside' | 'check';

export interface Observed {
  readonly role: Role;
  /** Its place in a tiIndicator. Two values for one slot do not fit. */
  readonly slot: string;
  readonly observation: Observation;
}

/** The path as text, without list steps and with names of properties in lower case. */
export const pathKey = ({ type, steps }: ObjectPath): string =>
  `${type}:${steps.flatMap((step) => (step._tag === 'Name' ? [step.name.toLowerCase()] : [])).join('.')}`;

type Make = (value: string) => Observed | undefined;

const looksNumeric = (value: string): boolean => value.includes(':') || /^[\d.]+(?:\/\d+)?$/.test(value);

const text =
  (member: TextMember, role: Role = 'alone'): Make =>
  (value) => ({ role, slot: member, observation: observe.text(member)(value) });

const number =
  (member: NumberMember, role: Role = 'beside'): Make =>
  (value) => ({ role, slot: member, observation: { kind: 'number', member, value } });

const address: Make = (value) => ({ role: 'alone', slot: 'ip', observation: observe.ip(value) });

const domain: Make = (value) => ({ role: 'alone', slot: 'domain', observation: observe.domain(value) });

const url: Make = (value) => ({ role: 'alone', slot: 'url', observation: observe.url(value) });

/** The addresses of a domain go with it. */
const resolved: Make = (value) =>
  looksNumeric(value) ? { role: 'beside', slot: 'ip', observation: observe.ip(value) } : undefined;

/** One end of a connection: an address, or the name of a host. */
const endOf =
  (direction: Direction): Make =>
  (value) => {
    const slot = `${direction} end`;
    if (looksNumeric(value)) return { role: 'alone', slot, observation: observe.ip(value, direction) };
    return direction === 'source' ? undefined : { role: 'alone', slot, observation: observe.domain(value) };
  };

const protocols: ReadonlyMap<string, number> = new Map<string, number>([
  ['icmp', 1],
  ['tcp', 6],
  ['udp', 17],
]);

const protocol: Make = (value) => {
  const known = protocols.get(value.toLowerCase());
  return known === undefined
    ? undefined
    : {
        role: 'beside',
        slot: 'protocol',
        observation: { kind: 'number', member: 'networkProtocol', value: known },
      };
};

const makers: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['ipv4-addr:value', address],
  ['ipv6-addr:value', address],
  ['domain-name:value', domain],
  ['hostname:value', domain],
  ['domain-name:resolves_to_refs.value', resolved],
  ['url:value', url],
  ['file:name', text('fileName')],
  ['file:parent_directory_ref.path', text('filePath', 'beside')],
  ['file:size', number('fileSize')],
  ['email-addr:value', text('emailSenderAddress')],
  ['email-addr:display_name', text('emailSenderName', 'beside')],
  ['email-message:from_ref.value', text('emailSenderAddress')],
  ['email-message:from_ref.display_name', text('emailSenderName', 'beside')],
  ['email-message:sender_ref.value', text('emailSenderAddress')],
  ['email-message:to_refs.value', text('emailRecipient')],
  ['email-message:cc_refs.value', text('emailRecipient')],
  ['email-message:bcc_refs.value', text('emailRecipient')],
  ['email-message:subject', text('emailSubject')],
  ['email-message:additional_header_fields.x_mailer', text('emailXMailer')],
  ['email-message:additional_header_fields.x-mailer', text('emailXMailer')],
  ['mutex:name', text('fileMutexName')],
  ['user-agent:value', text('userAgent')],
  ['network-traffic:extensions.http-request-ext.request_header.user-agent', text('userAgent')],
  ['autonomous-system:number', number('networkSourceAsn', 'alone')],
  ['network-traffic:dst_ref.value', endOf('destination')],
  ['network-traffic:src_ref.value', endOf('source')],
  ['network-traffic:dst_port', number('networkDestinationPort')],
  ['network-traffic:src_port', number('networkSourcePort')],
  ['network-traffic:protocols', protocol],
]);

const reference = /^network-traffic:(?:src|dst)_ref\.type$/;

/** `dst_ref.type = 'ipv4-addr'` adds nothing to the value, so it is dropped where it agrees with it. */
const checkOf = (key: string, value: string): Observed | undefined => {
  const fits = reference.test(key) && /^(?:ipv4-addr|ipv6-addr|domain-name)$/.test(value);
  const kind = value === 'domain-name' ? 'domain' : 'ip';
  const slot = key.includes(':src') ? 'source end' : 'destination end';
  return fits ? { role: 'check', slot, observation: { kind, value } } : undefined;
};

const fileHash = /^file:hashes(?:\.(.+))?$/;

/** `hashes[*]` names no algorithm. The length tells it, for those that a tiIndicator has a place for. */
const algorithmIn = (hash: string): string | undefined => {
  const algorithm = /^[0-9a-f]+$/i.test(hash) ? hashAlgorithm(hash) : '';
  return ['md5', 'sha1', 'sha256'].includes(algorithm) ? algorithm : undefined;
};

const hashOf = (key: string, value: string): Observed | undefined => {
  const found = fileHash.exec(key);
  const algorithm = found?.[1] ?? algorithmIn(value);
  return found === null || algorithm === undefined
    ? undefined
    : { role: 'alone', slot: 'hash', observation: observe.hashOf(algorithm)(value) };
};

/** The place of a cyber-observable's property in a tiIndicator; undefined where it has none. */
export const observedAt = (key: string, value: string): Observed | undefined => {
  const make = makers.get(key);
  return make === undefined ? (hashOf(key, value) ?? checkOf(key, value)) : make(value);
};
