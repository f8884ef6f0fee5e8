import { hash } from 'node:crypto';
import { type HttpResponseInit } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type * as t from 'io-ts';
import { optional } from '../../shared/codec/text-value';
import { violations, type Violation } from '../../shared/codec/violation';
import { problem } from './problem';

/** The function key may stand in the query; these parameters belong to the host. */
const ofTheHost = ['code', 'clientId'];

/** The parameters of a query, without the host's own. */
export type Asked = readonly (readonly [name: string, text: string])[];

/** Refuses a parameter that is blank or said twice: it would be no filter, or another than was meant, and let more through. */
export const readAsked = (query: URLSearchParams): E.Either<readonly Violation[], Asked> => {
  const asked = [...query.entries()].filter(([name]) => !ofTheHost.includes(name));
  const slips = asked.flatMap(([name, text], index) => {
    if (text.trim() === '') return [{ pointer: `/${name}`, expected: 'a value, or to be left out' }];
    const isTwice = asked.findIndex(([other]) => other === name) < index;
    return isTwice ? [{ pointer: `/${name}`, expected: 'to be said once' }] : [];
  });
  return slips.length > 0 ? E.left(slips) : E.right(asked);
};

/**
 * Precedes the place in `next`, so that a page continues only the question that it belongs to. Made of the question as it was asked,
 * so that the passing of time does not change it.
 */
export const markOfQuestion = (asked: Asked, place = ''): string => {
  const question = asked.filter(([name]) => name !== 'size' && name !== 'next');
  return hash('sha256', `${JSON.stringify([...question].sort())}${place}`).slice(0, 12);
};

export const notOfThis: Violation = { pointer: '/next', expected: 'next of a page of this very question' };

/** Reads the parameters of a query by a codec that refuses names it does not know. */
export const readQuery =
  <A>(codec: t.Type<A, unknown>) =>
  (query: URLSearchParams): E.Either<readonly Violation[], A> =>
    pipe(
      readAsked(query),
      E.flatMap((asked) => pipe(codec.decode(Object.fromEntries(asked)), E.mapLeft(violations))),
    );

/** The parameter `destination` where several may be named. */
export const destinationNames = optional('names of destinations, with commas between', (text) => text);

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
