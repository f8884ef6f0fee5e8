import { createHmac, timingSafeEqual } from 'node:crypto';

export type HmacAlgorithm = 'sha256' | 'sha384' | 'sha512';
export type HmacEncoding = 'hex' | 'base64';

interface Hmac {
  readonly algorithm: HmacAlgorithm;
  readonly key: Uint8Array | string;
  readonly encoding: HmacEncoding;
}

/** HMAC over the bytes of all parts, one after the other. */
export const hmacOf = (
  { algorithm, key, encoding }: Hmac,
  parts: readonly (Uint8Array | string)[],
): string => {
  const mac = createHmac(algorithm, key);
  for (const part of parts) mac.update(part);
  return mac.digest(encoding);
};

/** Compares in a time that says nothing of where two texts differ; their length is no secret. */
const isSameText = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
};

/** Compares every expected signature with every one that came. So the time taken does not show which secret is in use. */
export const isAmong = (expected: readonly string[], given: readonly string[]): boolean =>
  expected.flatMap((one) => given.map((other) => isSameText(one, other))).includes(true);
