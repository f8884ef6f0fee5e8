import { open } from '../../shared/envelopes/open';

export const channel = { eventId: 'message-1', source: 'a-queue', type: null, time: null };

export const opening = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  open(body, headers, channel);

export const payload = { action: 'alert' };

export const gridEvent = (data: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  id: 'grid-1',
  topic: '/subscriptions/s/topics/t',
  subject: 'ti/indicators',
  eventType: 'Contoso.Security.TiIndicator',
  eventTime: '2026-07-10T21:27:12.925Z',
  dataVersion: '1.0',
  metadataVersion: '1',
  data,
  ...more,
});

export const gridOrigin = {
  eventId: 'grid-1',
  source: '/subscriptions/s/topics/t',
  type: 'Contoso.Security.TiIndicator',
  time: '2026-07-10T21:27:12.925Z',
};

export const cloudEvent = (more: Readonly<Record<string, unknown>>) => ({
  specversion: '1.0',
  id: 'cloud-1',
  source: '/a/source',
  type: 'com.example.alert',
  time: '2026-07-10T21:27:12Z',
  ...more,
});

export const cloudOrigin = {
  eventId: 'cloud-1',
  source: '/a/source',
  type: 'com.example.alert',
  time: '2026-07-10T21:27:12Z',
};
