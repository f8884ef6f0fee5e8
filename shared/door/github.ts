import * as E from 'fp-ts/Either';
import { hmacOf, isAmong } from './hmac-check';
import { type Presented, type Proof } from './proof';

/** GitHub's `X-Hub-Signature-256`: HMAC-SHA256 over the body in hexadecimal digits after `sha256=` (docs.github.com, validating webhook deliveries). */
export const github = (secrets: readonly string[], { header, body }: Presented): Proof => {
  const given = header('x-hub-signature-256');
  if (given === null) return E.left('proof-missing');
  const expected = secrets.map(
    (secret) => `sha256=${hmacOf({ algorithm: 'sha256', key: secret, encoding: 'hex' }, [body])}`,
  );
  return isAmong(expected, [given])
    ? E.right({ messageId: header('x-github-delivery') })
    : E.left('proof-wrong');
};
