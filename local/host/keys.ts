import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The key of the functions, and the master key, which opens everything. */
export interface Keys {
  readonly functionKey: string;
  readonly masterKey: string;
}

export type Access = 'anonymous' | 'function' | 'admin';

/** The first of that name, in any case, as ASP.NET reads a query. */
const parameter = (url: URL, name: string): string | undefined =>
  [...url.searchParams].find(([other]) => other.toLowerCase() === name)?.[1];

/**
 * What is opened by the key that a request carries: of several headers `x-functions-key` the first, or else the query parameter `code`
 * (AuthenticationLevelHandler.cs of the host).
 */
export const accessOf = (request: IncomingMessage, url: URL, keys: Keys): Access => {
  const given = request.headersDistinct['x-functions-key']?.[0] ?? parameter(url, 'code');
  const isGiven = (key: string): boolean =>
    typeof given === 'string' && timingSafeEqual(digest(given), digest(key));
  if (isGiven(keys.masterKey)) return 'admin';
  return isGiven(keys.functionKey) ? 'function' : 'anonymous';
};

/** undefined where the access is enough; else 401 without a key that opens anything, 403 with one that opens less. */
export const refusal = (needed: Access, has: Access): 401 | 403 | undefined => {
  const isEnough = needed === 'anonymous' || has === 'admin' || has === needed;
  if (isEnough) return undefined;
  return has === 'anonymous' ? 401 : 403;
};
