import { type OpenAPIV3 } from 'openapi-types';
import { json, noKey, notNow } from '../responses';
import { refTo } from '../schema';

const well = {
  status: 'ok',
  version: '1.0.0',
  lines: [{ name: 'queue', ok: true, text: 'can be written', cause: null, remedy: null }],
};

const failing = {
  ...well,
  status: 'failing',
  lines: [
    {
      name: 'queue',
      ok: false,
      text: 'cannot be written',
      cause: 'the identity may not write queue messages',
      remedy: 'assign the role Storage Queue Data Contributor',
    },
  ],
};

export const aboutPaths: OpenAPIV3.PathsObject = {
  '/api/openapi.json': {
    get: {
      operationId: 'describe',
      tags: ['About'],
      summary: 'This document',
      responses: {
        200: json('OpenAPI 3.0.3.', { type: 'object', additionalProperties: true }, { openapi: '3.0.3' }),
        ...noKey,
        ...notNow,
      },
    },
  },
  '/api/health': {
    get: {
      operationId: 'getHealth',
      tags: ['About'],
      summary: 'How the deployment is',
      responses: {
        200: json('All is well.', refTo('Health'), well),
        ...noKey,
        503: json('Something is not; its line says why, and what to do.', refTo('Health'), failing),
      },
    },
  },
  '/api/live': {
    get: {
      operationId: 'isAlive',
      tags: ['About'],
      summary: 'Is the app up?',
      description: 'For probes. Looks at nothing.',
      security: [],
      responses: { 204: { description: 'It is.' } },
    },
  },
};
