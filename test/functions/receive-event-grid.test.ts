import { HttpRequest, HttpResponse } from '@azure/functions';
import { receiveEventGrid } from '../../functions/receive-event-grid';
import { cloudEvent, gridEvent } from '../envelopes/events';
import { indicator } from '../integration/indicators';
import {
  bytesOf,
  createWorld,
  down,
  invocation,
  limitBytes,
  type Faults,
  type Report,
  writtenFrom,
} from './world';
import { answered } from './answered';

const json = { 'content-type': 'application/json; charset=utf-8' };
const notification = { ...json, 'aeg-event-type': 'Notification', 'aeg-delivery-count': '0' };

const good = (name: string) => indicator({ domainName: `${name}.example` });

const call = async (
  method: 'OPTIONS' | 'POST',
  headers: Record<string, string>,
  body?: unknown,
  faults: Faults = {},
) => {
  const { environment, calls, written } = createWorld(faults);
  const { context, lines } = invocation();
  const outcomes = writtenFrom(written);
  const request = new HttpRequest({
    method,
    url: 'https://gateway.example/api/event-grid',
    headers,
    ...(body === undefined ? {} : { body: { bytes: bytesOf(body) } }),
  });
  const settings = { HTTP_BODY_LIMIT_BYTES: limitBytes };
  const handler = answered(environment, receiveEventGrid(environment, settings));
  const response = new HttpResponse(await handler(request, context));
  const text = await response.text();
  const answer = (text === '' ? {} : JSON.parse(text)) as Partial<Report> & Record<string, unknown>;
  return { status: response.status, headers: response.headers, answer, calls, lines, outcomes };
};

