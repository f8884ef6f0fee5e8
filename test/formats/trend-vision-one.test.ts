import { trendVisionOne } from '../../shared/formats/trend-vision-one';
import { intake } from './intake';

/** The shape of elastic/integrations, trend_micro_vision_one/data_stream/alert/_dev/test/pipeline/test-pipeline-alert.log. */
const alert = (more: object) => ({
  id: 'WB-1',
  workbenchLink: 'https://portal.example/1',
  alertProvider: 'TI',
  model: 'a campaign',
  severity: 'critical',
  impactScope: { entities: [{ entityType: 'host', entityValue: { name: 'pc1', ips: ['10.0.0.4'] } }] },
  ...more,
});

const url = { id: 1, type: 'url', field: 'url', value: 'https://evil-host.top/a' };

const read = (payload: unknown) => intake(trendVisionOne, payload);

it('takes what threat intelligence matched, and leaves what was hit', () => {
  const pattern = "[domain-name:value = 'evil-host.top']";
  expect(read(alert({ matchedIndicatorPatterns: [{ pattern }], indicators: [url] }))).toMatchObject({
    found: [
      '/matchedIndicatorPatterns/0: domain evil-host.top',
      '/indicators/0: url https://evil-host.top/a',
    ],
    left: ['/impactScope/entities/0: own-asset'],
  });
});

it.each([
  ["[ipv4-addr:value = '45.155.205.233']", 'any 45.155.205.233'],
  ["[url:value='https://evil-host.top/a']", 'url https://evil-host.top/a'],
  [`[file:hashes.'SHA-256' = '${'ab'.repeat(32)}']`, `hash ${'ab'.repeat(32)}`],
  [`[file:hashes.MD5 = '${'ab'.repeat(16)}']`, `hash ${'ab'.repeat(16)}`],
])('reads the pattern %s', (pattern, found) => {
  expect(read(alert({ matchedIndicatorPatterns: [{ pattern }] })).found).toEqual([
    `/matchedIndicatorPatterns/0: ${found}`,
  ]);
});

it.each(["[file:name = 'a']", "[url:value = 'a'] AND [url:value = 'b']", 'text', null])(
  'leaves the pattern %j, which it cannot say',
  (pattern) => {
    expect(read(alert({ matchedIndicatorPatterns: [{ pattern }] })).left).toContain(
      '/matchedIndicatorPatterns/0: unsupported-pattern',
    );
  },
);

it.each([
  [{ type: 'command_line', value: 'powershell' }, 'observed-only'],
  [{ type: 'file_sha1', value: 'ab'.repeat(20) }, 'observed-only'],
  [{ type: 'ip', field: 'src', value: '45.155.205.233' }, 'observed-only'],
  [{ type: 'host', value: { name: 'pc1' } }, 'own-asset'],
  [{ type: 'emailAddress', value: 'anna@contoso.com' }, 'own-asset'],
  ['text', 'item-not-an-object'],
])('leaves an object that may be yours: %j', (object, code) => {
  expect(read(alert({ indicators: [object] }))).toMatchObject({
    found: [],
    left: [`/indicators/0: ${code}`, '/impactScope/entities/0: own-asset'],
  });
});

it('leaves marked objects where no threat intelligence made the alert', () => {
  expect(read(alert({ alertProvider: 'SAE', indicators: [url] })).found).toEqual([]);
});

it.each([
  { investigationStatus: 'Benign True Positive' },
  { investigationResult: 'False Positive' },
  { investigationResult: 'FalsePositive' },
])('is left where it was found to be none: %j', (more) => {
  expect(read({ items: [alert({ indicators: [url], ...more })] })).toMatchObject({
    found: [],
    left: ['/items/0: closed-as-benign'],
  });
});

it.each([[{ model: 'a' }], [{ impactScope: {}, indicators: [] }], [null]])('is none of %j', (body) => {
  expect(trendVisionOne.recognises(body)).toBe(false);
});
