import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { unwrap } from '../../shared/envelopes/unwrap';
import { formats } from '../../shared/formats';
import { observablesOf } from '../../shared/indicator/observable';
import { anyJson, nested } from '../arbitraries/json';
import { eventWith } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';
import { readAtOnce } from '../pipeline/read-at-once';
import { bodies } from './bodies';
import { resolves } from './json-pointer';

const environment = {
  formats,
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  identityScope: 'test',
  profile: profileWith({ take: { freeText: true } }),
};

type Wrap = (body: unknown) => unknown;

const asText: Wrap = (body) => (typeof body === 'string' ? body : JSON.stringify(body));

const inBase64: Wrap = (body) => Buffer.from(String(asText(body))).toString('base64');

/** What stands around a body, and where the body is then. */
const wraps: readonly (readonly [name: string, wrap: Wrap, place: string])[] = [
  [
    'a notification of SNS',
    (body) => ({ Type: 'Notification', MessageId: 'm', TopicArn: 'arn:aws:sns:t', Message: asText(body) }),
    '/Message',
  ],
  [
    'records of a Lambda function, of SNS',
    (body) => ({ Records: [{ EventSource: 'aws:sns', Sns: { TopicArn: 't', Message: asText(body) } }] }),
    '/Records/0/Sns/Message',
  ],
  [
    'records of a Lambda function, of SQS',
    (body) => ({ Records: [{ messageId: 'm', receiptHandle: 'r', body: asText(body) }] }),
    '/Records/0/body',
  ],
  [
    'an event of EventBridge',
    (detail) => ({ version: '0', id: 'e', 'detail-type': 'A', source: 'aws.a', resources: [], detail }),
    '/detail',
  ],
  ['a hit of Elasticsearch', (body) => ({ _index: 'i', _id: 'x', _source: body }), '/_source'],
  [
    'a search in Elasticsearch that asked for documents alone',
    (body) => ({ hits: { hits: [{ _source: body }] } }),
    '/hits/hits/0/_source',
  ],
  [
    'a search in Elasticsearch',
    (body) => ({ took: 1, hits: { total: { value: 1 }, hits: [{ _index: 'i', _source: body }] } }),
    '/hits/hits/0/_source',
  ],
  ['an event of HEC', (event) => ({ time: 1, host: 'h', sourcetype: 's', event }), '/event'],
  [
    'a message of Service Bus in a Logic App',
    (body) => ({ ContentData: inBase64(body), ContentType: 'application/json', Properties: {} }),
    '/ContentData',
  ],
  // https://docs.confluent.io/platform/current/kafka-rest/api.html#consumers
  ['a record of Kafka', (value) => [{ topic: 't', key: null, value, partition: 0, offset: 1 }], '/0/value'],
  // https://learn.microsoft.com/azure/azure-functions/functions-bindings-kafka-trigger
  [
    'a record of Kafka in a function, as text',
    (body) => ({ Offset: 1, Partition: 0, Topic: 't', Value: asText(body), Key: null, Headers: [] }),
    '/Value',
  ],
  // https://cloud.google.com/pubsub/docs/push#receive_push
  [
    'a message that Pub/Sub pushes',
    (body) => ({ message: { data: inBase64(body), messageId: '1', attributes: {} }, subscription: 's' }),
    '/message/data',
  ],
  ['an event of Event Hubs', (body) => ({ body, offset: '1', sequenceNumber: 1 }), '/body'],
  ['a batch of Event Hubs', (body) => [{ records: [body] }, { records: [] }], '/0/records/0'],
  ['data', (data) => ({ data }), '/data'],
  ['data in data', (data) => ({ status: 'success', data: { data, count: 1 } }), '/data/data'],
  ['an answer of OTX', (body) => ({ results: [body], count: 1, next: null, previous: null }), '/results/0'],
  [
    'an answer of Recorded Future',
    (body) => ({ data: { results: [body] }, counts: { returned: 1, total: 1 } }),
    '/data/results/0',
  ],
  ['an answer of Falcon', (body) => ({ meta: { took: 1 }, errors: [], resources: [body] }), '/resources/0'],
  ['an answer of ThreatStream', (body) => ({ meta: { total_count: 1 }, objects: [body] }), '/objects/0'],
  ['an answer of abuse.ch', (body) => ({ query_status: 'ok', data: [body] }), '/data/0'],
  ['an answer of Graph', (body) => ({ '@odata.context': 'c', value: [body] }), '/value/0'],
  [
    'an answer in GraphQL',
    (node) => ({ data: { alerts: { pageInfo: {}, edges: [{ node, cursor: 'c' }] } } }),
    '/data/alerts/edges/0/node',
  ],
  // https://www.elastic.co/docs/reference/beats/filebeat/exported-fields-log
  [
    'a line shipped by Filebeat',
    (body) => ({
      '@timestamp': '2026-11-30T10:00:00.000Z',
      '@metadata': { beat: 'filebeat', type: '_doc', version: '9.2.0' },
      message: asText(body),
      log: { offset: 0, file: { path: '/var/log/alerts.json' } },
      input: { type: 'filestream' },
      agent: { type: 'filebeat', version: '9.2.0' },
      ecs: { version: '8.0.0' },
      host: { name: 'collector' },
    }),
    '/message',
  ],
  // https://www.elastic.co/docs/reference/logstash/plugins/plugins-outputs-http
  [
    'a line shipped by Logstash',
    (body) => ({
      '@timestamp': '2026-11-30T10:00:00.000Z',
      '@version': '1',
      host: { hostname: 'collector' },
      tags: ['_jsonparsefailure'],
      message: asText(body),
      event: { original: asText(body) },
    }),
    '/message',
  ],
  [
    'the original of a line shipped by an ingest pipeline',
    (body) => ({ '@timestamp': '2026-11-30T10:00:00.000Z', event: { original: asText(body) } }),
    '/event/original',
  ],
  // https://docs.fluentbit.io/manual/data-pipeline/outputs/http
  [
    'a line shipped by Fluent Bit',
    (body) => [{ date: 1_764_496_800.1, log: asText(body), stream: 'stdout', kubernetes: { pod_name: 'p' } }],
    '/0/log',
  ],
  // https://vector.dev/docs/reference/configuration/sources/file/
  [
    'a line shipped by Vector',
    (body) => ({
      file: '/var/log/alerts.json',
      host: 'collector',
      message: asText(body),
      source_type: 'file',
      timestamp: '2026-11-30T10:00:00Z',
    }),
    '/message',
  ],
  // https://www.rsyslog.com/doc/configuration/properties.html ($jsonmesg)
  [
    'a line shipped by rsyslog',
    (body) => ({
      msg: ` ${String(asText(body))}`,
      rawmsg: `<134>Nov 30 10:00:00 sensor app: ${String(asText(body))}`,
      timereported: '2026-11-30T10:00:00.000000+00:00',
      hostname: 'sensor',
      syslogtag: 'app:',
      pri: '134',
    }),
    '/msg',
  ],
  // https://www.freedesktop.org/software/systemd/man/latest/systemd.journal-fields.html
  [
    'a line shipped of the journal',
    (body) => ({ MESSAGE: asText(body), _HOSTNAME: 'sensor', __REALTIME_TIMESTAMP: '1764496800000000' }),
    '/MESSAGE',
  ],
  // https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs
  [
    'a line shipped by Promtail',
    (body) => ({ streams: [{ stream: { job: 'alerts' }, values: [['1764496800000000000', asText(body)]] }] }),
    '/streams/0/values/0',
  ],
  [
    'a line shipped by syslog in a list',
    (body) => [`<134>1 2026-11-30T10:00:00Z sensor app - - - ${String(asText(body))}`],
    '/0',
  ],
  // https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html
  [
    'records that Firehose delivers',
    (body) => ({ requestId: 'r', timestamp: 1_764_496_800_000, records: [{ data: inBase64(body) }] }),
    '/records/0/data',
  ],
  // https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
  [
    'records of a Lambda function, of Kinesis',
    (body) => ({ Records: [{ eventSource: 'aws:kinesis', kinesis: { data: inBase64(body) } }] }),
    '/Records/0/kinesis/data',
  ],
  // https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html
  [
    'records of a Lambda function, of Kafka',
    (body) => ({
      eventSource: 'aws:kafka',
      eventSourceArn: 'arn:aws:kafka:k',
      bootstrapServers: 'b-1:9092',
      records: { 't-0': [{ topic: 't', partition: 0, offset: 15, value: inBase64(body), headers: [] }] },
    }),
    '/records/t-0/0/value',
  ],
  // https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
  [
    'messages of a Lambda function, of RabbitMQ',
    (body) => ({
      eventSource: 'aws:rmq',
      eventSourceArn: 'arn:aws:mq:q',
      rmqMessagesByQueue: { 'q::/': [{ basicProperties: {}, redelivered: false, data: inBase64(body) }] },
    }),
    '/rmqMessagesByQueue/q::~1/0/data',
  ],
  [
    'messages of a Lambda function, of ActiveMQ',
    (body) => ({
      eventSource: 'aws:mq',
      messages: [{ messageID: 'ID:1', messageType: 'jms/text-message', data: inBase64(body) }],
    }),
    '/messages/0/data',
  ],
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-kinesis.html
  [
    'records in a pipe, of Kinesis',
    (body) => [{ eventSource: 'aws:kinesis', eventID: 'e', sequenceNumber: '4', data: inBase64(body) }],
    '/0/data',
  ],
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
  [
    'a request through API Gateway, of Amazon',
    (body) => ({
      version: '2.0',
      routeKey: '$default',
      headers: {},
      body: inBase64(body),
      isBase64Encoded: true,
    }),
    '/body',
  ],
  // https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook/
  [
    'what a webhook of n8n passes on',
    (body) => [
      { headers: {}, params: {}, query: {}, body, webhookUrl: 'https://n', executionMode: 'production' },
    ],
    '/0/body',
  ],
  // https://docs.n8n.io/data/data-structure/
  ['items of n8n', (json) => [{ json, pairedItem: { item: 0 } }], '/0/json'],
  // https://docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchlogs.html
  [
    'events of CloudWatch Logs',
    (body) => {
      const logEvents = [{ id: 'e', timestamp: 1_764_496_800_000, message: asText(body) }];
      const text = JSON.stringify({ messageType: 'DATA_MESSAGE', logGroup: 'g', logStream: 's', logEvents });
      return { awslogs: { data: gzipSync(text).toString('base64') } };
    },
    '/awslogs/data/logEvents/0/message',
  ],
  // https://github.com/wazuh/wazuh/blob/master/integrations/shuffle.py
  [
    'a message for Shuffle',
    (body) => ({ severity: 2, pretext: 'WAZUH Alert', title: 't', rule_id: '1', id: '1', all_fields: body }),
    '/all_fields',
  ],
  [
    'a message for a chat',
    (body) => ({ attachments: [{ color: 'good', title: 't', all_fields: body }] }),
    '/attachments/0/all_fields',
  ],
  // https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-msearch
  [
    'several searches in Elasticsearch',
    (body) => ({ took: 1, responses: [{ hits: { hits: [{ _index: 'i', _source: body }] }, status: 200 }] }),
    '/responses/0/hits/hits/0/_source',
  ],
  ['nodes in GraphQL', (node) => ({ data: { alerts: { nodes: [node] } } }), '/data/alerts/nodes/0'],
];

