import { type OpenAPIV3 } from 'openapi-types';
import * as examples from '../examples';
import { queryParameter, type ApiOperation } from '../operation';
import { json, noKey, notNow, problemResponse, unavailableResponse } from '../responses';
import { refTo } from '../schema';
import { heldExample } from './life';

const verify: ApiOperation = {
  operationId: 'verifyIndicators',
  tags: ['Indicators'],
  summary: 'See what products show of what they took',
  description:
    'Holds what the ledger says of each destination against what its product shows. Changes nothing. May take minutes.',
  parameters: [
    queryParameter('destination', {
      description: 'Only these, with commas between.',
      schema: { type: 'string' },
      example: 'graph',
    }),
  ],
  responses: {
    200: json('How it stands, as far as it could be seen.', refTo('Verified'), {
      destinations: [
        {
          destination: 'graph',
          at: '2026-01-01T00:00:00.000Z',
          unseen: null,
          counts: {
            visible: 41,
            pending: 0,
            'accepted-not-visible': 0,
            'foreign-change': 0,
            missing: 1,
            unseen: 0,
            others: 0,
          },
          differences: [
            {
              externalId: heldExample.externalId,
              id: heldExample.id,
              state: 'missing',
              causes: [],
              differs: [],
              since: '2026-01-01T00:00:00.000Z',
              expires: '2030-01-31T12:00:00.000Z',
            },
          ],
          more: 0,
        },
      ],
    }),
    400: problemResponse(
      'A destination of that name is not there.',
      'Problem',
      examples.badQueryOf('/destination', 'names of destinations, with commas between, of graph'),
    ),
    ...noKey,
    ...notNow,
  },
};

const repairOperation: ApiOperation = {
  operationId: 'repairIndicators',
  tags: ['Indicators'],
  summary: 'Put back what others removed or changed',
  description:
    'Looks as verify does, and sends again what is missing or was changed by others since it was sent. Look with dryRun first: it is only put back where count names how many there are. What was revoked there, what stands there under another id and what a rule of the product drops stays as it is.',
  parameters: [
    queryParameter('destination', {
      description: 'Only these, with commas between.',
      schema: { type: 'string' },
      example: 'graph',
    }),
    queryParameter('dryRun', {
      description: 'true: lists what would be put back, and nothing is.',
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
    200: json('What would be put back; or what came of it, all of it settled.', refTo('Repaired'), {
      dryRun: true,
      count: 1,
      goes: 1,
      unseen: [],
      indicators: [
        {
          destination: heldExample.destination,
          externalId: heldExample.externalId,
          id: heldExample.id,
          observable: heldExample.observable,
          state: 'missing',
          differs: [],
          fate: 'goes',
        },
      ],
      more: 0,
    }),
    202: json('Something of it is queued or parked.', refTo('Repaired'), {
      dryRun: false,
      count: 1,
      goes: 1,
      unseen: [],
      counts: examples.requeued.counts,
      outcomes: examples.requeued.outcomes,
    }),
    400: problemResponse(
      'A destination of that name is not there, or no count is named; nothing was put back.',
      'Problem',
      examples.badQueryOf('/count', 'the count of a dry run (dryRun=true)'),
    ),
    ...noKey,
    409: problemResponse(
      'Others are to be put back than count names, or no ledger is kept; nothing was put back.',
      'CountDiffers',
      examples.problemOf('count-differs', {
        title: 'It is not what the dry run counted; nothing was put back',
        status: 409,
        detail: '3 indicators match, and count names 2: look at them anew with dryRun=true',
      }),
    ),
    ...unavailableResponse('The storage account, or a destination and the queue, are out of reach.'),
  },
};

export const readBackPaths: OpenAPIV3.PathsObject = {
  '/api/verify': { get: verify },
  '/api/repair': { post: repairOperation },
};
