import { type HttpResponseInit } from '@azure/functions';
import { type Violation } from '../shared/codec/violation';
import { problem } from './problem';

/** The function key may stand in the query; these parameters belong to the host. */
const ofTheHost = ['code', 'clientId'];

/** The parameters of a query, without the host's own. */
export const askedIn = (query: URLSearchParams): readonly (readonly [name: string, text: string])[] =>
  [...query.entries()].filter(([name]) => !ofTheHost.includes(name));

/** The parameters that are given more than once. */
export const twiceIn = (asked: readonly (readonly [string, string])[]): readonly Violation[] => {
  const names = asked.map(([name]) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [...new Set(twice)].map((name) => ({ pointer: `/${name}`, expected: 'to be said once' }));
};

/** 400, with each wrong parameter and what was expected there. */
export const badQuery = (errors: readonly Violation[]): HttpResponseInit =>
  problem({
    slug: 'query-invalid',
    title: 'The query is not right',
    status: 400,
    detail: errors
      .map(({ pointer, expected }) => `${pointer.slice(1) || 'the query'}: expected ${expected}`)
      .join('; '),
    errors,
  });
