import { type OpenAPIV3 } from 'openapi-types';
import { outcomeStates } from '../../pipeline/outcome';
import * as examples from '../examples';
import { type ApiOperation, type Parameter } from '../operation';
import { json, noKey, problemResponse, unavailableResponse } from '../responses';
import { refTo, type Schema } from '../schema';

const parameter = (name: string, description: string, schema: Schema, example: unknown): Parameter => ({
  name,
  in: 'query',
  description,
  schema,
  example,
});

const text: Schema = { type: 'string', maxLength: 8192 };
const moment: Schema = { type: 'string', format: 'date-time' };

const list: ApiOperation = {
  operationId: 'listOutcomes',
  tags: ['Indicators'],
  summary: 'Read what became of indicators',
  description:
    'Outcomes as they are kept for OUTCOMES_KEPT_DAYS, the newest first; what the queue of outcomes has is not touched. One of intake, eventId, since (with until) and after says which. With after they come the oldest first, up to ten seconds ago, and next goes on, also where there is nothing yet.',
  parameters: [
    parameter('intake', 'intakeId of the answer.', text, 'b5f8c1de'),
    parameter('eventId', 'eventId of outcomes.', text, 'b5f8c1de'),
    parameter('since', 'Kept at this moment or later; a date will do.', moment, '2026-01-01T00:00:00Z'),
    parameter('until', 'Kept before this moment; a date will do.', moment, '2030-01-31T12:00:00Z'),
    parameter(
      'after',
      'A moment, or cursor or next of an answer: what was kept after it.',
      { type: 'string' },
      '2026-01-01T00:00:00Z',
    ),
    parameter('state', 'Only of this state.', { type: 'string', enum: [...outcomeStates] }, 'parked'),
    parameter(
      'size',
      'Most outcomes of a page.',
      { type: 'integer', minimum: 1, maximum: 1000, default: 50 },
      20,
    ),
    parameter(
      'next',
      'next of the page before, as it was, with the same question.',
      { type: 'string' },
      '0123456789ab.1764504000000.0000010123456789.1',
    ),
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
    400: problemResponse('A parameter is not right, or not known.', 'Problem', {
      ...examples.problemOf(
        'query-invalid',
        'The query is not right',
        400,
        'size: expected an integer from 1 to 1000',
      ),
      errors: [{ pointer: '/size', expected: 'an integer from 1 to 1000' }],
    }),
    ...noKey,
    409: problemResponse(
      'Outcomes are not kept.',
      'Problem',
      examples.problemOf(
        'no-record',
        'Outcomes are not kept',
        409,
        'OUTCOMES_KEPT_DAYS is 0: outcomes are on the queue indicator-outcomes, and nowhere else',
      ),
    ),
    ...unavailableResponse('The storage account is out of reach.'),
  },
};

export const outcomePaths: OpenAPIV3.PathsObject = { '/api/outcomes': { get: list } };