const readBody = (body: unknown) => {
  const { found, left } = readAtOnce(environment)(eventWith(body));
  return {
    found: found.map(({ indicator }) => JSON.stringify(observablesOf(indicator))).sort(),
    codes: left.map(({ reason }) => reason.code).sort(),
    places: [...found, ...left].map(({ provenance }) => provenance.place),
  };
};

const whole = Object.entries(bodies).filter(([, body]) => !Array.isArray(body));

/** Where text is expected; elsewhere an object is. */
const holdsText =
  /SNS|SQS|EventBridge|HEC|in a Logic App|an event of Event Hubs|line shipped by|Firehose|of Kinesis|of (?:Kafka|RabbitMQ|ActiveMQ|Amazon)$|n8n passes/;

/** Of text in a shipped line only a log's own grammar tells that it is an event. */
const isHeld = (wrap: string, format: string, body: unknown): boolean =>
  typeof body !== 'string' ||
  (holdsText.test(wrap) && !(wrap.includes('shipped') && ['free-text', 'list'].includes(format)));

describe.each(wraps)('a body in %s', (name, wrap, place) => {
  it.each(whole.filter(([format, body]) => isHeld(name, format, body)))(
    'is read as when it is bare: %s',
    (_, body) => {
      const bare = readBody(body);
      const inside = readBody(wrap(body));
      expect(inside.found).toEqual(bare.found);
      expect(inside.codes.filter((code) => code !== 'envelope-empty')).toEqual(bare.codes);
      expect(inside.places.filter((one) => !one.startsWith(place) && one !== '/1/records')).toEqual([]);
    },
  );
});

