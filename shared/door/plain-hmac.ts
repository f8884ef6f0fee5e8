import * as E from 'fp-ts/Either';
import { type HmacRules } from '../profile/sender';
import { hmacOf, isAmong } from './hmac-check';
import { type Presented, type Proof } from './proof';
import { isTimely } from './timestamp';

const keyOf = (secret: string, encoding: HmacRules['secretEncoding']): Uint8Array =>
  Buffer.from(secret, encoding === 'text' ? 'utf8' : encoding);

const readOf = (header: Presented['header'], name: string | null): string | null =>
  name === null ? null : header(name);

/** Checks a signature as the profile describes it: which parts in which order, by which algorithm, in which header. */
export const plainHmac = (
  rules: HmacRules,
  secrets: readonly string[],
  { header, body, now }: Presented,
): Proof => {
  const { prefix, algorithm, encoding, separator, secretEncoding } = rules;
  const signature = header(rules.header);
  const id = readOf(header, rules.idHeader);
  const timestamp = readOf(header, rules.timestampHeader);
  const isWhole =
    (rules.idHeader === null || id !== null) && (rules.timestampHeader === null || timestamp !== null);
  if (signature?.startsWith(prefix) !== true || !isWhole) return E.left('proof-missing');
  if (timestamp !== null && !isTimely(timestamp, now)) return E.left('timestamp-wrong');
  const parts = { id: id ?? '', timestamp: timestamp ?? '', body };
  const signed = rules.parts.flatMap((part, index) =>
    index === 0 ? [parts[part]] : [separator, parts[part]],
  );
  const bare = signature.slice(prefix.length);
  const given = encoding === 'hex' ? bare.toLowerCase() : bare;
  const expected = secrets.map((secret) =>
    hmacOf({ algorithm, key: keyOf(secret, secretEncoding), encoding }, signed),
  );
  return isAmong(expected, [given]) ? E.right({ messageId: id }) : E.left('proof-wrong');
};
