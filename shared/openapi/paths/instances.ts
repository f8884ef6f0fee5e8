import { type OpenAPIV3 } from 'openapi-types';
import * as examples from '../examples';
import { momentSchema, queryParameter, type ApiOperation, type Parameter } from '../operation';
import { json, noKey, problemResponse, unavailableResponse } from '../responses';
import { refTo } from '../schema';
import { noRecordResponse } from './outcomes';

const nameOf = (description: string, example: string): Parameter => ({
  name: 'name',
  in: 'path',
  required: true,
  description,
  schema: { type: 'string' },
  example,
});

const unreachable = unavailableResponse('The storage account is out of reach.');

const showShadow: ApiOperation = {
  operationId: 'showShadow',
  tags: ['Indicators'],
  summary: 'See what came to something else at a shadow',
  description:
    'Of a destination with the member shadow: how many of the indicators that the shadowed one got came to the same there, and each that did not, the newest first. Without since, of the last day.',
  parameters: [
    nameOf('The destination that is a shadow.', 'sentinel-new'),
    queryParameter('since', {
      description: 'From this moment on; a date will do.',
      schema: momentSchema,
      example: '2026-01-01T00:00:00Z',
    }),
    queryParameter('size', {
      description: 'Most differences of a page.',
      schema: { type: 'integer', minimum: 1, maximum: 1000, default: 50 },
      example: 20,
    }),
    queryParameter('next', {
      description: 'next of the page before, as it was.',
      schema: { type: 'string' },
      example: '1767225600000.0000010123456789.1',
    }),
  ],
  responses: {
    200: json('How it compares.', refTo('ShadowReport'), {
      shadow: 'sentinel-new',
      of: 'sentinel',
      since: '2026-01-01T00:00:00.000Z',
      same: 990,
      different: 10,
      missed: 0,
      complete: true,
      differences: [],
      next: null,
    }),
    400: problemResponse(
      'A parameter is not right, or not known.',
      'Problem',
      examples.badQueryOf('/size', 'an integer from 1 to 1000'),
    ),
    ...noKey,
    404: problemResponse(
      'There is no such shadow.',
      'Problem',
      examples.problemOf('no-shadow', {
        title: 'There is no shadow of that name',
        status: 404,
        detail: 'no destination has the member shadow',
      }),
    ),
    ...noRecordResponse,
    ...unreachable,
  },
};

const failBack: ApiOperation = {
  operationId: 'failBack',
  tags: ['About'],
  summary: 'Use a destination again that was failed over',
  description:
    'Of a destination with failback "command": what is new goes there again, and not to its successor. All instances of the app know it within seconds.',
  parameters: [nameOf('The destination.', 'sentinel')],
  responses: {
    200: json('It is used again.', refTo('FailedBack'), {
      destination: 'sentinel',
      failedOverSince: '2026-01-01T00:00:00.000Z',
    }),
    ...noKey,
    404: problemResponse(
      'There is none of that name that is failed back by command.',
      'Problem',
      examples.problemOf('no-fail-back', {
        title: 'There is no destination of that name that is failed back by command',
        status: 404,
        detail: 'none has failback "command": each comes back by itself',
      }),
    ),
    ...unreachable,
  },
};

export const instancePaths: OpenAPIV3.PathsObject = {
  '/api/shadows/{name}': { get: showShadow },
  '/api/destinations/{name}/fail-back': { post: failBack },
};
