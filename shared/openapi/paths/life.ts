import * as examples from '../examples';
import { lifeState } from '../life';
import { momentSchema, queryParameter, textSchema, type ApiOperation, type Parameter } from '../operation';
import { json, noKey, problemResponse, unavailableResponse } from '../responses';
import { refTo } from '../schema';

/** An example of an indicator that is held. */
export const heldExample = {
  destination: 'graph',
  externalId: '0f6f2b9c',
  id: 'e58c072b-c9bb-a5c4-34ce-eb69af44fb1e',
  observable: { kind: 'networkDestinationIPv4', value: '203.0.113.7' },
  sources: ['feed'],
  words: 1,
  fate: 'goes',
};

/** The filters by which indicators are asked for. */
const whichOnes = (ofSource: string): readonly Parameter[] => [
  queryParameter('externalId', {
    description: 'The one of this externalId.',
    schema: textSchema,
    example: '0f6f2b9c',
  }),
  queryParameter('value', {
    description: 'Those that look for this domain, address, URL or hash.',
    schema: textSchema,
    example: '203.0.113.7',
  }),
  queryParameter('source', { description: ofSource, schema: textSchema, example: 'feed' }),
  queryParameter('from', {
    description: 'With source: received at this moment or later.',
    schema: momentSchema,
    example: '2026-01-01T00:00:00Z',
  }),
  queryParameter('to', {
    description: 'With source: received before this moment.',
    schema: momentSchema,
    example: '2030-01-31T12:00:00Z',
  }),
  queryParameter('eventId', {
    description: 'What this event brought.',
    schema: textSchema,
    example: 'b5f8c1de',
  }),
];

/** `DELETE /api/indicators`. */
export const takeBackOperation: ApiOperation = {
  operationId: 'takeBackIndicators',
  tags: ['Indicators'],
  summary: 'Take indicators back',
  description:
    'Takes indicators away from where they were sent. One of externalId, value, source and eventId says which; by externalId and value they go whoever says them, by source and eventId what another source says too stays. Look with dryRun first: more than one only goes where count names how many match.',
  parameters: [
    ...whichOnes('What this source said, as outcomes name it.'),
    queryParameter('dryRun', {
      description: 'true: lists what would go, and nothing goes.',
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
    200: json('What would go; or what came of it, all of it settled.', refTo('TakenBack'), {
      dryRun: true,
      count: 1,
      goes: 1,
      indicators: [heldExample],
      more: 0,
    }),
    202: json('Something of it is queued or parked.', refTo('TakenBack'), {
      dryRun: false,
      count: 1,
      goes: 1,
      counts: examples.requeued.counts,
      outcomes: examples.requeued.outcomes,
    }),
    400: problemResponse(
      'A filter is missing, blank, not right or not known; nothing was taken back.',
      'Problem',
      examples.badQueryOf('/externalId', 'a value, or to be left out'),
    ),
    ...noKey,
    409: problemResponse(
      'Others match than count names, or no ledger is kept; nothing was taken back.',
      'CountDiffers',
      examples.problemOf('count-differs', {
        title: 'It is not what the dry run counted; nothing was taken back',
        status: 409,
        detail: '3 indicators match: look at them with dryRun=true, and name their count',
      }),
    ),
    ...unavailableResponse('The storage account, or a destination and the queue, are out of reach.'),
  },
};

/** `GET /api/indicators`. */
export const findOperation: ApiOperation = {
  operationId: 'findIndicators',
  tags: ['Indicators'],
  summary: 'See where an indicator is, since when, and who said it',
  description:
    'Looks in the ledger. One of externalId, value, source and eventId says which; a value is found however it is spelled. What was taken back, or has expired, is told of as long as its row is there.',
  parameters: [
    ...whichOnes('What this source says, as outcomes name it.'),
    queryParameter('state', {
      description: 'Only those in this state there.',
      schema: { type: 'string', enum: Object.keys(lifeState.keys) },
      example: 'held',
    }),
    queryParameter('urls', {
      description: 'With value: URLs at this host, too. Reads all rows.',
      schema: { type: 'boolean' },
      example: true,
    }),
    queryParameter('size', {
      description: 'Most on a page.',
      schema: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
      example: 100,
    }),
    queryParameter('next', {
      description: 'What the page before answered as next.',
      schema: { type: 'string' },
      example: 'MjAyNi0wMQ',
    }),
  ],
  responses: {
    200: json('What is known, an empty list where nothing is.', refTo('Found'), {
      count: 1,
      indicators: [
        {
          destination: 'graph',
          externalId: heldExample.externalId,
          id: heldExample.id,
          state: 'held',
          observables: [heldExample.observable],
          action: 'block',
          since: '2026-01-01T00:00:00.000Z',
          expires: '2030-01-31T12:00:00.000Z',
          sourceTime: '2026-01-01T00:00:00.000Z',
          saidBy: [
            {
              source: 'feed',
              externalId: heldExample.externalId,
              eventId: 'b5f8c1de',
              at: '2026-01-01T00:00:00.000Z',
              receivedAt: '2026-01-01T00:00:00.000Z',
              takenBack: false,
            },
          ],
          othersSayIt: false,
          readBack: { at: '2026-01-02T00:23:00.000Z', state: 'visible', causes: [], differs: [] },
        },
      ],
      next: null,
    }),
    400: problemResponse(
      'A filter is missing, blank, not right or not known.',
      'Problem',
      examples.badQueryOf('/externalId', 'a value, or to be left out'),
    ),
    ...noKey,
    409: problemResponse(
      'No ledger is kept.',
      'Problem',
      examples.problemOf('no-ledger', {
        title: 'Nobody knows what is held',
        status: 409,
        detail: 'LEDGER is off: what was sent is not written down',
      }),
    ),
    ...unavailableResponse('The storage account is out of reach.'),
  },
};
