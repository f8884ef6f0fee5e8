import { createHash } from 'node:crypto';
import { familySamples } from './family-samples';
import { created, notAtDefender, type Sample } from './sample';

const inDays = (days: number): string => new Date(Date.now() + days * 24 * 3600 * 1000).toISOString();

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const indicator = (more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  action: 'alert',
  description: 'Sample indicator of the local stack',
  expirationDateTime: inDays(7),
  targetProduct: 'Azure Sentinel',
  threatType: 'WatchList',
  tlpLevel: 'green',
  ...more,
});

const file = (text: string): Readonly<Record<string, unknown>> =>
  indicator({ fileHashType: 'sha256', fileHashValue: sha256(text), threatType: 'Malware' });

/** One of each kind: a good one, a mixed batch, bad ones, by HTTP and by queue. Nothing in them is a real threat. */
export const samples = (): readonly Sample[] => [
  {
    name: 'one file hash',
    channel: 'http',
    body: file('first sample'),
    status: 201,
    expected: [created],
  },
  {
    name: 'three good, two bad',
    channel: 'http',
    body: {
      value: [
        indicator({ domainName: 'Login.Sample-Phish.example', threatType: 'Phishing' }),
        indicator({ networkIPv4: '203.0.113.77', confidence: '80' }),
        indicator({ url: 'https://sample-phish.example/a path?x=1', threatType: 'MaliciousUrl' }),
        indicator({ networkIPv4: "@variables('destinationAddress')" }),
        indicator({ networkDestinationIPv4: '203.0.113.7', networkDestinationPort: 443, threatType: 'C2' }),
      ],
    },
    status: 200,
    expected: [created, 'skipped', created, 'skipped', created],
  },
  {
    name: 'nothing readable',
    channel: 'http',
    body: { DomainName: 'sample-phish.example', targetProduct: 'Microsoft Sentinel', tlpLevel: 'clear' },
    status: 400,
    expected: ['skipped'],
  },
  {
    name: 'CloudEvent',
    channel: 'queue',
    body: {
      specversion: '1.0',
      id: 'sample-cloud-event',
      source: '/samples/siem',
      type: 'sample.indicator.found',
      time: inDays(0),
      data: indicator({ networkIPv6: '2001:DB8:0::7', threatType: 'Botnet' }),
    },
    expected: [created],
  },
  {
    name: 'Event Grid event',
    channel: 'queue, base64',
    body: {
      id: 'sample-event-grid-event',
      eventType: 'Sample.IndicatorsFound',
      subject: 'samples/siem',
      eventTime: inDays(0),
      dataVersion: '1.0',
      data: [
        file('second sample'),
        indicator({ emailSenderAddress: 'billing@sample-phish.example', threatType: 'Phishing' }),
      ],
    },
    expected: [created, notAtDefender],
  },
  ...familySamples(),
  {
    name: 'nothing readable',
    channel: 'queue',
    body: { hello: 'world' },
    expected: ['parked'],
  },
];
