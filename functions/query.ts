import { type HttpResponseInit } from '@azure/functions';
import { type Violation } from '../shared/codec/violation';
import { problem } from './problem';

/** 400: each parameter that is not right, with what was expected there. */
export const badQuery = (errors: readonly Violation[]): HttpResponseInit =>
  problem({
    slug: 'query-invalid',
    title: 'The query is not right',
    status: 400,
    detail: errors.map(({ pointer, expected }) => `${pointer.slice(1)}: expected ${expected}`).join('; '),
    errors,
  });
