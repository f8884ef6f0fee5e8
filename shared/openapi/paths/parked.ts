import { type OpenAPIV3 } from 'openapi-types';
import * as examples from '../examples';
import { momentSchema, queryParameter, type ApiOperation, type Parameter } from '../operation';
import {
  json,
  noKey,
  notJson,
  notParked,
  problemResponse,
  tooLargeResponse,
  tooSlow,
  unavailableResponse,
} from '../responses';
import { refTo } from '../schema';

const id: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id of what is parked: parkedAs of its outcome.',
  schema: { type: 'string' },
  example: examples.parkedId,
};

const unreachable = unavailableResponse('The storage account is out of reach.');

const invalidQuery = examples.badQueryOf('/size', 'an integer from 1 to 100');

const list: ApiOperation = {
  operationId: 'listParked',
  tags: ['Parked'],
  summary: 'List what was given up for now',
  parameters: [
    queryParameter('reason', {
      description: 'The code of a reason.',
      schema: { type: 'string', maxLength: 100 },
      example: 'unreadable',
    }),
    queryParameter('destination', {
      description: 'Events have none: this leaves them out.',
      schema: { type: 'string', maxLength: 100 },
      example: 'graph',
    }),
    queryParameter('from', {
      description: 'Parked at this moment or later; a date will do.',
      schema: momentSchema,
      example: '2026-01-01T00:00:00Z',
    }),
    queryParameter('to', {
      description: 'Parked before this moment; a date will do.',
      schema: momentSchema,
      example: '2030-01-31T12:00:00Z',
    }),
    queryParameter('size', {
      description: 'Most items of a page.',
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
      example: 20,
    }),
    queryParameter('next', {
      description: 'next of the page before, as it was.',
      schema: { type: 'string' },
      example: examples.parkedId,
    }),
  ],
  responses: {
    200: json('A page, the newest first.', refTo('ParkedPage'), {
      items: [examples.parkedItemExample],
      next: null,
    }),
    400: problemResponse('A parameter is not right, or not known.', 'Problem', invalidQuery),
    ...noKey,
    ...unreachable,
  },
};

const show: ApiOperation = {
  operationId: 'showParked',
  tags: ['Parked'],
  summary: 'Show one of them, whole',
  responses: {
    200: json('As it was kept.', refTo('Parked'), examples.parkedExample),
    ...noKey,
    ...notParked,
    ...unreachable,
  },
};

const drop: ApiOperation = {
  operationId: 'dropParked',
  tags: ['Parked'],
  summary: 'Drop one of them, without sending it',
  responses: { 204: { description: 'Gone for good.' }, ...noKey, ...notParked, ...unreachable },
};

const notReplayable = {
  ...examples.problemOf('not-replayable', {
    title: 'It cannot be replayed like this; it is still parked',
    status: 400,
    detail: 'errors names each place and what was expected there: send the content again, corrected',
  }),
  errors: examples.violationsExample,
};

const replay: ApiOperation = {
  operationId: 'replayParked',
  tags: ['Parked'],
  summary: 'Send one of them again',
  description:
    'As it is, or with the body in the place of its content. Whatever is not 200 or 202 leaves it parked.',
  requestBody: {
    required: false,
    content: { 'application/json': { schema: refTo('Event'), example: examples.tiIndicatorExample } },
  },
  responses: {
    200: json('All of it is settled, and gone from the list.', refTo('Replayed'), examples.replayedExample),
    202: json(
      'It is gone from the list, and something of it is not done yet: it is queued, or parked anew under the ids of parkedAs.',
      refTo('Replayed'),
      examples.requeued,
    ),
    400: problemResponse('It cannot be sent like this; it is still parked.', 'Problem', notReplayable),
    ...noKey,
    ...notParked,
    ...tooSlow,
    ...tooLargeResponse,
    ...notJson,
    ...unavailableResponse('The storage account, or a destination and the queue, are out of reach.'),
  },
};

export const parkedPaths: OpenAPIV3.PathsObject = {
  '/api/parked': { get: list },
  '/api/parked/{id}': { parameters: [id], get: show, delete: drop },
  '/api/parked/{id}/replay': { parameters: [id], post: replay },
};
