import { createHmac } from 'node:crypto';

export type Headers = Readonly<Record<string, string>>;

/** The headers that a sender sets for the bytes that it sends, by its clock and with its id. */
export type Prove = (secret: string, body: Uint8Array, at: Date, id: string) => Headers;

const secondsOf = (at: Date): string => String(Math.floor(at.getTime() / 1000));

const mac = (
  key: Uint8Array | string,
  parts: readonly (Uint8Array | string)[],
  as: 'hex' | 'base64',
): string => {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest(as);
};

/** Proofs as senders make them, by scheme; `test/door/signatures.test.ts` compares the door with the senders' own libraries. */
export const proofs = {
  'standard-webhooks': (secret, body, at, id) => ({
    'webhook-id': id,
    'webhook-timestamp': secondsOf(at),
    'webhook-signature': `v1,${mac(Buffer.from(secret.replace('whsec_', ''), 'base64'), [`${id}.${secondsOf(at)}.`, body], 'base64')}`,
  }),
  github: (secret, body, _, id) => ({
    'x-hub-signature-256': `sha256=${mac(secret, [body], 'hex')}`,
    'x-github-delivery': id,
  }),
  stripe: (secret, body, at) => ({
    'stripe-signature': `t=${secondsOf(at)},v1=${mac(secret, [`${secondsOf(at)}.`, body], 'hex')}`,
  }),
  hmac: (secret, body) => ({ 'x-signature': mac(secret, [body], 'hex') }),
} satisfies Readonly<Record<string, Prove>>;
