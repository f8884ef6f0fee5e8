import { HttpRequest, HttpResponse } from '@azure/functions';
import { hash } from 'node:crypto';
import fc from 'fast-check';
import { forSenders, notForSenders } from '../../functions/keyed-sender';
import { listParked } from '../../functions/parked';
import { preview } from '../../functions/preview';
import { receiveEventGrid } from '../../functions/receive-event-grid';
import { receiveHttp } from '../../functions/receive-http';
import { receiveQueue } from '../../functions/receive-queue';
import { profileWith } from '../pipeline/profiles';
import { sourceOf } from '../../shared/pipeline/sender-rights';
import { cloudEvent } from '../envelopes/events';
import { indicator } from '../integration/indicators';
import { type Handler } from '../../functions/http/answering';
import { answered } from './answered';
import {
  bytesOf,
  createWorld,
  down,
  invocation,
  limitBytes,
  run,
  type Faults,
  type Report,
  type World,
} from './world';

const keys = { splunk: 'key-of-splunk', elastic: 'key-of-elastic', next: 'next-key-of-splunk' };

const keyed = (name: string, ...ofIt: readonly string[]) => ({
  name,
  scheme: 'function-key',
  keySha256: ofIt.map((key) => hash('sha256', key)),
});

const profileOf = (more: object = {}, ofSplunk: object = {}) =>
  profileWith({
    guard: { specialUse: 'take' },
    senders: [
      { ...keyed('splunk', keys.splunk, keys.next), ...ofSplunk },
      keyed('elastic', keys.elastic),
      { name: 'topic', scheme: 'queue', queue: 'indicator-events' },
    ],
    ...more,
  });

const settings = { HTTP_BODY_LIMIT_BYTES: limitBytes };

type Made = (world: World) => Handler;

const asHttp: Made = ({ environment }) =>
  forSenders(environment, (sender) => receiveHttp(environment, settings, sender));
const asEventGrid: Made = ({ environment }) =>
  forSenders(environment, (sender) => receiveEventGrid(environment, settings, sender));
const asPreview: Made = ({ environment }) =>
  forSenders(environment, (sender) => preview(environment, { settings, instances: [] }, sender));
const asParked: Made = ({ environment }) => notForSenders(environment, listParked(environment));

interface Sent {
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly made?: Made;
  readonly profile?: ReturnType<typeof profileOf>;
  readonly faults?: Faults;
}

const send = async (
  body: unknown,
  { key, headers, query = '', made = asHttp, profile = profileOf(), faults }: Sent,
) => {
  const base = createWorld(faults);
  const world = { ...base, environment: { ...base.environment, profile } };
  const { context, lines } = invocation();
  const request = new HttpRequest({
    method: 'POST',
    url: `https://gateway.example/api/x${query}`,
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'x-functions-key': key }),
      ...headers,
    },
    body: { bytes: bytesOf(body) },
  });
  const response = new HttpResponse(await answered(world.environment, made(world))(request, context));
  const text = await response.text();
  return { status: response.status, text, report: JSON.parse(text) as Report, lines, world, request };
};

const good = indicator({ domainName: 'a.example', action: 'alert' });

describe('when an event comes with the key of a sender', () => {
  it.each([
    ['in a header', { key: keys.splunk }],
    ['in the address', { query: `?code=${keys.splunk}` }],
    ['the second one, of a rotation', { key: keys.next }],
  ])('is of that sender, and so is its source: %s', async (_, sent) => {
    const { status, report } = await send(good, sent);
    expect(status).toBe(201);
    expect(report.outcomes).toMatchObject([{ sender: 'splunk', source: 'splunk' }]);
  });

  it('what its envelope says is under its name, whatever that is', async () => {
    const event = cloudEvent({ data: good, source: 'elastic' });
    const { report } = await send(event, { key: keys.splunk, made: asEventGrid });
    expect(report.outcomes).toMatchObject([{ state: 'created', sender: 'splunk', source: 'splunk:elastic' }]);
  });

  it('its name stays with a job that is queued', async () => {
    const { world } = await send(good, { key: keys.splunk, faults: { exchange: down } });
    expect(world.queued.map(({ message }) => message).join()).toContain('"sender":"splunk"');
  });

  it('its defaults and tags are used, after those of its source', async () => {
    const profile = profileOf(
      { sources: [{ source: 'splunk', defaults: { action: 'alert', tlpLevel: 'amber' } }] },
      { defaults: { action: 'block' }, tags: ['from-splunk'] },
    );
    const stix = {
      type: 'indicator',
      id: 'indicator--1',
      spec_version: '2.1',
      pattern_type: 'stix',
      pattern: "[domain-name:value = 'b.example']",
      valid_from: '2025-01-01T00:00:00Z',
    };
    const { report } = await send(stix, { key: keys.splunk, made: asPreview, profile });
    expect(report).toMatchObject({
      indicators: [
        {
          tiIndicator: {
            action: 'block',
            tlpLevel: 'amber',
            tags: expect.arrayContaining(['from-splunk']) as unknown,
          },
        },
      ],
    });
  });
});

