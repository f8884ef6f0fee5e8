import { type OpenAPIV3 } from 'openapi-types';
import { problemOf } from './examples';
import { refTo, type Schema } from './schema';

export type Response = OpenAPIV3.ResponseObject;

/** By status. */
export type Responses = Readonly<Record<number, Response>>;

export const json = (description: string, schema: Schema, example: unknown): Response => ({
  description,
  content: { 'application/json': { schema, example } },
});

export const problemResponse = (description: string, name: string, example: unknown): Response => ({
  description,
  content: { 'application/problem+json': { schema: refTo(name), example } },
});

const header = (description: string, example: string): OpenAPIV3.HeaderObject => ({
  description,
  required: true,
  schema: { type: 'string' },
  example,
});

/** The Functions host checks the key and answers without a body. The gateway knows whose key it is. */
export const noKey: Responses = {
  401: problemResponse(
    "The function key is missing or wrong (no body); or it is no sender's where the profile takes senders only, or a sender's where what is kept is read or changed.",
    'Problem',
    problemOf('not-a-sender', {
      title: "The key is no sender's",
      status: 401,
      detail: 'the profile takes events of its senders only; send with the key that was made for you',
    }),
  ),
};

/** The same answer to a wrong proof and to an unknown sender. */
export const notProven: Responses = {
  401: problemResponse(
    'Nothing proves that it is this sender, or there is none of this name. The log of the gateway says why.',
    'Problem',
    problemOf('not-proven', {
      title: 'It is not proven who sends this',
      status: 401,
      detail: 'the log of the gateway says why',
    }),
  ),
};

/** For operations that take events of a sender with a rate. */
export const tooFast: Responses = {
  429: {
    ...problemResponse(
      'More than this sender may send in a minute; nothing of it was looked at. Send it again after Retry-After.',
      'Problem',
      problemOf('too-fast', {
        title: 'More requests than this sender may send',
        status: 429,
        detail: 'send it again after Retry-After',
      }),
    ),
    headers: { 'Retry-After': header('Seconds.', '3') },
  },
};

export const notParked: Responses = {
  404: problemResponse(
    'Nothing of this id is parked.',
    'Problem',
    problemOf('not-parked', {
      title: 'There is no such parked thing',
      status: 404,
      detail: 'it was replayed or dropped already, or the id is not right',
    }),
  ),
};

/** For operations that take a body. */
export const tooSlow: Responses = {
  408: {
    ...problemResponse(
      'The body was not here in time (HTTP_BUDGET_SECONDS).',
      'Problem',
      problemOf('body-too-slow', {
        title: 'The body did not come in time',
        status: 408,
        detail: 'the body was not here after 15 s',
      }),
    ),
    headers: { 'Retry-After': header('Seconds.', '30') },
  },
};

export const tooLargeResponse: Responses = {
  413: problemResponse('The body is over HTTP_BODY_LIMIT_BYTES.', 'TooLarge', {
    ...problemOf('body-too-large', {
      title: 'The body is too large',
      status: 413,
      detail: 'the body is over 1048576 bytes',
    }),
    limitBytes: 1_048_576,
  }),
};

export const notJson: Responses = {
  415: {
    ...problemResponse(
      'Another media type, or another encoding.',
      'Problem',
      problemOf('unsupported-media-type', {
        title: 'Send JSON',
        status: 415,
        detail:
          'unsupported media type, expected application/json, another +json type, application/x-ndjson, text/plain or text/csv, in UTF-8, plain or compressed by gzip, deflate or br',
      }),
    ),
    headers: { Accept: header('What is taken.', 'application/json') },
  },
};

/** `what` names what was out of reach. */
export const unavailableResponse = (what: string): Responses => ({
  503: {
    ...problemResponse(
      `${what} Send it again after Retry-After.`,
      'Problem',
      problemOf('unavailable', {
        title: 'It could not be finished; send it again',
        status: 503,
        detail: 'queue unavailable (ECONNREFUSED)',
      }),
    ),
    headers: { 'Retry-After': header('Seconds.', '30') },
  },
});

/** Of an operation that nothing but wrong settings, or its time, keeps from an answer. */
export const notNow = unavailableResponse('The settings of the gateway are wrong, or it took too long.');

export { header };