describe('wrappers inside each other', () => {
  const deep = (levels: number): unknown =>
    Array.from({ length: levels }).reduce<unknown>((data) => ({ data }), bodies.wazuh);

  it('are opened six deep', () => {
    expect(readBody(deep(6)).found).toEqual(readBody(bodies.wazuh).found);
    expect(readBody(deep(7)).codes).toEqual(['format-unknown']);
    expect(readBody(deep(10_000)).codes).toEqual(['format-unknown']);
  });
});

it('reads a hit of Elasticsearch that has fields in place of its source', () => {
  const fields = {
    'threat.indicator.type': ['domain-name'],
    'threat.indicator.url.domain': ['evil-host.top'],
  };

  expect(readBody({ hits: { hits: [{ _index: 'i', _id: 'x', fields }] } })).toMatchObject({
    found: [JSON.stringify([{ kind: 'domainName', value: 'evil-host.top' }])],
    codes: [],
  });
});

describe('what may mean something else is not opened', () => {
  it.each([
    [{ deleted: [bodies.stix] }],
    [{ status: 'revoked', data: bodies.stix }],
    [{ tlp: 'red', data: bodies.stix }],
    [{ type: 'allow-list', data: [bodies.stix] }],
    [{ data: bodies.stix, indicators: [bodies.stix] }],
  ])('%j', (body) => {
    expect(readBody(body)).toMatchObject({ found: [], codes: ['format-unknown'] });
  });
});