/** The host opens the door by the first key that it sees, whatever comes after it and however the parameter is spelled. */
const besides: readonly (readonly [string, Sent])[] = [
  ['a header that comes twice', { key: `${keys.splunk}, x` }],
  ['a header that comes twice, as the host joins it', { key: `${keys.splunk},x` }],
  ['a header that comes three times', { key: `${keys.splunk},x,${keys.elastic}` }],
  ['a parameter in capitals', { query: `?CODE=${keys.splunk}` }],
  ['a parameter with one capital', { query: `?cOde=${keys.splunk}` }],
  ['a parameter that comes twice', { query: `?code=${keys.splunk}&code=x` }],
  ['two parameters of other cases', { query: `?Code=${keys.splunk}&code=${keys.elastic}` }],
  ['a parameter that is escaped', { query: `?%63o%64e=${keys.splunk.replaceAll('-', '%2D')}` }],
];

describe('when what opens the door is the key of a sender and something else is said besides', () => {
  it.each(besides)('is still of that sender: %s', async (_, sent) => {
    const { report } = await send(good, sent);
    expect(report.outcomes).toMatchObject([{ sender: 'splunk', source: 'splunk' }]);
  });

  it.each(besides)('opens nothing that reads or changes: %s', async (_, sent) => {
    expect((await send(good, { ...sent, made: asParked })).status).toBe(401);
  });

  it.each(besides)('leaves the key nowhere: %s', async (_, sent) => {
    const seen: string[] = [];
    const looking: Made = () => (request) => {
      seen.push(request.url, request.query.toString(), JSON.stringify([...request.headers.entries()]));
      return { status: 200, body: '{}' };
    };
    const { lines } = await send(good, { ...sent, made: looking });
    expect([...seen, ...lines].join()).not.toContain('key-of');
  });
});

describe('what a sender may not use', () => {
  it('is refused with a reason and what it may use: a format', async () => {
    const { status, report, world } = await send(good, {
      key: keys.splunk,
      profile: profileOf({}, { formats: ['stix'] }),
    });
    expect(status).toBe(400);
    expect(report.outcomes).toMatchObject([{ state: 'skipped', reason: { code: 'format-not-allowed' } }]);
    expect(report.errors[0]?.expected).toContain('stix');
    expect(world.calls).toEqual([]);
  });

  it('costs the others nothing: an action', async () => {
    const body = [good, indicator({ domainName: 'b.example', action: 'block' })];
    const { status, report } = await send(body, {
      key: keys.splunk,
      profile: profileOf({}, { actions: ['alert'] }),
    });
    expect(status).toBe(200);
    expect(report.outcomes).toMatchObject([
      { state: 'created', place: '/0' },
      { state: 'skipped', place: '/1', reason: { code: 'action-not-allowed' } },
    ]);
  });

  it('gets nothing of it: a destination', async () => {
    const { world } = await send(good, {
      key: keys.splunk,
      profile: profileOf({}, { destinations: ['other'] }),
    });
    expect(world.calls).toEqual([]);
  });
});

