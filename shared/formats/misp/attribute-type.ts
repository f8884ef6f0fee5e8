import { type Direction, type Observation, type TextMember } from '../format';

const text =
  (member: TextMember) =>
  (value: string): Observation => ({ kind: 'text', member, value });

const hash =
  (algorithm: string) =>
  (value: string): Observation => ({ kind: 'hash', algorithm, value });

const ip =
  (direction: Direction) =>
  (value: string): Observation => ({ kind: 'ip', value, direction });

const domain = (value: string): Observation => ({ kind: 'domain', value });

const url = (value: string): Observation => ({ kind: 'url', value });

/** Attribute types that a tiIndicator has a place for. */
const observers: ReadonlyMap<string, (value: string) => Observation> = new Map([
  ['ip-src', ip('source')],
  ['ip-dst', ip('destination')],
  ['domain', domain],
  ['hostname', domain],
  ['url', url],
  ['uri', url],
  ['md5', hash('md5')],
  ['sha1', hash('sha1')],
  ['sha256', hash('sha256')],
  ['authentihash', hash('authentihash')],
  ['ssdeep', hash('ssdeep')],
  ['tlsh', hash('tlsh')],
  ['email', text('emailSenderAddress')],
  ['email-src', text('emailSenderAddress')],
  ['email-reply-to', text('emailSenderAddress')],
  ['email-dst', text('emailRecipient')],
  ['email-src-display-name', text('emailSenderName')],
  ['email-subject', text('emailSubject')],
  ['email-x-mailer', text('emailXMailer')],
  ['filename', text('fileName')],
  ['mutex', text('fileMutexName')],
  ['user-agent', text('userAgent')],
  ['port', (value: string): Observation => ({ kind: 'number', member: 'networkPort', value })],
  ['size-in-bytes', (value: string): Observation => ({ kind: 'number', member: 'fileSize', value })],
  ['mime-type', text('fileType')],
  ['as', (value: string): Observation => ({ kind: 'number', member: 'networkSourceAsn', value })],
]);

/** One observation, or both of a composite type such as `ip-dst|port`; undefined where a tiIndicator lacks a place. */
export const observe = (type: string, left: string, right: string): readonly Observation[] | undefined => {
  const [first = '', second] = type.split('|');
  const head = observers.get(first)?.(left);
  if (head === undefined || second === undefined) return head === undefined ? undefined : [head];
  if (second === 'port')
    return head.kind === 'ip'
      ? [{ ...head, port: right }]
      : [head, { kind: 'number', member: 'networkPort', value: right }];
  const tail: Observation | undefined =
    second === 'ip' ? { kind: 'ip', value: right } : observers.get(second)?.(right);
  return tail === undefined ? undefined : [head, tail];
};

export const isHashType = (type: string): boolean => observers.get(type)?.('').kind === 'hash';
