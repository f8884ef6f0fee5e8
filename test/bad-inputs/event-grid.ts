import { indicator } from '../integration/indicators';
import { answered, cloudEvent, partly, raw, taken, unreadable, value } from './bad-input';

const group = 'event grid';
const body = value(group);
const text = raw(group);

const grid = { route: 'event-grid' };

const good = (name: string) => indicator({ domainName: `${name}.grid.example` });

const event = (id: string, more: object = {}): object => ({
  id,
  topic: '/a/topic',
  subject: 'a',
  eventType: 'Contoso.Indicator',
  eventTime: '2026-01-01T00:00:00Z',
  dataVersion: '1',
  data: good(id),
  ...more,
});

const cloud = (id: string, more: object = {}): object => cloudEvent(id, { data: good(id), ...more });

const validation = [
  {
    id: 'v',
    topic: '/a',
    subject: '',
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    eventTime: '2026-01-01T00:00:00Z',
    dataVersion: '1',
    metadataVersion: '1',
    data: { validationCode: '512d38b6', validationUrl: 'https://validate.example/x' },
  },
];

const asCloudEvents = { ...grid, headers: { 'content-type': 'application/cloudevents-batch+json' } };
const asCloudEvent = { ...grid, headers: { 'content-type': 'application/cloudevents+json' } };
const binary = (id: string) => ({
  ...grid,
  headers: { 'ce-specversion': '1.0', 'ce-id': id, 'ce-source': '/a', 'ce-type': 'contoso.indicator' },
});
const options = (headers: Readonly<Record<string, string>>) => ({
  ...grid,
  method: 'OPTIONS' as const,
  headers,
});

const many = (one: (id: string) => object, name: string): readonly object[] =>
  Array.from({ length: 100 }, (_, n) => one(`n${n}.${name}`));

export const eventGridInputs = [
  body('SubscriptionValidation', validation, answered(200), grid),
  body('SubscriptionValidation at the other address', validation, unreadable('subscription-event')),
  body('SubscriptionValidation without a code', [{ ...validation[0], data: {} }], answered(400), grid),
  body('Event Grid schema', [event('one')], taken(), grid),
  body('Event Grid schema, batch of 100', many(event, 'batch'), taken(100), grid),
  body('CloudEvent, structured', cloud('structured'), taken(), asCloudEvent),
  body('CloudEvents, batch of 100', many(cloud, 'clouds'), taken(100), asCloudEvents),
  body('CloudEvent, binary', good('binary'), taken(), binary('binary')),
  text(
    'OPTIONS handshake',
    () => '',
    answered(200),
    options({ 'webhook-request-origin': 'eventgrid.azure.net' }),
  ),
  text('OPTIONS without an origin', () => '', answered(400), options({})),
  text(
    'OPTIONS with a header in the origin',
    () => '',
    answered(400),
    options({ 'webhook-request-origin': 'a b; c' }),
  ),
  body('an unknown extra attribute', cloud('extra', { extra: { a: 1 } }), taken(), asCloudEvent),
  body('no data', [event('none', { data: undefined })], unreadable('envelope-empty'), grid),
  body(
    'base64 that is none',
    cloud('base64', { data: undefined, data_base64: '%%%' }),
    unreadable('envelope-data-unreadable'),
    asCloudEvent,
  ),
  body(
    'five inside each other',
    [event('5', { data: event('4', { data: event('3', { data: event('2', { data: event('1') }) }) }) })],
    unreadable('envelope-too-deep'),
    grid,
  ),
  body(
    'a bad event between good ones',
    [event('before'), event('bad', { data: { ...good('bad'), confidence: 101 } }), event('after')],
    partly(2, 'indicator-invalid'),
    grid,
  ),
  body('not JSON by its type', good('type'), answered(400), {
    ...grid,
    headers: { 'content-type': 'application/xml' },
  }),
];