describe('a line that was shipped is not opened', () => {
  const line = JSON.stringify(bodies.stix);
  const shipped = { '@timestamp': '2026-11-30T10:00:00.000Z', message: line };

  it.each([
    ['where a member beside it judges', { ...shipped, verdict: 'benign' }],
    ['where a tag beside it is a marking', { ...shipped, tags: ['TLP:RED'] }],
    ['where a label of its operator is one', { ...shipped, fields: { tlp: 'red' } }],
    ['where a label says so', { ...shipped, labels: { feed: 'allow-list' } }],
    ['where two members hold different things', { ...shipped, log: '{"other":1}' }],
    ['where nothing tells of a shipper', { message: line, title: 'a title' }],
  ])('%s', (_, body) => {
    expect(readBody(body)).toMatchObject({ found: [], codes: ['format-unknown'], places: [''] });
  });

  it('where a format knows the event as it is', () => {
    const alert = { ...(bodies.wazuh as object), message: line };
    expect(readBody(alert)).toEqual(readBody(bodies.wazuh));
  });
});

describe('a question without an answer', () => {
  it.each([
    [{ hits: { total: { value: 0 }, hits: [] } }],
    [{ data: [] }],
    [{ data: { alerts: { edges: [] } } }],
    [{ query_status: 'no_results' }],
    [{ query_status: 'no_result', data: 'Your search did not yield any results' }],
    [{ query_status: 'hash_not_found' }],
    [{ meta: {}, errors: [], resources: [] }],
    [{ eventSource: 'aws:kafka', records: {} }],
    [{ eventSource: 'aws:kafka', records: { 't-0': [] } }],
    [{ messageType: 'CONTROL_MESSAGE', logEvents: [{ id: '', timestamp: 1, message: 'checking' }] }],
    [{ tables: [{ name: 'PrimaryResult', columns: [{ name: 'a' }], rows: [] }] }],
  ])('is no fault of its sender: %j', (body) => {
    const { found, left } = readAtOnce(environment)(eventWith(body));
    expect(found).toEqual([]);
    expect(left.map(({ reason }) => reason.unreadable)).toEqual([false]);
  });
});

