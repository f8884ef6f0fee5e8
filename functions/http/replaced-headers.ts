import { type HttpRequest } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { isObject } from '../../shared/codec/json-value';
import { parseJson } from '../../shared/codec/json';

/*
 * The host hands over a request's headers as one of many things by name, among them the parameters of the query and the members of the
 * body. Where one of those is called `headers`, in any case, the headers are left out for it (HttpTriggerAttributeBindingProvider.cs), and
 * the library takes what it says for them (createStreamRequest of @azure/functions): who sends would say what proves it.
 */
const isOfHeaders = (name: string): boolean => /^headers$/iu.test(name);

/** Whether the query may have taken the place of the headers. */
export const isInQuery = (query: URLSearchParams): boolean => [...query.keys()].some(isOfHeaders);

/** An object or a list of pairs, as what makes headers of it takes it; of anything else nothing comes. */
const headersIn = (value: unknown): readonly string[] => {
  const read = E.getOrElseW(() => null)(parseJson(String(value)));
  const pairs: readonly unknown[] = Array.isArray(read) ? read : [];
  const names: readonly unknown[] = isObject(read)
    ? Object.keys(read)
    : pairs.map((pair: unknown) => (Array.isArray(pair) ? (pair[0] as unknown) : pair));
  return names.map((name) => String(name).toLowerCase());
};

/** Whether all headers that a request seems to have may be what a member of its body says; objects and lists are not looked at there. */
export const isInBody = (headers: HttpRequest['headers'], body: unknown): boolean => {
  const values = Object.entries(isObject(body) ? body : {}).flatMap(([name, value]) =>
    isOfHeaders(name) && value !== null && typeof value !== 'object' ? [value] : [],
  );
  const names = new Set(values.flatMap(headersIn));
  return values.length > 0 && [...headers.keys()].every((name) => names.has(name));
};
