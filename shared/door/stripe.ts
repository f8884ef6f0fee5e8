import * as E from 'fp-ts/Either';
import { hmacOf, isAmong } from './hmac-check';
import { type Presented, type Proof } from './proof';
import { isTimely } from './timestamp';

/** The event's id stands in the body, and the body is the same when it comes again. */
const bodyTells = '';

/** Stripe's `Stripe-Signature: t=…,v1=…`: HMAC-SHA256 over `timestamp.body` (docs.stripe.com/webhooks, manual verification). */
export const stripe = (secrets: readonly string[], { header, body, now }: Presented): Proof => {
  const parts = (header('stripe-signature') ?? '').split(',').map((part) => part.trim().split('='));
  const named = (name: string): readonly string[] =>
    parts.flatMap(([key, value = '']) => (key === name ? [value] : []));
  const [timestamp, ...others] = named('t');
  const given = named('v1');
  if (timestamp === undefined || given.length === 0) return E.left('proof-missing');
  if (others.length > 0 || !/^[1-9]\d{0,11}$/.test(timestamp) || !isTimely(timestamp, now))
    return E.left('timestamp-wrong');
  const expected = secrets.map((secret) =>
    hmacOf({ algorithm: 'sha256', key: secret, encoding: 'hex' }, [`${timestamp}.`, body]),
  );
  return isAmong(expected, given) ? E.right({ messageId: bodyTells }) : E.left('proof-wrong');
};
