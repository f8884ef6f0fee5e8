import { type Direction, type NumberMember, type Observation } from './format';
import { observe, type Observer } from './kit';

const ip =
  (direction: Direction): Observer =>
  (value) =>
    observe.ip(value, direction);

const number =
  (member: NumberMember): Observer =>
  (value) => ({ kind: 'number', member, value });

/** MISP's attribute types that have a place in a tiIndicator. Other formats use them for what they know from MISP. */
export const attributeObservers: ReadonlyMap<string, Observer> = new Map([
  ['ip-src', ip('source')],
  ['ip-dst', ip('destination')],
  ['domain', observe.domain],
  ['hostname', observe.domain],
  ['url', observe.url],
  ['uri', observe.url],
  ['md5', observe.hashOf('md5')],
  ['sha1', observe.hashOf('sha1')],
  ['sha256', observe.hashOf('sha256')],
  ['authentihash', observe.hashOf('authentihash')],
  ['ssdeep', observe.hashOf('ssdeep')],
  ['tlsh', observe.hashOf('tlsh')],
  ['email', observe.text('emailSenderAddress')],
  ['email-src', observe.text('emailSenderAddress')],
  ['email-reply-to', observe.text('emailSenderAddress')],
  ['email-dst', observe.text('emailRecipient')],
  ['email-src-display-name', observe.text('emailSenderName')],
  ['email-subject', observe.text('emailSubject')],
  ['email-x-mailer', observe.text('emailXMailer')],
  ['filename', observe.text('fileName')],
  ['mutex', observe.text('fileMutexName')],
  ['user-agent', observe.text('userAgent')],
  ['port', number('networkPort')],
  ['size-in-bytes', number('fileSize')],
  ['mime-type', observe.text('fileType')],
  ['as', number('networkSourceAsn')],
]);

/** One observation, or the two of a composite type such as `ip-dst|port`; undefined where a tiIndicator has no place for it. */
export const attributeObservations = (
  type: string,
  left: string,
  right: string,
): readonly Observation[] | undefined => {
  const [first = '', second] = type.split('|');
  const head = attributeObservers.get(first)?.(left);
  if (head === undefined || second === undefined) return head === undefined ? undefined : [head];
  if (second === 'port')
    return head.kind === 'ip' ? [{ ...head, port: right }] : [head, number('networkPort')(right)];
  const tail = second === 'ip' ? observe.ip(right) : attributeObservers.get(second)?.(right);
  return tail === undefined ? undefined : [head, tail];
};

export const isHashType = (type: string): boolean => attributeObservers.get(type)?.('').kind === 'hash';
