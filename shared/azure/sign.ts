import { type TokenCredential } from '@azure/identity';
import { type Auth, type Endpoint } from '../destinations/destination';
import { coded } from './call-fault';

/** Adds to a call's headers what proves who makes it. Rejects with a code: `wrong-origin`, `token-unavailable`, `token-timeout`. */
export type Sign = (url: string, headers: Headers, signal: AbortSignal | undefined) => Promise<Headers>;

const tokenTimeout = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(coded('token-timeout')), { once: true });
  });

/** The credential does not always honour the signal, so the wait is bounded here as well. */
const tokenOf = async (
  credential: TokenCredential,
  scope: string,
  signal: AbortSignal | undefined,
): Promise<string> => {
  const options = signal === undefined ? {} : { abortSignal: signal };
  const asked = credential.getToken(scope, options).catch(() => null);
  const token = await (signal === undefined ? asked : Promise.race([asked, tokenTimeout(signal)]));
  return token === null ? Promise.reject(coded('token-unavailable')) : token.token;
};

type Header = readonly [name: string, value: string];

const headerOf = async (
  credential: TokenCredential,
  auth: Auth,
  signal: AbortSignal | undefined,
): Promise<Header | null> => {
  switch (auth._tag) {
    case 'Entra':
      return ['authorization', `Bearer ${await tokenOf(credential, auth.scope, signal)}`];
    case 'Header':
      return [auth.name, auth.secret];
    case 'None':
      return null;
  }
};

/** Signs calls to the endpoint's own origin and refuses any other: what proves who we are goes nowhere else. */
export const signFor =
  (credential: TokenCredential, { baseUrl, auth }: Endpoint): Sign =>
  async (url, headers, signal) => {
    if (new URL(url).origin !== new URL(baseUrl).origin) return Promise.reject(coded('wrong-origin'));
    const header = await headerOf(credential, auth, signal);
    const signed = new Headers(headers);
    if (header !== null) signed.set(...header);
    return signed;
  };
