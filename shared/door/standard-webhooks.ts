import * as E from 'fp-ts/Either';
import { hmacOf, isAmong } from './hmac-check';
import { type Presented, type Proof } from './proof';
import { isTimely } from './timestamp';

/** A secret in the form in which it is handed out: base64, after `whsec_`. */
export const webhookKey = (secret: string): Uint8Array =>
  Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

/** The header names: those of Standard Webhooks, and Svix's own. */
const families = ['webhook', 'svix'];

/**
 * Standard Webhooks (standardwebhooks.com, specification 1.0), symmetric: HMAC-SHA256 over `id.timestamp.body`, in base64 after
 * `v1,`; several with spaces between. Its own package reads the clock itself and makes text of the body before it looks.
 */
export const standardWebhooks = (secrets: readonly string[], { header, body, now }: Presented): Proof => {
  const family = families.find((name) => header(`${name}-id`) !== null) ?? 'webhook';
  const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map((part) =>
    header(`${family}-${part}`),
  );
  if (!id || !timestamp || !signature) return E.left('proof-missing');
  if (!/^[1-9]\d{0,11}$/.test(timestamp) || !isTimely(timestamp, now)) return E.left('timestamp-wrong');
  const given = signature
    .split(' ')
    .map((one) => one.split(','))
    .flatMap(([version, text = '']) => (version === 'v1' ? [text] : []));
  const signed = [`${id}.${timestamp}.`, body];
  const expected = secrets.map((secret) =>
    hmacOf({ algorithm: 'sha256', key: webhookKey(secret), encoding: 'base64' }, signed),
  );
  return isAmong(expected, given) ? E.right({ messageId: id }) : E.left('proof-wrong');
};
