import { HttpRequest, HttpResponse } from '@azure/functions';
import { preview } from '../../functions/preview';
import { receiveHttp } from '../../functions/receive-http';
import { graph } from '../../shared/destinations/graph/graph';
import { defender } from '../../shared/destinations/defender/defender';
import { sentinel } from '../../shared/destinations/sentinel/sentinel';
import { profileOf } from '../profile/reading';
import { bytesOf, createWorld, invocation, limitBytes, now, type World, writtenFrom } from './world';
import { answered } from './answered';
import { type Indicator } from '../../shared/indicator/indicator';
import { type ShownAt } from '../../shared/pipeline/dispatch/shown-at';
import { tiIndicatorJson } from '../pipeline/planned';

interface Preview {
  readonly indicators: readonly Readonly<Record<string, unknown>>[];
  readonly skipped: readonly Readonly<Record<string, unknown>>[];
  readonly errors: readonly unknown[];
  readonly title: string;
}

const settings = { HTTP_BODY_LIMIT_BYTES: limitBytes, HTTP_BUDGET_SECONDS: 20 };

const profile = profileOf({
  custom: [
    {
      name: 'soc',
      match: '$exists(alerts)',
      mapping: 'alerts.{"ip": ip, "direction": "destination", "severity": severity}',
    },
  ],
});

const instances = [
  { name: 'graph', kind: graph, standby: false },
  { name: 'soc-eu', kind: sentinel, standby: false },
  { name: 'soc-later', kind: sentinel, standby: true },
];

const worldOf = (): World => {
  const world = createWorld();
  return { ...world, environment: { ...world.environment, profile } };
};

const requestWith = (body: unknown, query: string, headers: Record<string, string>) =>
  new HttpRequest({
    method: 'POST',
    url: `https://gateway.example/api/preview${query}`,
    headers,
    body: { bytes: bytesOf(body) },
  });

const show = async (
  body: unknown,
  { query = '', headers = { 'content-type': 'application/json' }, world = worldOf() } = {},
) => {
  const { context, lines } = invocation();
  const outcomes = writtenFrom(world.written);
  const handler = answered(world.environment, preview(world.environment, { settings, instances }));
  const answer = await handler(requestWith(body, query, headers), context);
  const response = new HttpResponse(answer);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    shown: JSON.parse(await response.text()) as Preview,
    lines,
    outcomes: outcomes(),
    world,
  };
};

const alerts = {
  alerts: [
    { ip: '45.155.205.233', severity: 'high' },
    { ip: '10.0.0.1' },
    { ip: '45.155.205.234', severity: [] },
  ],
};

const taken: Indicator = {
  action: 'alert',
  passiveOnly: false,
  targetProduct: 'Azure Sentinel',
  threatType: 'WatchList',
  tlpLevel: 'unknown',
  description: 'soc from http',
  expirationDateTime: '2026-01-15T00:00:00.000Z',
  networkDestinationIPv4: '45.155.205.233',
  severity: 4,
  externalId: 'd028a71992e0ca313cc6d0ee2b2dad6fc8dedd481eacd0c0b0fdb36d4ef92c95',
  tags: [],
  malwareFamilyNames: [],
  activityGroupNames: [],
  killChain: [],
};