const validation = gridEvent(
  { validationCode: 'the-code', validationUrl: 'https://rp.eventgrid.azure.net:553/validate?token=1' },
  { eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent' },
);

describe('the handshake of Event Grid', () => {
  const originalFetch = globalThis.fetch;
  const fetched: unknown[] = [];

  beforeEach(() => {
    fetched.length = 0;
    globalThis.fetch = (input) => {
      fetched.push(input);
      return Promise.reject(new Error('nothing may be fetched'));
    };
  });

  afterEach(() => {
    globalThis.fetch = originalFetch;
  });

  it.each([
    ['by its header', { ...json, 'aeg-event-type': 'SubscriptionValidation' }, [validation]],
    ['by the event', json, [validation]],
    ['not in a list', json, validation],
    [
      'in another case',
      { ...json, 'aeg-event-type': 'subscriptionvalidation' },
      [{ ...validation, eventType: 'microsoft.eventgrid.subscriptionvalidationevent' }],
    ],
    [
      'as a CloudEvent',
      { 'content-type': 'application/cloudevents+json', 'aeg-event-type': 'SubscriptionValidation' },
      {
        specversion: '1.0',
        id: '1',
        source: '/subscriptions/1',
        type: 'Microsoft.EventGrid.SubscriptionValidationEvent',
        data: { validationCode: 'the-code' },
      },
    ],
  ])('is answered with its code, as JSON, and its URL is left alone: %s', async (_, headers, body) => {
    const result = await call('POST', headers, body);
    expect(result.status).toBe(200);
    expect(result.headers.get('content-type')).toBe('application/json');
    expect(result.answer).toEqual({ validationResponse: 'the-code' });
    expect(fetched).toEqual([]);
    expect(result.calls).toEqual([]);
    expect(result.outcomes()).toBeUndefined();
    expect(result.lines).toEqual([
      'information: {"line":"subscription","intake":"the-invocation","news":"validation"}',
    ]);
  });

  it.each([
    ['no code', [{ ...validation, data: { validationUrl: 'https://rp.eventgrid.azure.net' } }]],
    ['a code that is no text', [{ ...validation, data: { validationCode: {} } }]],
    ['no event at all', []],
  ])('is answered 400 when there is %s', async (_, body) => {
    const headers = { ...json, 'aeg-event-type': 'SubscriptionValidation' };
    const result = await call('POST', headers, body);
    expect(result.status).toBe(400);
    expect(result.answer).toMatchObject({ type: 'urn:indicator-gateway:problem:validation-code-missing' });
  });

  it('costs the events beside it nothing', async () => {
    const result = await call('POST', notification, [validation, gridEvent(good('a'))]);
    expect(result.status).toBe(200);
    expect(result.answer.outcomes).toMatchObject([
      { state: 'created', place: '/1/data' },
      { state: 'skipped', place: '/0', reason: { code: 'subscription-event' } },
    ]);
  });

  it.each([
    ['the header', { ...json, 'aeg-event-type': 'SubscriptionDeletion' }, [gridEvent({})]],
    ['the event', json, [gridEvent({}, { eventType: 'Microsoft.EventGrid.SubscriptionDeletedEvent' })]],
  ])('at the end of a subscription is answered 200: by %s', async (_, headers, body) => {
    const result = await call('POST', headers, body);
    expect(result.status).toBe(200);
    expect(result.outcomes()).toBeUndefined();
    expect(result.lines).toEqual([
      'information: {"line":"subscription","intake":"the-invocation","news":"deletion"}',
    ]);
  });
});

describe('the handshake of CloudEvents', () => {
  it.each([
    ['the rate it asks for', { 'webhook-request-rate': '250' }, '250'],
    ['120 a minute where it asks for none', {}, '120'],
    ['120 a minute where it asks for what is no rate', { 'webhook-request-rate': 'much' }, '120'],
    ['120 a minute where it asks for nothing', { 'webhook-request-rate': '0' }, '120'],
  ])('allows the origin %s', async (_, more, rate) => {
    const headers = { 'webhook-request-origin': 'eventgrid.azure.net', ...more };
    const result = await call('OPTIONS', headers);
    expect(result.status).toBe(200);
    expect(result.headers.get('webhook-allowed-origin')).toBe('eventgrid.azure.net');
    expect(result.headers.get('webhook-allowed-rate')).toBe(rate);
    expect(result.headers.get('allow')).toBe('OPTIONS, POST');
    expect(result.outcomes()).toBeUndefined();
  });

  it.each([
    ['without an origin', {}],
    ['with an empty one', { 'webhook-request-origin': ' ' }],
    ['with one that is no name', { 'webhook-request-origin': 'https://a.example/, *' }],
    ['with the origin of a browser', { origin: 'https://a.example' }],
  ])('is refused with 400 %s', async (_, headers) => {
    const result = await call('OPTIONS', headers);
    expect(result.status).toBe(400);
    expect(result.headers.get('webhook-allowed-origin')).toBeNull();
    expect(result.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('a delivery of Event Grid', () => {
  const bad = indicator({ domainName: 'bad.example', confidence: 101 });

  it.each([
    ['201: all created', [gridEvent(good('a')), gridEvent(good('b'))], {}, 201, ['created', 'created']],
    ['200: a part was not readable', [gridEvent(good('a')), gridEvent(bad)], {}, 200, ['created', 'skipped']],
    ['202: Graph is down, it is queued', [gridEvent(good('a'))], { exchange: down }, 202, ['deferred']],
  ])('is taken for good: %s', async (_, body, faults, status, states) => {
    const result = await call('POST', notification, body, faults);
    expect(result.status).toBe(status);
    expect(result.answer.outcomes?.map(({ state }) => state)).toEqual(states);
    expect(result.outcomes()).toEqual(result.answer.outcomes);
    expect(result.answer.outcomes?.[0]).toMatchObject({
      eventId: 'grid-1',
      eventType: 'Contoso.Security.TiIndicator',
    });
  });

  it.each([
    [
      'structured',
      { 'content-type': 'application/cloudevents+json; charset=utf-8' },
      cloudEvent({ data: good('a') }),
    ],
    ['a batch', { 'content-type': 'application/cloudevents-batch+json' }, [cloudEvent({ data: good('a') })]],
    [
      'binary',
      { ...json, 'ce-specversion': '1.0', 'ce-id': 'cloud-1', 'ce-type': 'x', 'ce-source': '/a/source' },
      good('a'),
    ],
  ])('is taken as CloudEvents: %s', async (_, headers, body) => {
    const result = await call('POST', headers, body);
    expect(result.status).toBe(201);
    expect(result.answer.outcomes).toMatchObject([{ eventId: 'cloud-1', source: '/a/source' }]);
  });

  it('in no schema is an event of its own', async () => {
    const result = await call('POST', notification, good('a'));
    expect(result.status).toBe(201);
    expect(result.answer.outcomes).toMatchObject([{ eventId: 'the-invocation', source: 'event-grid' }]);
    expect(result.lines).toEqual([
      'information: {"line":"intake","intake":"the-invocation","channel":"event-grid","found":1,"left":0,"formats":["tiIndicator"]}',
      'information: {"line":"delivery","intake":"the-invocation","channel":"event-grid","counts":{"created":1},"reasons":{}}',
    ]);
  });

  it('503, to come again, when neither Graph nor the queue can take it', async () => {
    const faults = { exchange: down, queueDown: true };
    const result = await call('POST', notification, [gridEvent(good('a'))], faults);
    expect(result.status).toBe(503);
    expect(result.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(result.outcomes()).toBeUndefined();
  });

  it.each([
    ['400: nothing in it is readable', notification, [gridEvent(bad)], 400],
    ['400: no format knows it', notification, [gridEvent('Perfectly balanced')], 400],
    ['400: an empty list', notification, [], 400],
    ['400: it is not JSON', notification, '[{', 400],
    ['400 and not 415: it is XML', { ...notification, 'content-type': 'application/xml' }, '<a/>', 400],
    ['413: it is too large', notification, ' '.repeat(limitBytes + 1), 413],
  ])('is given up at once with %s', async (_, headers, body, status) => {
    const result = await call('POST', headers, body);
    expect(result.status).toBe(status);
    expect(result.answer).toMatchObject({ status });
    expect(result.calls).toEqual([]);
  });
});
