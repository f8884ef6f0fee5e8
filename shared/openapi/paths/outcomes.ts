import { type OpenAPIV3 } from 'openapi-types';
import { outcomeStates } from '../../pipeline/outcome';
import * as examples from '../examples';
import { momentSchema, queryParameter, textSchema, type ApiOperation } from '../operation';
import { json, noKey, problemResponse, unavailableResponse } from '../responses';
import { refTo } from '../schema';

export const noRecordResponse = {
  409: problemResponse(
    'Outcomes are not kept.',
    'Problem',
    examples.problemOf('no-record', {
      title: 'Outcomes are not kept',
      status: 409,
      detail: 'OUTCOMES_KEPT_DAYS is 0: outcomes are on the queue indicator-outcomes, and nowhere else',
    }),
  ),
};

const list: ApiOperation = {
  operationId: 'listOutcomes',
  tags: ['Indicators'],
  summary: 'Read what became of indicators',
  description:
    'Outcomes as they are kept for OUTCOMES_KEPT_DAYS, the newest first; what the queue of outcomes has is not touched. One of intake, eventId, since (with until) and after says which. With after they come the oldest first, up to ten seconds ago, and next goes on, also where there is nothing yet.',
  parameters: [
    queryParameter('intake', {
      description: 'intakeId of the answer.',
      schema: textSchema,
      example: 'b5f8c1de',
    }),
    queryParameter('eventId', {
      description: 'eventId of outcomes.',
      schema: textSchema,
      example: 'b5f8c1de',
    }),
    queryParameter('since', {
      description: 'Kept at this moment or later; a date will do.',
      schema: momentSchema,
      example: '2026-01-01T00:00:00Z',
    }),
    queryParameter('until', {
      description: 'Kept before this moment; a date will do.',
      schema: momentSchema,
      example: '2030-01-31T12:00:00Z',
    }),
    queryParameter('after', {
      description: 'A moment, or cursor or next of an answer: what was kept after it.',
      schema: { type: 'string' },
      example: '2026-01-01T00:00:00Z',
    }),
    queryParameter('state', {
      description: 'Only of this state.',
      schema: { type: 'string', enum: [...outcomeStates] },
      example: 'parked',
    }),
    queryParameter('size', {
      description: 'Most outcomes of a page.',
      schema: { type: 'integer', minimum: 1, maximum: 1000, default: 50 },
      example: 20,
    }),
    queryParameter('next', {
      description: 'next of the page before, as it was, with the same question.',
      schema: { type: 'string' },
      example: '0123456789ab.1764504000000.0000010123456789.1',
    }),
  ],
  responses: {
    200: json('A page.', refTo('OutcomePage'), {
      outcomes: examples.requeued.outcomes.map((outcome) => ({
        ...outcome,
        recordedAt: '2026-01-01T00:00:00.000Z',
        cursor: '1767225600000.0000010123456789.1',
      })),
      next: null,
    }),
    400: problemResponse(
      'A parameter is not right, or not known.',
      'Problem',
      examples.badQueryOf('/size', 'an integer from 1 to 1000'),
    ),
    ...noKey,
    ...noRecordResponse,
    ...unavailableResponse('The storage account is out of reach.'),
  },
};

const intake: ApiOperation = {
  operationId: 'showIntake',
  tags: ['Indicators'],
  summary: 'See how far an intake has come',
  description:
    'What is read, what waits and what is settled, by what is kept of its outcomes. Of a feed that is worked off in parts, and of any other intake.',
  parameters: [
    {
      name: 'id',
      in: 'path',
      required: true,
      description: 'intakeId of the answer.',
      schema: textSchema,
      example: 'b5f8c1de',
    },
  ],
  responses: {
    200: json('How far it has come.', refTo('Intake'), {
      intakeId: 'b5f8c1de',
      feed: { lines: 100000, parts: 113, linesRead: 62000, partsRead: 70 },
      queued: 40,
      settled: { created: 61900, updated: 0, revoked: 0, duplicate: 0, rejected: 0, skipped: 60, parked: 0 },
      reasons: [
        { destination: 'graph', state: 'created', reason: null, count: 61900 },
        { destination: null, state: 'skipped', reason: 'item-unknown', count: 60 },
      ],
      done: false,
      allCounted: true,
    }),
    ...noKey,
    404: problemResponse(
      'Nothing is kept of such an intake.',
      'Problem',
      examples.problemOf('no-intake', {
        title: 'Nothing is kept of such an intake',
        status: 404,
        detail: 'intakeId of an answer is wanted; what came on a queue is there as soon as it was read',
      }),
    ),
    ...noRecordResponse,
    ...unavailableResponse('The storage account is out of reach.'),
  },
};

export const outcomePaths: OpenAPIV3.PathsObject = {
  '/api/outcomes': { get: list },
  '/api/intakes/{id}': { get: intake },
};