describe('a preview', () => {
  it('shows what would be created and what would be left, with the format and every place', async () => {
    const { status, type, shown } = await show(alerts);
    expect([status, type]).toEqual([200, 'application/json']);
    expect(shown).toEqual({
      indicators: [
        {
          place: '/0',
          format: 'soc',
          tiIndicator: taken,
          destinations: [
            {
              destination: 'graph',
              kind: 'graph',
              route: null,
              call: { method: 'POST', path: '/security/tiIndicators', body: taken },
              reason: null,
            },
            {
              destination: 'soc-eu',
              kind: 'sentinel',
              route: null,
              call: sentinel.request([taken], now),
              reason: null,
            },
            {
              destination: 'soc-later',
              kind: 'sentinel',
              route: null,
              call: null,
              reason: { code: 'standby', text: expect.any(String) as string },
            },
          ],
        },
      ],
      skipped: [
        {
          place: '/2',
          format: 'soc',
          code: 'mapping-invalid',
          text: expect.stringContaining('violations') as string,
          violations: [{ pointer: '/2/severity', expected: 'a string or a number' }],
        },
        {
          place: '/1',
          format: 'soc',
          code: 'not-public-address',
          text: expect.any(String) as string,
          violations: [],
        },
      ],
    });
  });

  it('shows exactly what the same event then sends', async () => {
    const world = worldOf();
    const { shown } = await show(alerts, { world });
    const request = requestWith(alerts, '', { 'content-type': 'application/json' });
    await answered(world.environment, receiveHttp(world.environment, settings))(
      request,
      invocation().context,
    );
    expect(world.calls).toEqual(
      shown.indicators
        .flatMap(({ destinations }) => (destinations as readonly ShownAt[]).slice(0, 1))
        .map(({ call }) => call),
    );
  });

  it('says why a destination would not be asked', async () => {
    const body = { ...tiIndicatorJson('x.evil-host.com'), action: 'allow' };
    const { shown } = await show(body);
    expect(shown.indicators[0]?.destinations).toMatchObject([
      { destination: 'graph', call: { method: 'POST' }, reason: null },
      { destination: 'soc-eu', kind: 'sentinel', call: null, reason: { code: 'allow-not-expressible' } },
      { destination: 'soc-later', kind: 'sentinel', call: null, reason: { code: 'standby' } },
    ]);
  });

  it.each([
    [sentinel, 'allow-not-expressible', { path: sentinel.request([], now).path }],
    [defender, 'allow-not-wanted', { path: '/indicators/BatchDelete', body: { IndicatorIds: ['{id}'] } }],
  ])('shows how $name is told that what was to be blocked is allowed', async (kind, code, takesBack) => {
    const world = worldOf();
    const instances = [{ name: 'one', kind, standby: false }];
    const handler = answered(world.environment, preview(world.environment, { settings, instances }));
    const previewed = async (action: string, more = {}) => {
      const body = { ...tiIndicatorJson('x.evil-host.com'), action, ...more };
      const json = { 'content-type': 'application/json' };
      const answer = new HttpResponse(await handler(requestWith(body, '', json), invocation().context));
      const { indicators } = (await answer.json()) as Preview;
      return (indicators[0]?.destinations as readonly ShownAt[])[0];
    };
    expect(await previewed('allow')).toMatchObject({ call: null, reason: { code }, takesBack });
    expect(await previewed('block')).not.toHaveProperty('takesBack');
    expect(await previewed('block', { isActive: false })).toMatchObject({ call: takesBack, reason: null });
  });

  it.each([
    [undefined, 'draining'],
    ['soc-later', 'handed-over'],
  ])('says that a destination drains whose successor is %s', async (successor, code) => {
    const world = worldOf();
    const drained = { name: 'old', kind: graph, standby: false, drain: true, successor };
    const handler = answered(
      world.environment,
      preview(world.environment, { settings, instances: [drained] }),
    );
    const json = { 'content-type': 'application/json' };
    const answer = new HttpResponse(await handler(requestWith(alerts, '', json), invocation().context));
    const { indicators } = (await answer.json()) as Preview;
    expect(indicators[0]?.destinations).toMatchObject([{ destination: 'old', call: null, reason: { code } }]);
  });

  it.each([true, false])(
    'says by which route the successor of one that drains gets it, and what (where that stands by: %s)',
    async (standby) => {
      const routes = [
        { name: 'blocks', match: { severity: { from: 4 } }, to: ['old'], action: 'block' },
        { match: { kind: ['hash'] }, to: ['next'] },
      ];
      const world = worldOf();
      const environment = {
        ...world.environment,
        profile: { ...profile, routes: profileOf({ routes }).routes },
      };
      const both = [
        { name: 'old', kind: graph, standby: false, drain: true, successor: 'next' },
        { name: 'next', kind: graph, standby },
      ];
      const handler = answered(environment, preview(environment, { settings, instances: both }));
      const json = { 'content-type': 'application/json' };
      const answer = new HttpResponse(await handler(requestWith(alerts, '', json), invocation().context));
      const { indicators } = (await answer.json()) as Preview;
      expect(indicators[0]?.destinations).toMatchObject([
        { destination: 'old', route: 'blocks', call: null, reason: { code: 'handed-over' } },
        { destination: 'next', route: 'blocks', call: { body: { action: 'block' } }, reason: null },
      ]);
    },
  );

  it('says which route takes it to each destination, and what the nearest ones ask for where none does', async () => {
    const routes = [
      { name: 'blocks', match: { severity: { from: 4 } }, to: ['graph'], action: 'block', expiryDays: 2 },
      { name: 'phishing', match: { threatType: ['Phishing'], tlp: ['green'] }, to: ['soc-eu', 'graph'] },
      { match: { kind: ['hash'] }, to: ['soc-eu'] },
    ];
    const world = worldOf();
    const routed = { ...profile, routes: profileOf({ routes }).routes };
    const { shown } = await show(alerts, {
      world: { ...world, environment: { ...world.environment, profile: routed } },
    });
    expect(shown.indicators[0]?.destinations).toMatchObject([
      {
        destination: 'graph',
        route: 'blocks',
        call: { body: { action: 'block', expirationDateTime: '2026-01-03T00:00:00.000Z' } },
        reason: null,
      },
      {
        destination: 'soc-eu',
        route: null,
        call: null,
        reason: {
          code: 'no-route',
          text: 'no route takes it to this destination: /routes/2 asks for another kind; phishing asks for another tlp, threatType',
        },
      },
      { destination: 'soc-later', route: null, reason: { code: 'standby' } },
    ]);
  });

  it('creates nothing, queues nothing, keeps nothing and writes no outcome', async () => {
    const { world, outcomes } = await show(alerts);
    expect(world.calls).toEqual([]);
    expect(world.queued).toEqual([]);
    expect([...world.kept]).toEqual([]);
    expect(outcomes).toBeUndefined();
  });

  it('logs ids and counts, and nothing of the event', async () => {
    const { lines } = await show(alerts);
    expect(lines).toEqual(['information: {"line":"preview","intake":"the-invocation","found":1,"left":2}']);
  });

  it.each([
    ['query', { query: '?format=soc' }],
    ['header', { headers: { 'content-type': 'application/json', 'x-indicator-format': 'SOC' } }],
  ])('tries the format that the %s names', async (_, options) => {
    const { status, shown } = await show({ alert: 1 }, options);
    expect(status).toBe(200);
    expect(shown.skipped).toMatchObject([{ format: 'soc', code: 'no-indicator', place: '' }]);
  });

  it.each([
    [
      'that is not the body’s',
      'graylog',
      /a Graylog notification: .*; did you mean qradar, which recognises it\?$/,
    ],
    ['that does not exist', 'greylog', /; did you mean graylog\? /],
  ])('is 400 for a format %s', async (_, name, text) => {
    const { status, shown } = await show(
      { event_definition_title: 'x', offense_source: '45.155.205.233', offense_type: 0, magnitude: 1 },
      { query: `?format=${name}` },
    );
    expect(status).toBe(400);
    expect(shown.skipped).toHaveLength(1);
    expect(shown.skipped[0]?.text).toMatch(text);
  });

  it('is 400 with every place when nothing could be read', async () => {
    const { status, type, shown } = await show({ alerts: [{ ip: 7 }, { ip: '1.1.1.1', severity: {} }] });
    expect([status, type]).toEqual([400, 'application/problem+json']);
    expect(shown).toMatchObject({
      title: 'Nothing in the body could be read',
      errors: [
        { pointer: '/0/ip', expected: 'a string' },
        { pointer: '/1/severity', expected: 'a string or a number' },
      ],
      indicators: [],
      skipped: [{ code: 'mapping-invalid' }, { code: 'mapping-invalid' }],
    });
  });

  it('lists the formats that were tried, the profile’s first, when none took it', async () => {
    const { status, shown } = await show({ hello: 'world' });
    expect(status).toBe(400);
    expect(shown.skipped).toMatchObject([{ format: null, code: 'format-unknown' }]);
    expect(shown.skipped[0]?.text).toMatch(/tried soc \(.*tiIndicator/s);
  });

  it.each([
    ['400 that names the place: no JSON', '{"alerts": [', 'application/json', 400],
    ['413: too large', 'x'.repeat(limitBytes + 1), 'application/json', 413],
    ['415: not JSON', '<alerts/>', 'application/xml', 415],
  ])('is %s', async (_, body, type, status) => {
    const answer = await show(body, { headers: { 'content-type': type } });
    expect([answer.status, answer.type]).toEqual([status, 'application/problem+json']);
    expect(answer.lines).toMatchObject([
      expect.stringMatching(/^warning: {"line":"preview","intake":"the-invocation","refused":/),
    ]);
  });
});

describe('when a mapping is asked for', () => {
  const body = { rule: 'Beacon', attacker_ip: '45.155.205.233', device: { ip: '81.2.69.142' } };

  const event = {
    id: '1',
    eventType: 'a',
    subject: 's',
    eventTime: '2026-11-23',
    dataVersion: '1',
    data: body,
  };

  it.each([
    [body, ''],
    [[event], '/0/data'],
  ])('drafts one for what no format knows, where the profile sees it: %#', async (sent, place) => {
    const { status, shown } = await show(sent, { query: '?suggest=true' });
    expect(status).toBe(400);
    expect(shown).toMatchObject({
      suggestions: [
        {
          place,
          custom: { name: 'my-sender', mapping: ['[', "  $.attacker_ip.{'ip': $}", ']'] },
          candidates: [
            { pointer: '/attacker_ip', mapped: true },
            { pointer: '/device/ip', mapped: false },
          ],
        },
      ],
    });
  });

  it('drafts none for what is read, and none unasked', async () => {
    expect((await show(alerts, { query: '?suggest=true' })).shown).toMatchObject({ suggestions: [] });
    expect((await show(body)).shown).not.toHaveProperty('suggestions');
  });
});

describe('when an event takes something back', () => {
  it('shows the calls that take it away where it is held', async () => {
    const body = tiIndicatorJson('evil.example', { externalId: 'x-1', isActive: false });
    const { shown } = await show(body);
    const [one] = shown.indicators;
    expect(one?.destinations).toMatchObject([
      {
        destination: 'graph',
        call: {
          path: '/security/tiIndicators/deleteTiIndicatorsByExternalId',
          body: { value: ['x-1'] },
        },
        reason: null,
      },
      { destination: 'soc-eu', call: { body: { stixobjects: [{ revoked: true }] } }, reason: null },
      { destination: 'soc-later', call: null, reason: { code: 'standby' } },
    ]);
  });

  it('shows what is asked of a destination that has another identity for it', async () => {
    const world = worldOf();
    const tenants = [{ name: 'tenant', kind: defender, standby: false }];
    const handler = answered(world.environment, preview(world.environment, { settings, instances: tenants }));
    const body = tiIndicatorJson('evil.example', { isActive: false });
    const json = { 'content-type': 'application/json' };
    const answer = new HttpResponse(await handler(requestWith(body, '', json), invocation().context));
    const { indicators } = (await answer.json()) as Preview;
    expect(indicators[0]?.destinations).toMatchObject([
      { call: { path: '/indicators/BatchDelete', body: { IndicatorIds: ['{id}'] } }, reason: null },
    ]);
  });
});