describe('when an event comes with another key', () => {
  it.each([
    ['of the app', { key: 'key-of-the-app' }],
    ['or without one', {}],
  ])('is of nobody: %s', async (_, sent) => {
    const { status, report } = await send(good, sent);
    expect(status).toBe(201);
    expect(report.outcomes).toMatchObject([{ source: 'http' }]);
    expect(report.outcomes[0]).not.toHaveProperty('sender');
  });

  it('speaks for no sender', async () => {
    const event = cloudEvent({ data: good, source: 'splunk' });
    const { report } = await send(event, { key: 'key-of-the-app', made: asEventGrid });
    expect(report.outcomes).toMatchObject([{ state: 'created', source: 'http:splunk' }]);
  });

  it.each([asHttp, asEventGrid, asPreview])(
    'is refused where the profile takes senders only',
    async (made) => {
      const { status, text, world } = await send(good, {
        key: 'key-of-the-app',
        made,
        profile: profileOf({ sendersOnly: true }),
      });
      expect(status).toBe(401);
      expect(text).not.toContain('splunk');
      expect(world.calls).toEqual([]);
    },
  );
});

describe('the key of a sender', () => {
  it('opens nothing that reads or changes what is kept', async () => {
    expect((await send(good, { key: keys.splunk, made: asParked })).status).toBe(401);
    expect((await send(good, { key: 'key-of-the-app', made: asParked })).status).toBe(200);
  });

  it.each<readonly [string, Sent, string, string]>([
    ['on a route that reads', { key: keys.splunk, made: asParked }, 'splunk', 'sending-only'],
    [
      'of nobody',
      { key: 'key-of-nobody', profile: profileOf({ sendersOnly: true }) },
      'unknown',
      'sender-unknown',
    ],
    [
      'from another network',
      { key: keys.splunk, profile: profileOf({}, { networks: ['192.0.2.0/24'] }) },
      'splunk',
      'network-wrong',
    ],
  ])('is refused with a line that says why, and without the key: %s', async (_, sent, sender, reason) => {
    const { status, text, lines } = await send(good, sent);
    expect(status).toBe(401);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`"sender":"${sender}","refused":"${reason}"`);
    expect(`${text}${lines.join()}`).not.toContain('key-of');
  });

  it('is in no header, query or address that a handler sees, and in no line', async () => {
    const seen: string[] = [];
    const looking: Made = () => (request) => {
      seen.push(request.url, request.query.toString(), JSON.stringify([...request.headers.entries()]));
      return { status: 200, body: '{}' };
    };
    const sent = { key: keys.splunk, query: `?code=${keys.next}&format=x`, made: looking };
    const { lines } = await send(good, sent);
    expect(seen.join()).toContain('format=x');
    expect([...seen, ...lines].join()).not.toMatch(/key-of|code=/);
  });

  it.each(['', 'a', keys.splunk.toUpperCase(), `${keys.splunk} x`, hash('sha256', keys.splunk)])(
    'is no other text: %s',
    async (key) => {
      const { report } = await send(good, { key });
      expect(report.outcomes[0]).not.toHaveProperty('sender');
    },
  );
});

describe('what comes on the queue', () => {
  const profile = profileOf({}, {});

  it('is of the sender that the profile names for it', async () => {
    const base = createWorld();
    const { context, outcomes } = invocation({ id: 'm', dequeueCount: 1 });
    await run(receiveQueue({ ...base.environment, profile }), good, context);
    expect(outcomes()).toMatchObject([{ sender: 'topic', source: 'topic' }]);
  });

  it('is parked under its name where it is not JSON', async () => {
    const base = createWorld();
    const { context } = invocation({ id: 'm', dequeueCount: 1 });
    await run(receiveQueue({ ...base.environment, profile }), '{', context);
    expect([...base.kept.values()].join()).toContain('"sender":"topic"');
  });
});

describe('the source that the ledger tells apart', () => {
  const { senders } = profileOf();
  const name = fc.constantFrom('splunk', 'elastic', 'topic');
  const said = fc.oneof(
    fc.string(),
    name,
    fc.tuple(name, fc.string()).map((parts) => parts.join(':')),
  );

  it('is never the same for two senders, nor for a sender and nobody', () => {
    fc.assert(
      fc.property(said, said, name, (one, other, sender) => {
        const others = [undefined, ...senders.map((each) => each.name)].filter((each) => each !== sender);
        const mine = sourceOf(one, sender, senders);
        expect(others.map((another) => sourceOf(other, another, senders))).not.toContain(mine);
      }),
    );
  });

  it('stays as it is when it is read anew', () => {
    fc.assert(
      fc.property(said, fc.option(name, { nil: undefined }), (text, sender) => {
        const once = sourceOf(text, sender, senders);
        expect(sourceOf(once, sender, senders)).toBe(once);
      }),
    );
  });
});
