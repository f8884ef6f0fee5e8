import { hash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { proofs, type Headers } from '../door/proofs';
import { selfSigned } from '../faults/self-signed';

/** A sender of each scheme: its entry of the profile, and what it sends beside a body. */
export interface BenchSender {
  readonly name: string;
  /** Below `/api/`. */
  readonly route: string;
  readonly entry: Readonly<Record<string, unknown>>;
  readonly prove: (body: Uint8Array, id: string) => Headers;
}

export interface BenchSenders {
  readonly senders: readonly BenchSender[];
  readonly settings: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

const issuer = 'https://issuer.example';
const secret = 'the secret of a sender that is measured';
const webhookSecret = `whsec_${Buffer.from(secret).toString('base64')}`;

/** With the key set of an issuer, which the app fetches once. */
export const startBenchSenders = async (functionKey: string): Promise<BenchSenders> => {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] });
  const own = selfSigned('127.0.0.1');
  const server = createServer(own, (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(keys),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const token = await new SignJWT({ roles: ['Send'] })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer(issuer)
    .setAudience('gateway')
    .setExpirationTime('2h')
    .sign(privateKey);
  const { raw, fingerprint256 } = new X509Certificate(own.cert);
  const signed = (
    name: string,
    scheme: string,
    prove: BenchSender['prove'],
    more: object = {},
  ): BenchSender => {
    const setting = scheme === 'standard-webhooks' ? 'WEBHOOK_SECRET' : 'SENDER_SECRET';
    return { name, route: `in/${name}`, entry: { name, scheme, secrets: [{ setting }], ...more }, prove };
  };
  const senders: readonly BenchSender[] = [
    {
      name: 'function-key',
      route: 'indicators',
      entry: { name: 'function-key', scheme: 'function-key', keySha256: [hash('sha256', functionKey)] },
      prove: () => ({ 'x-functions-key': functionKey }),
    },
    signed('hmac', 'hmac', (body) => proofs.hmac(secret, body), { hmac: { header: 'X-Signature' } }),
    signed('hmac-rate', 'hmac', (body) => proofs.hmac(secret, body), {
      hmac: { header: 'X-Signature' },
      requestsPerMinute: 100_000,
    }),
    signed('github', 'github', (body, id) => proofs.github(secret, body, new Date(), id)),
    signed('stripe', 'stripe', (body) => proofs.stripe(secret, body, new Date())),
    signed('webhooks', 'standard-webhooks', (body, id) =>
      proofs['standard-webhooks'](webhookSecret, body, new Date(), id),
    ),
    {
      name: 'entra',
      route: 'in/entra',
      entry: {
        name: 'entra',
        scheme: 'entra',
        entra: {
          issuer,
          audience: 'gateway',
          role: 'Send',
          keys: `https://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
        },
      },
      prove: () => ({ authorization: `Bearer ${token}` }),
    },
    {
      name: 'certificate',
      route: 'in/certificate',
      entry: {
        name: 'certificate',
        scheme: 'certificate',
        certificateSha256: [fingerprint256.replaceAll(':', '')],
      },
      prove: () => ({ 'x-arr-clientcert': raw.toString('base64') }),
    },
  ];
  return {
    senders,
    settings: {
      SENDER_SECRET: secret,
      WEBHOOK_SECRET: webhookSecret,
      CLIENT_CERTIFICATES: 'required',
      // Of the issuer on this machine, whose certificate nobody trusts.
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
