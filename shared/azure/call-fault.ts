import { unavailable, type Unavailable } from '../failure';

/** An error whose name is a code. SDKs keep an error's name and drop its cause, so the code survives on its way through them. */
export const coded = (code: string): Error => Object.assign(new Error(code), { name: code });

interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: Thrown;
}

/** The system's code of a failed call (`ECONNREFUSED`, `UND_ERR_SOCKET`, …); undici hides it in the cause. */
export const callFaultCode = (error: unknown): string => {
  const { name, code, cause } = (error ?? {}) as Thrown;
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  const known = [cause?.code, code, name].find((value) => typeof value === 'string' && value !== '');
  return typeof known === 'string' ? known : 'unknown';
};

/** A call that had no answer, by its code alone: the error of an HTTP client holds the bearer token. */
export const callFault =
  (clientRequestId: string) =>
  (error: unknown): Unavailable => {
    const code = callFaultCode(error);
    const dependency = code.startsWith('token-') ? 'identity' : 'destination';
    return unavailable(dependency, code, { request: null, client: clientRequestId });
  };
