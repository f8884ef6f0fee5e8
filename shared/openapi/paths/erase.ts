import { type OpenAPIV3 } from 'openapi-types';
import * as examples from '../examples';
import { queryParameter, textSchema, type ApiOperation } from '../operation';
import { json, noKey, problemResponse, unavailableResponse } from '../responses';
import { refTo } from '../schema';
import { heldExample } from './life';

const eraseOperation: ApiOperation = {
  operationId: 'eraseKept',
  tags: ['About'],
  summary: 'Erase what is kept of a value or an event',
  description:
    'Erases rows of the ledger, outcomes that are kept to be read, and parked things. What a destination holds has to be taken back first, and stays. Look with dryRun first: it is only erased where count names how much there is.',
  parameters: [
    queryParameter('value', {
      description: 'A domain, address, URL or hash.',
      schema: textSchema,
      example: '203.0.113.7',
    }),
    queryParameter('eventId', {
      description: 'An event, as outcomes name it.',
      schema: textSchema,
      example: 'b5f8c1de',
    }),
    queryParameter('dryRun', {
      description: 'true: says what is kept, and nothing is erased.',
      schema: { type: 'boolean' },
      example: true,
    }),
    queryParameter('count', {
      description: 'What the dry run counted.',
      schema: { type: 'integer', minimum: 0 },
      example: 1,
    }),
  ],
  responses: {
    200: json('What is kept; or how much is gone.', refTo('Erased'), {
      dryRun: true,
      count: 3,
      held: 0,
      rows: 1,
      outcomes: 2,
      parked: 0,
      ledger: [{ destination: heldExample.destination, externalId: heldExample.externalId, fate: 'goes' }],
      parkedIds: [],
    }),
    400: problemResponse(
      'A filter or the count is missing, or not right; nothing was erased.',
      'Problem',
      examples.badQueryOf('/count', 'the count of a dry run (dryRun=true)'),
    ),
    ...noKey,
    409: problemResponse(
      'There is another number than count names; nothing was erased.',
      'CountDiffers',
      examples.problemOf('count-differs', {
        title: 'It is not what the dry run counted; nothing was erased',
        status: 409,
        detail: '3 indicators match, and count names 2: look at them anew with dryRun=true',
      }),
    ),
    ...unavailableResponse('The storage account is out of reach.'),
  },
};

export const erasePaths: OpenAPIV3.PathsObject = { '/api/erase': { post: eraseOperation } };
