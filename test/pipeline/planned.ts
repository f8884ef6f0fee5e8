import { type Indicator } from '../../shared/indicator/indicator';
import { type GivenUp } from '../../shared/pipeline/parked/give-up';
import { type Job } from '../../shared/pipeline/job';
import { type Planned, type Provenance } from '../../shared/pipeline/outcome';
import { type Received } from '../../shared/pipeline/reading/read-event';
import { startOfTime } from './in-memory-environment';

/** A sender's tiIndicator that lacks nothing, as JSON. */
export const tiIndicatorJson = (domainName: string, more: Readonly<Record<string, unknown>> = {}) => ({
  action: 'alert',
  targetProduct: 'Azure Sentinel',
  threatType: 'WatchList',
  tlpLevel: 'green',
  expirationDateTime: '2100-01-01T00:00:00.000Z',
  description: 'seen on a mail gateway',
  domainName,
  ...more,
});

export const indicatorOf = (externalId: string, more: Partial<Indicator> = {}): Indicator => ({
  action: 'alert',
  targetProduct: 'Azure Sentinel',
  threatType: 'WatchList',
  tlpLevel: 'green',
  expirationDateTime: '2100-01-01T00:00:00.000Z',
  description: 'seen on a mail gateway',
  externalId,
  domainName: 'evil.example',
  ...more,
});

export const provenanceAt = (place: string): Provenance => ({
  eventId: 'event-1',
  intakeId: 'intake-1',
  source: 'a-sender',
  eventType: null,
  eventTime: null,
  format: 'tiIndicator',
  place,
  receivedAt: startOfTime,
});

/** Indicators on their way, at `/0`, `/1` …, with these identities. */
export const plannedOf = (...externalIds: readonly string[]): readonly Planned[] =>
  externalIds.map((externalId, index) => ({
    provenance: provenanceAt(`/${index}`),
    indicator: indicatorOf(externalId),
  }));

/** A job of one earlier try, which may be tried at once. */
export const jobOf = (items: readonly Planned[], more: Partial<Job> = {}): Job => ({
  destination: 'graph',
  eventId: 'event-1',
  attempts: 1,
  firstSeenAt: startOfTime,
  notBefore: null,
  history: [],
  items,
  ...more,
});

export const eventWith = (body: unknown): Received => ({
  intakeId: 'intake-1',
  origin: { eventId: 'event-1', source: 'a-sender', type: null, time: null },
  headers: {},
  body,
  receivedAt: new Date(startOfTime),
  format: null,
});

/** A message that the host gave up after five tries; what is no text is written as JSON. */
export const givenUp = (content: unknown): GivenUp => ({
  provenance: { ...provenanceAt(''), format: null },
  content: typeof content === 'string' ? content : JSON.stringify(content),
  tries: 5,
});