it('says what to do where SNS asks to confirm a subscription', () => {
  const asked = {
    Type: 'SubscriptionConfirmation',
    TopicArn: 'arn',
    SubscribeURL: 'https://a',
    Message: 'm',
  };
  const { left } = readAtOnce(environment)(eventWith(asked));
  expect(left).toMatchObject([{ reason: { code: 'subscription-event', unreadable: true } }]);
  expect(left[0]?.reason.text).toContain('SubscribeURL');
});

it('reads the rows of a table as objects, at the place of the row', () => {
  const columns = [{ name: 'Type', type: 'string' }, { name: 'ObservableKey' }, { name: 'ObservableValue' }];
  const rows = [
    ['ThreatIntelIndicators', 'domain-name:value', 'evil-host.top'],
    ['ThreatIntelIndicators', 'domain-name:value', 'other-host.top'],
  ];
  const { found, places } = readBody({ tables: [{ name: 'PrimaryResult', columns, rows }] });
  expect(found).toHaveLength(2);
  expect(places).toEqual(['/tables/0/rows/0', '/tables/0/rows/1']);
});

it.each(['rows', 'values'])('reads what SQL and ES|QL of Elasticsearch answer as %s', (name) => {
  const columns = [
    { name: 'threat.indicator.type', type: 'keyword' },
    { name: 'threat.indicator.url.domain', type: 'keyword' },
  ];
  const { found, places } = readBody({ columns, [name]: [['domain-name', 'evil-host.top']] });
  expect(found).toEqual([JSON.stringify([{ kind: 'domainName', value: 'evil-host.top' }])]);
  expect(places[0]).toMatch(`/${name}/0`);
});

it('does not unpack what is many times as long as it came', () => {
  const data = gzipSync(JSON.stringify({ logEvents: ' '.repeat(1_000_000) })).toString('base64');
  const { left } = readAtOnce(environment)(eventWith({ awslogs: { data } }));
  expect(left).toMatchObject([{ reason: { code: 'envelope-data-unreadable', unreadable: true } }]);
  expect(left[0]?.provenance.place).toBe('/awslogs/data');
});

describe('for any JSON in a wrapper', () => {
  it('takes the wrapper off, or leaves it, at places that are there', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(...wraps), (inner, [, wrap]) => {
        const payload = wrap(inner);
        const opening = unwrap({ origin: eventWith(null).origin, place: '', payload });
        const places = [...(opening?.opened ?? []), ...(opening?.unopened ?? [])].map((one) => one.place);
        expect(new Set(places).size).toBe(places.length);
        expect(
          places.filter((place) => /^\/ContentData|^\/awslogs/.test(place) || resolves(place, payload)),
        ).toEqual(places);
      }),
    );
  });

  it.each(wraps)('does not mind 10 000 levels of nesting in %s', (name, wrap) => {
    if (
      /SNS|SQS|Service Bus|shipped|Firehose|Kinesis|CloudWatch|as text|Pub\/Sub|MQ|function, of Kafka|Amazon/.test(
        name,
      )
    )
      return;
    expect(readBody(wrap(nested(10_000))).found).toEqual([]);
  });
});
