import { X509Certificate } from 'node:crypto';
import * as E from 'fp-ts/Either';
import { isAmong } from './hmac-check';
import { type Presented, type Proof } from './proof';

/** App Service forwards it as base64 of DER, without the lines of PEM. */
const read = (text: string): X509Certificate | null => {
  try {
    return new X509Certificate(Buffer.from(text, 'base64'));
  } catch {
    return null;
  }
};

/**
 * The client certificate that the platform forwards in `X-ARR-ClientCert`, recognised by its SHA-256. Where the platform does
 * not ask for one, anybody may send the header; `areAsked` says that it does.
 */
export const clientCertificate = (
  known: readonly string[],
  areAsked: boolean,
  { header, now }: Presented,
): Proof => {
  if (!areAsked) return E.left('certificates-off');
  const text = header('x-arr-clientcert');
  if (text === null) return E.left('proof-missing');
  const certificate = read(text);
  if (certificate === null) return E.left('proof-wrong');
  const { fingerprint256, validFrom, validTo } = certificate;
  const fingerprint = fingerprint256.replaceAll(':', '').toLowerCase();
  const isValid = Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo);
  return isValid && isAmong(known, [fingerprint]) ? E.right({ messageId: null }) : E.left('proof-wrong');
};
