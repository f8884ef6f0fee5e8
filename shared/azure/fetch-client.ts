import { type Sign } from './sign';
import { type Transport } from './transport';

/** Calls any API that speaks JSON, with Node's own `fetch`. */
export const fetchTransport =
  (baseUrl: string, sign: Sign): Transport =>
  async ({ method, path, body }, clientRequestId, signal) => {
    const url = `${baseUrl}${path}`;
    const plain = new Headers({ accept: 'application/json', 'client-request-id': clientRequestId });
    if (body !== undefined) plain.set('content-type', 'application/json');
    return fetch(url, {
      method,
      headers: await sign(url, plain, signal),
      redirect: 'manual',
      signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
