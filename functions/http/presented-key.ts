import { type HttpRequest } from '@azure/functions';
import { hash } from 'node:crypto';

/** Where the host looks for a key; the header comes before the parameter. */
const keyHeader = 'x-functions-key';
/** The name counts in any case, as ASP.NET reads a query. */
const keyParameter = 'code';

const isKey = (name: string): boolean => name.toLowerCase() === keyParameter;

/** Takes the key out of a query and gives the first one; null where there is none. */
const takeFrom = (query: URLSearchParams): string | null => {
  const keys = [...query.entries()].filter(([name]) => isKey(name));
  for (const [name] of keys) query.delete(name);
  return keys[0]?.[1] ?? null;
};

const withoutKey = (address: string): string => {
  const url = new URL(address);
  takeFrom(url.searchParams);
  return url.href;
};

/** A header that came twice arrives as one text with a comma; the host looked at the first. */
const inHeader = (text: string): readonly string[] => {
  const [first = ''] = text.split(',');
  return first === text ? [text] : [text, first.trim()];
};

/**
 * Takes the function key out of a request, so that its headers, query and address no longer hold one. Gives the SHA-256 in
 * hexadecimal digits of each text that the host may have taken as the key; none where there is none. The host has already
 * checked the key (AuthenticationLevelHandler.cs of the Functions host), but does not say whose it is.
 */
export const takeKey = (request: HttpRequest): readonly string[] => {
  const { headers, query, url } = request;
  const header = headers.get(keyHeader);
  const parameter = takeFrom(query);
  headers.delete(keyHeader);
  if (URL.canParse(url)) Object.defineProperty(request, 'url', { value: withoutKey(url) });
  if (header !== null) return inHeader(header).map((key) => hash('sha256', key));
  return parameter === null ? [] : [hash('sha256', parameter)];
};
