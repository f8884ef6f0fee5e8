import { type Observation, type TextMember } from '../format';
import { type ObjectPath } from './pattern-tree';

/** `alone`: enough for an indicator. `beside`: says something only beside one. `check`: the type of a reference. */
export type Role = 'alone' | 'beside' | 'check';

export interface Observed {
  readonly role: Role;
  /** Where it goes in a tiIndicator: two values for one slot do not fit. */
  readonly slot: string;
  readonly observation: Observation;
}

/** The path as text: list steps dropped, names of properties in lower case. */
export const pathKey = ({ type, steps }: ObjectPath): string =>
  `${type}:${steps.flatMap((step) => (step.kind === 'name' ? [step.name.toLowerCase()] : [])).join('.')}`;

type Make = (value: string) => Observed | undefined;

const looksLikeAddress = (value: string): boolean => value.includes(':') || /^[\d.]+(?:\/\d+)?$/.test(value);

const text =
  (member: TextMember, role: Role = 'alone'): Make =>
  (value) => ({ role, slot: member, observation: { kind: 'text', member, value } });

const port =
  (member: 'networkSourcePort' | 'networkDestinationPort'): Make =>
  (value) => ({ role: 'beside', slot: member, observation: { kind: 'number', member, value } });

const address: Make = (value) => ({ role: 'alone', slot: 'ip', observation: { kind: 'ip', value } });

const domain: Make = (value) => ({ role: 'alone', slot: 'domain', observation: { kind: 'domain', value } });

/** One end of a connection: an address, or the name of a host. */
const endOf =
  (direction: 'source' | 'destination'): Make =>
  (value) => {
    const slot = `${direction} end`;
    if (looksLikeAddress(value))
      return { role: 'alone', slot, observation: { kind: 'ip', value, direction } };
    return direction === 'source'
      ? undefined
      : { role: 'alone', slot, observation: { kind: 'domain', value } };
  };

const protocols: ReadonlyMap<string, number> = new Map<string, number>([
  ['icmp', 1],
  ['tcp', 6],
  ['udp', 17],
]);

const makers: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['ipv4-addr:value', address],
  ['ipv6-addr:value', address],
  ['domain-name:value', domain],
  ['hostname:value', domain],
  [
    'domain-name:resolves_to_refs.value',
    (value) =>
      looksLikeAddress(value)
        ? { role: 'beside', slot: 'ip', observation: { kind: 'ip', value } }
        : undefined,
  ],
  ['url:value', (value) => ({ role: 'alone', slot: 'url', observation: { kind: 'url', value } })],
  ['file:name', text('fileName')],
  ['file:parent_directory_ref.path', text('filePath', 'beside')],
  [
    'file:size',
    (value) => ({
      role: 'beside',
      slot: 'fileSize',
      observation: { kind: 'number', member: 'fileSize', value },
    }),
  ],
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
  [
    'autonomous-system:number',
    (value) => ({
      role: 'alone',
      slot: 'asn',
      observation: { kind: 'number', member: 'networkSourceAsn', value },
    }),
  ],
  ['network-traffic:dst_ref.value', endOf('destination')],
  ['network-traffic:src_ref.value', endOf('source')],
  ['network-traffic:dst_port', port('networkDestinationPort')],
  ['network-traffic:src_port', port('networkSourcePort')],
  [
    'network-traffic:protocols',
    (value) => {
      const number = protocols.get(value.toLowerCase());
      return number === undefined
        ? undefined
        : {
            role: 'beside',
            slot: 'protocol',
            observation: { kind: 'number', member: 'networkProtocol', value: number },
          };
    },
  ],
]);

const reference = /^network-traffic:(?:src|dst)_ref\.type$/;

/** `dst_ref.type = 'ipv4-addr'` says nothing that the value does not: it is dropped where it agrees with it. */
const checkOf = (key: string, value: string): Observed | undefined => {
  const fits = reference.test(key) && /^(?:ipv4-addr|ipv6-addr|domain-name)$/.test(value);
  const kind = value === 'domain-name' ? 'domain' : 'ip';
  const slot = key.includes(':src') ? 'source end' : 'destination end';
  return fits ? { role: 'check', slot, observation: { kind, value } } : undefined;
};

const byLength: Readonly<Record<number, string>> = { 32: 'MD5', 40: 'SHA-1', 64: 'SHA-256' };

const fileHash = /^file:hashes(?:\.(.+))?$/;

/** `hashes[*]` names no algorithm: the length does. */
const hashOf = (key: string, value: string): Observed | undefined => {
  const found = fileHash.exec(key);
  const algorithm = found?.[1] ?? (/^[0-9a-f]+$/i.test(value) ? byLength[value.length] : undefined);
  return found === null || algorithm === undefined
    ? undefined
    : { role: 'alone', slot: 'hash', observation: { kind: 'hash', algorithm, value } };
};

/** What a property of a cyber-observable is in a tiIndicator; undefined where it has no place there. */
export const observedAt = (key: string, value: string): Observed | undefined => {
  const make = makers.get(key);
  return make === undefined ? (hashOf(key, value) ?? checkOf(key, value)) : make(value);
};
