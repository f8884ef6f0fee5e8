import { type OpenAPIV3 } from 'openapi-types';
import * as examples from '../examples';
import { eventBody, formatParameters, suggest, prefer } from '../operation';
import {
  json,
  noKey,
  notJson,
  problemResponse,
  tooFast,
  tooLargeResponse,
  tooSlow,
  unavailableResponse,
  type Responses,
} from '../responses';
import { refTo } from '../schema';
import { findOperation, takeBackOperation } from './life';

/** The answers to an event, however it was sent by HTTP. */
export const taken: Responses = {
  200: json(
    'Everything is settled, and nothing more will come of it; the report says what became of each.',
    refTo('Report'),
    examples.settled,
  ),
  201: json('Every indicator was created at every destination.', refTo('Report'), examples.created),
  202: json(
    'Taken, and something is not done yet: it is queued (deferred) and will be tried again, or it is parked until somebody replays it. Do not send it again.',
    refTo('Report'),
    examples.queued,
  ),
  400: problemResponse('Nothing in the body could be read.', 'EventProblem', examples.nothingReadable),
};

export const unreachable = unavailableResponse(
  'Something could neither be settled nor kept, too many wait for expressions of the profile, or jobs wait longer than HTTP_JOBS_MAX_AGE_SECONDS.',
);

export const indicatorPaths: OpenAPIV3.PathsObject = {
  '/api/indicators': {
    post: {
      operationId: 'createIndicators',
      tags: ['Indicators'],
      summary: 'Create indicators from an event',
      description:
        'Reads the event, creates what is in it at every destination, and reports on each. The outcomes are written to the queue indicator-outcomes as well.',
      parameters: [...formatParameters, prefer],
      requestBody: eventBody(examples.tiIndicatorExample),
      responses: {
        ...taken,
        ...noKey,
        ...tooSlow,
        ...tooLargeResponse,
        ...notJson,
        ...tooFast,
        ...unreachable,
      },
    },
    get: findOperation,
    delete: takeBackOperation,
  },
  '/api/preview': {
    post: {
      operationId: 'previewIndicators',
      tags: ['Indicators'],
      summary: 'See what an event would come to',
      description:
        'The same reading, mapping and guard as for createIndicators, and for each indicator the exact body that each destination would be sent, or why it would not be. Nothing is created, nothing is queued, no outcome is written.',
      parameters: [...formatParameters, suggest],
      requestBody: eventBody(examples.tiIndicatorExample),
      responses: {
        200: json(
          'What would be created, and what would be left and why.',
          refTo('Preview'),
          examples.previewExample,
        ),
        400: problemResponse('Nothing in the body could be read.', 'PreviewProblem', {
          ...examples.nothingReadable,
          indicators: [],
          skipped: [],
        }),
        ...noKey,
        ...tooSlow,
        ...tooLargeResponse,
        ...notJson,
        ...tooFast,
        ...unavailableResponse('Too many wait for expressions of the profile.'),
      },
    },
  },
};
