import { type OpenAPIV3 } from 'openapi-types';
import * as examples from '../../shared/openapi/examples';
import { gridEvent } from '../envelopes/events';
import { creating, down, retired } from '../functions/world';
import { provenanceAt } from '../pipeline/planned';
import { ask, type Asked, type Circumstances } from './handlers';
import { faultsBy, isAnonymous, operations } from './schemas';

const { tiIndicatorExample } = examples;
const unreadable = { ...tiIndicatorExample, confidence: '80' };
const large = 'x'.repeat(5000);
const other = { 'content-type': 'application/xml' };
const grid = [gridEvent(tiIndicatorExample)];
const validation = gridEvent(
  { validationCode: 'the-code' },
  { eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent' },
);
const neither: Circumstances = { exchange: down, queueDown: true };
const refusing: Circumstances = { exchange: creating(['bad.example']) };
const two = { value: [tiIndicatorExample, { ...tiIndicatorExample, domainName: 'bad.example' }] };

type Row = readonly [operationId: string, status: number, why: string, asked: Asked, given?: Circumstances];

const table: readonly Row[] = [
  ['createIndicators', 201, 'all created', { body: tiIndicatorExample }],
  ['createIndicators', 200, 'one refused', { body: two }, refusing],
  ['createIndicators', 200, 'one not readable', { body: { value: [tiIndicatorExample, unreadable] } }],
  ['createIndicators', 202, 'asked for', { body: tiIndicatorExample, headers: { prefer: 'respond-async' } }],
  ['createIndicators', 202, 'the destination is down', { body: tiIndicatorExample }, { exchange: down }],
  [
    'createIndicators',
    202,
    'the destination is retired',
    { body: tiIndicatorExample },
    { exchange: retired },
  ],
  ['createIndicators', 400, 'not readable', { body: unreadable }],
  ['createIndicators', 400, 'not JSON', { body: '{' }],
  [
    'createIndicators',
    400,
    'of a format that nobody knows',
    { body: tiIndicatorExample, query: 'format=none' },
  ],
  ['createIndicators', 413, 'too large', { body: { a: large } }],
  ['createIndicators', 415, 'XML', { body: '<a/>', headers: other }],
  ['createIndicators', 503, 'neither takes it', { body: tiIndicatorExample }, neither],
  ['createIndicators', 503, 'too many wait', { body: tiIndicatorExample }, { expressionsBusy: true }],
  ['previewIndicators', 200, 'all fine', { body: tiIndicatorExample }],
  ['previewIndicators', 200, 'one not readable', { body: { value: [tiIndicatorExample, unreadable] } }],
  ['previewIndicators', 400, 'not readable', { body: unreadable }],
  ['previewIndicators', 400, 'not JSON', { body: '{' }],
  ['previewIndicators', 413, 'too large', { body: { a: large } }],
  ['previewIndicators', 415, 'XML', { body: '<a/>', headers: other }],
  ['previewIndicators', 429, 'too fast', { body: tiIndicatorExample }, { tooFast: true }],
  ['previewIndicators', 503, 'too many wait', { body: tiIndicatorExample }, { expressionsBusy: true }],
  ['deliverEvents', 201, 'all created', { body: grid }],
  ['deliverEvents', 200, 'one not readable', { body: [...grid, gridEvent(unreadable)] }],
  ['deliverEvents', 200, 'a validation', { body: [validation] }],
  ['deliverEvents', 202, 'the destination is down', { body: grid }, { exchange: down }],
  ['deliverEvents', 202, 'the destination is retired', { body: grid }, { exchange: retired }],
  ['deliverEvents', 400, 'not readable', { body: [gridEvent(unreadable)] }],
  ['deliverEvents', 400, 'XML, which would come again in vain', { body: '<a/>', headers: other }],
  ['deliverEvents', 413, 'too large', { body: [gridEvent({ a: large })] }],
  ['deliverEvents', 503, 'neither takes it', { body: grid }, neither],
  ['deliverEvents', 503, 'too many wait', { body: grid }, { expressionsBusy: true }],
  ['allowOrigin', 200, 'a host', { headers: { 'webhook-request-origin': 'eventgrid.azure.net' } }],
  ['allowOrigin', 400, 'nobody', { headers: {} }],
  ['createIndicators', 429, 'too fast', { body: tiIndicatorExample }, { tooFast: true }],
  ['deliverEvents', 429, 'too fast', { body: grid }, { tooFast: true }],
  ['deliverSigned', 201, 'all created', { body: tiIndicatorExample }],
  ['deliverSigned', 200, 'one refused', { body: two }, refusing],
  ['deliverSigned', 200, 'a validation', { body: [validation] }],
  ['deliverSigned', 202, 'the destination is down', { body: grid }, { exchange: down }],
  ['deliverSigned', 400, 'not readable', { body: unreadable }],
  ['deliverSigned', 401, 'not proven', { body: tiIndicatorExample }, { unproven: true }],
  ['deliverSigned', 408, 'its body does not end', { slow: true }],
  ['deliverSigned', 413, 'too large', { body: { a: large } }],
  ['deliverSigned', 415, 'XML', { body: '<a/>', headers: other }],
  ['deliverSigned', 429, 'too fast', { body: tiIndicatorExample }, { tooFast: true }],
  ['deliverSigned', 503, 'neither takes it', { body: tiIndicatorExample }, neither],
  ['allowOriginSigned', 200, 'a host', { headers: { 'webhook-request-origin': 'eventgrid.azure.net' } }],
  ['allowOriginSigned', 400, 'nobody', { headers: {} }],
  ['listParked', 200, 'something', {}, { parked: unreadable }],
  ['listParked', 200, 'nothing', {}],
  ['listParked', 400, 'a parameter is not right', { query: 'size=0' }],
  ['listParked', 503, 'out of reach', {}, { parkedDown: true }],
  ['listOutcomes', 200, 'something', {}],
  ['listOutcomes', 200, 'after', { query: 'after=2026-01-01' }],
  ['listOutcomes', 400, 'a wrong size', { query: 'size=0' }],
  ['listOutcomes', 409, 'not kept', {}, { days: 0 }],
  ['listOutcomes', 503, 'out of reach', {}, { recordDown: true }],
  ['showIntake', 200, 'it is there', {}, { intake: provenanceAt('').intakeId }],
  ['showIntake', 404, 'it is not', {}, { intake: 'none' }],
  ['showIntake', 409, 'not kept', {}, { days: 0 }],
  ['showIntake', 503, 'out of reach', {}, { recordDown: true }],
  ['showShadow', 200, 'a difference', { query: 'since=2025-12-31' }],
  ['showShadow', 400, 'a wrong size', { query: 'size=0' }],
  ['showShadow', 404, 'no such shadow', {}, { named: 'none' }],
  ['showShadow', 409, 'not kept', {}, { days: 0 }],
  ['showShadow', 503, 'out of reach', {}, { recordDown: true }],
  ['failBack', 200, 'it is used again', {}],
  ['failBack', 404, 'not by command', {}, { named: 'none' }],
  ['failBack', 503, 'out of reach', {}, { recordDown: true }],
  ['showParked', 200, 'it is there', {}, { parked: unreadable }],
  ['showParked', 404, 'it is not', {}],
  ['showParked', 503, 'out of reach', {}, { parkedDown: true }],
  ['dropParked', 204, 'it was there', {}, { parked: unreadable }],
  ['dropParked', 404, 'it was not', {}],
  ['dropParked', 503, 'out of reach', {}, { parkedDown: true }],
  ['replayParked', 200, 'corrected', { body: tiIndicatorExample }, { parked: unreadable }],
  ['replayParked', 200, 'as it is', {}, { parked: tiIndicatorExample }],
  ['replayParked', 202, 'the destination is down', {}, { parked: tiIndicatorExample, exchange: down }],
  ['replayParked', 202, 'the destination is retired', {}, { parked: tiIndicatorExample, exchange: retired }],
  ['replayParked', 400, 'as wrong as it was', {}, { parked: unreadable }],
  ['replayParked', 400, 'not JSON', { body: '{' }, { parked: unreadable }],
  ['replayParked', 404, 'it is not there', {}],
  ['replayParked', 413, 'too large', { body: { a: large } }, { parked: unreadable }],
  ['replayParked', 415, 'XML', { body: '<a/>', headers: other }, { parked: unreadable }],
  ['replayParked', 503, 'out of reach', {}, { parked: tiIndicatorExample, parkedDown: true }],
  ['replayParked', 503, 'neither takes it', {}, { parked: tiIndicatorExample, ...neither }],
  ['replayParked', 503, 'too many wait', {}, { parked: tiIndicatorExample, expressionsBusy: true }],
  ['createIndicators', 408, 'its body does not end', { slow: true }],
  ['previewIndicators', 408, 'its body does not end', { slow: true }],
  ['deliverEvents', 408, 'its body does not end', { slow: true }],
  ['replayParked', 408, 'its body does not end', { slow: true }],
  ['findIndicators', 200, 'something', { query: 'eventId=e' }, { found: 3 }],
  ['findIndicators', 200, 'a page', { query: 'eventId=e&size=2' }, { found: 3 }],
  ['findIndicators', 200, 'nothing', { query: 'eventId=e' }],
  ['findIndicators', 400, 'no filter', {}],
  ['findIndicators', 409, 'no ledger', { query: 'eventId=e' }, { days: 0 }],
  ['findIndicators', 503, 'the ledger is out of reach', { query: 'eventId=e' }, { found: null }],
  ['takeBackIndicators', 200, 'a dry run', { query: 'eventId=e&dryRun=true' }, { found: 3 }],
  ['takeBackIndicators', 200, 'nothing matches', { query: 'eventId=e' }],
  ['takeBackIndicators', 202, 'it is down', { query: 'value=v&count=2' }, { found: 2, exchange: down }],
  ['takeBackIndicators', 400, 'no filter', { query: 'dryRun=true' }, { found: 3 }],
  ['takeBackIndicators', 409, 'no count', { query: 'eventId=e' }, { found: 3 }],
  ['takeBackIndicators', 503, 'the ledger is out of reach', { query: 'eventId=e' }, { found: null }],
  ['verifyIndicators', 200, 'whatever could be seen', {}],
  ['verifyIndicators', 400, 'a destination that is not there', { query: 'destination=none' }],
  ['verifyIndicators', 200, 'something is missing', {}, { found: 2 }],
  ['repairIndicators', 200, 'a dry run', { query: 'dryRun=true' }, { found: 2 }],
  ['repairIndicators', 200, 'put back', { query: 'count=2' }, { found: 2 }],
  ['repairIndicators', 202, 'the destination is down', { query: 'count=2' }, { found: 2, exchange: down }],
  ['repairIndicators', 400, 'no count', {}, { found: 2 }],
  ['repairIndicators', 409, 'another count', { query: 'count=1' }, { found: 2 }],
  ['repairIndicators', 409, 'no ledger', { query: 'dryRun=true' }, { days: 0 }],
  ['repairIndicators', 503, 'the ledger is out of reach', { query: 'count=1' }, { found: null }],
  ['eraseKept', 200, 'a dry run', { query: 'value=v&dryRun=true' }, { found: 2 }],
  ['eraseKept', 200, 'erased', { query: 'value=v&count=0' }, { found: 2 }],
  ['eraseKept', 400, 'no count', { query: 'value=v' }],
  ['eraseKept', 409, 'another count', { query: 'value=v&count=7' }],
  ['eraseKept', 503, 'out of reach', { query: 'value=v&dryRun=true' }, { found: null }],
  ['describe', 200, 'always', {}],
];

const findOperation = (operationId: string) => {
  const found = operations.find(({ operation }) => operation.operationId === operationId);
  if (found === undefined) throw new Error(`${operationId} is not documented`);
  return found;
};

/** Told by their own tests. */
const elsewhere = ['getHealth', 'isAlive'];

const whileNotConfigured = operations.flatMap(({ operation: { operationId = '' } }): readonly Row[] =>
  elsewhere.includes(operationId)
    ? []
    : [[operationId, 503, 'the settings are wrong', {}, { notConfigured: true }]],
);

const rows = [...table, ...whileNotConfigured].map(([operationId, status, why, asked, given = {}]) => ({
  operationId,
  status,
  why,
  asked,
  given,
}));

describe('an answer', () => {
  it.each(rows)(
    'of $operationId is $status as documented: $why',
    async ({ operationId, status, asked, given }) => {
      const answer = await ask(operationId, asked, given);
      expect([answer.status, answer.text]).toEqual([status, expect.any(String)]);
      const { path, method, operation } = findOperation(operationId);
      const { content = {}, headers = {} } = (operation.responses[status] ?? {}) as OpenAPIV3.ResponseObject;
      expect(Object.keys(headers).filter((name) => !answer.headers.has(name))).toEqual([]);
      const [type] = (answer.headers.get('content-type') ?? '').split(';');
      expect(answer.text === '' ? [] : [type]).toEqual(Object.keys(content));
      for (const documented of Object.keys(content)) {
        const place = ['paths', path, method, 'responses', String(status), 'content', documented, 'schema'];
        expect(faultsBy(...place)(JSON.parse(answer.text))).toEqual([]);
      }
    },
  );

  it('to the end of a subscription has no body', async () => {
    const headers = { 'content-type': 'application/json', 'aeg-event-type': 'SubscriptionDeletion' };
    const { status, text } = await ask('deliverEvents', { body: [gridEvent({})], headers });
    expect([status, text]).toEqual([200, '']);
  });
});

/** Where a key is asked for, by the host and not by a handler: test/openapi/gateway.test.ts has those. */
const ofTheHost = '401';

describe('every documented status', () => {
  const documented = operations
    .filter(({ operation }) => !elsewhere.includes(operation.operationId ?? ''))
    .flatMap(({ operation }) =>
      Object.keys(operation.responses)
        .filter((status) => status !== ofTheHost || isAnonymous(operation))
        .map((status) => `${operation.operationId} ${status}`),
    );

  it('is answered by a handler, and no other is', () => {
    const answered = new Set(rows.map(({ operationId, status }) => `${operationId} ${status}`));
    expect([...answered].sort()).toEqual(documented.sort());
  });
});
