import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** True when the request carries the key, in the header `x-functions-key` or else in the query parameter `code`. */
export const carriesKey = (request: IncomingMessage, url: URL, key: string): boolean => {
  const given = request.headers['x-functions-key'] ?? url.searchParams.get('code');
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(key));
};
