/** One consistent story: an indicator that is sent, and the answers to it. The tests send and check all of it. */

export const tiIndicatorExample = {
  action: 'alert',
  targetProduct: 'Azure Sentinel',
  threatType: 'C2',
  tlpLevel: 'amber',
  expirationDateTime: '2030-01-31T12:00:00Z',
  description: 'Beacon seen by the proxy',
  confidence: 80,
  tags: ['soc'],
  networkDestinationIPv4: '203.0.113.7',
  networkDestinationPort: 443,
};

export const eventGridEvents = [
  {
    id: '7a3f2f0e',
    topic: '/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.EventGrid/topics/TOPIC',
    subject: 'ti/indicators',
    eventType: 'Contoso.Indicator',
    eventTime: '2026-01-01T00:00:00Z',
    dataVersion: '1.0',
    metadataVersion: '1',
    data: tiIndicatorExample,
  },
];

const externalId = '0f6f2b9c';

const outcome = {
  eventId: 'b5f8c1de',
  intakeId: 'b5f8c1de',
  source: 'http',
  eventType: null,
  eventTime: null,
  format: 'tiIndicator',
  place: '',
  receivedAt: '2026-01-01T00:00:00.000Z',
  destination: 'graph',
  externalId,
  observable: { kind: 'networkDestinationIPv4', value: tiIndicatorExample.networkDestinationIPv4 },
  state: 'created',
  id: 'e58c072b-c9bb-a5c4-34ce-eb69af44fb1e',
  reason: null,
  requestIds: { request: '5c1a5c1e', client: null },
  attempt: 1,
  parkedAs: null,
  settledAt: '2026-01-01T00:00:00.300Z',
};

const deferred = {
  ...outcome,
  state: 'deferred',
  id: null,
  reason: {
    code: 'queued',
    text: 'the sender asked for it',
    violations: [],
    destinationCode: 'asked-async',
    status: null,
  },
};

const lastWords = { created: 0, updated: 0, revoked: 0, duplicate: 0, rejected: 0, skipped: 0 };

const none = { ...lastWords, deferred: 0, parked: 0 };

export const created = {
  intakeId: outcome.intakeId,
  counts: { total: 1, ...none, created: 1 },
  outcomes: [outcome],
};

export const settled = {
  ...created,
  counts: { total: 1, ...none, updated: 1 },
  outcomes: [{ ...outcome, state: 'updated' }],
};

export const queued = {
  ...created,
  counts: { total: 1, ...none, deferred: 1 },
  outcomes: [deferred],
};

const place = '/confidence';

export const violationsExample = [
  { pointer: place, expected: 'an integer from 0 to 100, as a JSON number, not a string' },
];

export const problemOf = (
  slug: string,
  { title, status, detail }: { readonly title: string; readonly status: number; readonly detail: string },
) => ({
  type: `urn:indicator-gateway:problem:${slug}`,
  title,
  status,
  detail,
  errors: [] as readonly { readonly pointer: string; readonly expected: string }[],
});

/** 400 to a query with a wrong parameter. */
export const badQueryOf = (pointer: string, expected: string) => ({
  ...problemOf('query-invalid', {
    title: 'The query is not right',
    status: 400,
    detail: `${pointer.slice(1)}: expected ${expected}`,
  }),
  errors: [{ pointer, expected }],
});

export const nothingReadable = {
  ...problemOf('nothing-readable', {
    title: 'Nothing in the body could be read',
    status: 400,
    detail: `${place}: expected ${violationsExample[0]?.expected ?? ''}`,
  }),
  errors: violationsExample,
};

const previewed = { ...tiIndicatorExample, externalId };

export const previewExample = {
  indicators: [
    {
      place: '',
      format: 'tiIndicator',
      tiIndicator: previewed,
      destinations: [
        {
          destination: 'graph',
          kind: 'graph',
          route: null,
          call: { method: 'POST', path: '/security/tiIndicators', body: previewed },
          reason: null,
        },
      ],
    },
  ],
  skipped: [],
};

export const parkedId = '8232999999999-b5f8c1de';

export const parkedItemExample = {
  id: parkedId,
  kind: 'event',
  parkedAt: '2026-01-01T00:00:00.000Z',
  reason: 'unreadable',
  text: 'nothing in this message could be read',
  destination: null,
  eventId: outcome.eventId,
  source: 'indicator-events',
  indicators: 0,
};

export const parkedExample = {
  schema: 'indicator-gateway/parked/1',
  id: parkedId,
  parkedAt: parkedItemExample.parkedAt,
  kind: 'event',
  reason: {
    code: parkedItemExample.reason,
    text: parkedItemExample.text,
    violations: violationsExample,
    destinationCode: null,
    status: null,
  },
  destination: null,
  provenance: {
    eventId: outcome.eventId,
    intakeId: outcome.intakeId,
    source: 'indicator-events',
    eventType: null,
    eventTime: null,
    format: null,
    place: '',
    receivedAt: outcome.receivedAt,
  },
  indicators: 0,
  content: { ...tiIndicatorExample, confidence: '80' },
};

export const replayedExample = {
  id: parkedId,
  counts: created.counts,
  outcomes: created.outcomes,
  parkedAs: [],
  removed: true,
};

export const requeued = { ...replayedExample, counts: queued.counts, outcomes: queued.outcomes };
