import { type HttpRequest } from '@azure/functions';
import { hash } from 'node:crypto';

/** Where the host takes a key from, the first before the second. */
const keyHeader = 'x-functions-key';
const keyParameter = 'code';

const withoutKey = (address: string): string => {
  const url = new URL(address);
  url.searchParams.delete(keyParameter);
  return url.href;
};

/**
 * Takes the function key out of a request: after it neither its headers nor its query nor its address has one. Gives the SHA-256 of
 * the key in hexadecimal digits, null where there is none. The host has looked at it before; it does not say whose it is.
 */
export const takeKey = (request: HttpRequest): string | null => {
  const { headers, query, url } = request;
  const key = headers.get(keyHeader) ?? query.get(keyParameter);
  headers.delete(keyHeader);
  query.delete(keyParameter);
  if (URL.canParse(url)) Object.defineProperty(request, 'url', { value: withoutKey(url) });
  return key === null ? null : hash('sha256', key);
};
