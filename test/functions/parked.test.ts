import { HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import { type Handler } from '../../functions/http/answering';
import { dropParked, listParked, showParked } from '../../functions/parked';
import { replayParked } from '../../functions/replay-parked';
import { jobRecord } from '../../shared/pipeline/job';
import { reason } from '../../shared/pipeline/outcome';
import { type OutcomeMessage } from '../../shared/pipeline/outcomes/outcome-messages';
import { park } from '../../shared/pipeline/parked/park';
import { type ItemToPark } from '../../shared/pipeline/wire';
import { createsAll, down } from '../pipeline/graph-script';
import {
  inMemoryWorld,
  routeTo,
  startOfTime,
  type Circumstances,
  type Script,
} from '../pipeline/in-memory-environment';
import { inMemoryParked, type IsDown } from '../pipeline/in-memory-parked';
import { indicatorOf, plannedOf, provenanceAt, tiIndicatorJson } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';
import { rightOf } from '../pipeline/right-of';
import { answered } from './answered';

const canary = 'c4n4ry';

const job = (more: Readonly<Record<string, unknown>> = {}) => ({
  ...jobRecord({
    destination: 'graph',
    eventId: 'event-1',
    attempts: 25,
    firstSeenAt: startOfTime,
    notBefore: null,
    history: [],
    items: plannedOf('a', 'b'),
  }),
  ...more,
});

interface Given extends Partial<Circumstances> {
  readonly script?: Script;
  readonly isDown?: IsDown;
}

const settings = { HTTP_BODY_LIMIT_BYTES: 16_384, HTTP_BUDGET_SECONDS: 20 };

const profile = profileWith({ guard: { specialUse: 'take', ownDomains: ['contoso.com'] } });

/** The four handlers over a store in memory and a Graph that answers by a script. */
const createWorld = ({ script = createsAll, isDown, ...circumstances }: Given = {}) => {
  const route = routeTo(script);
  const world = inMemoryWorld([route], circumstances);
  const parked = inMemoryParked(isDown);
  const environment = { ...world.environment, parked, profile };
  const lines: string[] = [];
  const context = new InvocationContext({
    invocationId: 'the-invocation',
    logHandler: (level, ...args) => lines.push(`${level}: ${args.map(String).join(' ')}`),
  });
  const call = async (
    handler: Handler,
    method: string,
    { id, query = '', body, headers = {} }: Call = {},
  ) => {
    const request = new HttpRequest({
      method,
      url: `https://gateway.example/api/parked${query}`,
      params: id === undefined ? {} : { id },
      query: Object.fromEntries(new URLSearchParams(query)),
      headers,
      ...(body === undefined ? {} : { body: { bytes: Buffer.from(body) } }),
    });
    const response = new HttpResponse(await answered(environment, handler)(request, context));
    const text = await response.text();
    const json = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
    return { status: response.status, headers: response.headers, text, json };
  };
  const itemToPark = (more: Partial<ItemToPark>): ItemToPark => ({
    kind: 'job',
    reason: reason('attempts-exhausted', '25 tries settled nothing'),
    destination: 'graph',
    provenance: provenanceAt('/0'),
    indicators: 2,
    content: job(),
    ...more,
  });
  return {
    ...world,
    parked,
    route,
    lines,
    outcomes: () => world.outcomes.flatMap((message) => (JSON.parse(message) as OutcomeMessage).outcomes),
    /** Parks one thing, a minute after the one before, and gives its id. */
    park: async (more: Partial<ItemToPark> = {}): Promise<string> => {
      world.advance(60);
      return rightOf(await park(environment)(itemToPark(more))());
    },
    list: (query: string) => call(listParked(environment), 'GET', { query }),
    show: (id: string) => call(showParked(environment), 'GET', { id }),
    drop: (id: string) => call(dropParked(environment), 'DELETE', { id }),
    replay: (id: string, sent: Pick<Call, 'body' | 'headers'> = {}) =>
      call(replayParked(environment, settings), 'POST', { id, ...sent }),
  };
};

interface Call {
  readonly id?: string;
  readonly query?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

const unreachable = { isDown: () => true };

describe('GET /api/parked', () => {
  it('lists what is parked, the newest first, with why, and nothing of the content', async () => {
    const world = createWorld();
    const first = await world.park();
    const second = await world.park({ kind: 'event', destination: null, indicators: 0 });
    const { status, json } = await world.list('');
    expect(status).toBe(200);
    expect(json).toEqual({
      items: [
        {
          id: second,
          kind: 'event',
          parkedAt: '2026-11-23T12:02:00.000Z',
          reason: 'attempts-exhausted',
          source: 'a-sender',
          text: '25 tries settled nothing',
          destination: null,
          eventId: 'event-1',
          indicators: 0,
        },
        expect.objectContaining({ id: first, kind: 'job', destination: 'graph', indicators: 2 }),
      ],
      next: null,
    });
  });

  it('is empty when nothing is parked', async () => {
    expect((await createWorld().list('')).json).toEqual({ items: [], next: null });
  });

  it('gives page after page', async () => {
    const world = createWorld();
    const ids = [await world.park(), await world.park(), await world.park()].reverse();
    const first = (await world.list('?size=2')).json;
    const second = (await world.list(`?size=2&next=${String(first.next)}`)).json;
    expect([first, second]).toMatchObject([
      { items: [{ id: ids[0] }, { id: ids[1] }] },
      { items: [{ id: ids[2] }], next: null },
    ]);
  });

  it.each([
    ['?reason=destination-off', [1]],
    ['?destination=sentinel', [2]],
    ['?from=2026-11-23T12:02:00Z', [2, 1]],
    ['?to=2026-11-23T13:02:00%2B01:00', [0]],
    ['?from=2026-11-23&to=2026-11-24&destination=graph', [1, 0]],
    ['?code=the-key&clientId=default', [2, 1, 0]],
  ])('filters by %s', async (query, expected) => {
    const world = createWorld();
    const ids = [
      await world.park(),
      await world.park({ reason: reason('destination-off', '') }),
      await world.park({ destination: 'sentinel' }),
    ];
    const { json } = await world.list(query);
    expect((json.items as readonly { readonly id: string }[]).map(({ id }) => ids.indexOf(id))).toEqual(
      expected,
    );
  });

  it.each([
    ['size=0', 'size', 'an integer from 1 to 100'],
    ['size=101', 'size', 'an integer from 1 to 100'],
    [`size=${canary}`, 'size', 'an integer from 1 to 100'],
    [`from=${canary}`, 'from', 'an ISO 8601 date'],
    ['to=2026-02-30', 'to', 'an ISO 8601 date'],
    ['to=2026-02-01T10:00:00', 'to', 'an ISO 8601 date'],
    [`next=${canary}`, 'next', 'next of the page before'],
    [`reason=${canary.repeat(20)}`, 'reason', 'the code of a reason'],
    ['reason=', 'reason', 'a value, or to be left out'],
    [`resaon=${canary}`, 'resaon', 'no member of this name; did you mean reason?'],
  ])('refuses ?%s and says what %s has to be', async (query, name, expected) => {
    const { status, headers, json, text } = await createWorld().list(`?${query}`);
    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(json).toMatchObject({
      type: 'urn:indicator-gateway:problem:query-invalid',
      detail: expect.stringContaining(`${name}: expected ${expected}`) as string,
      errors: [{ pointer: `/${name}`, expected: expect.stringContaining(expected) as string }],
    });
    expect(text).not.toContain(canary);
  });

  it('names everything that is wrong at once', async () => {
    expect((await createWorld().list('?size=0&from=x')).json.errors).toHaveLength(2);
  });

  it('asks to come back when the storage account is out of reach', async () => {
    const { status, headers } = await createWorld(unreachable).list('');
    expect([status, headers.get('retry-after')]).toEqual([503, '30']);
  });
});

describe('GET /api/parked/{id}', () => {
  it('shows the whole of it', async () => {
    const world = createWorld();
    const id = await world.park();
    const { status, headers, json } = await world.show(id);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(json).toEqual({
      schema: 'indicator-gateway/parked/1',
      id,
      parkedAt: '2026-11-23T12:01:00.000Z',
      kind: 'job',
      reason: reason('attempts-exhausted', '25 tries settled nothing'),
      destination: 'graph',
      provenance: provenanceAt('/0'),
      indicators: 2,
      content: job(),
    });
  });

  it('answers 404 for what is not there', async () => {
    const { status, json } = await createWorld().show('0000000000000-none');
    expect(status).toBe(404);
    expect(json).toMatchObject({ type: 'urn:indicator-gateway:problem:not-parked' });
  });

  it('asks to come back when the storage account is out of reach', async () => {
    const { status, headers } = await createWorld(unreachable).show('0000000000000-none');
    expect([status, headers.get('retry-after')]).toEqual([503, '30']);
  });
});

describe('DELETE /api/parked/{id}', () => {
  it('drops it for good, and says so in the log', async () => {
    const world = createWorld();
    const id = await world.park();
    expect(await world.drop(id)).toMatchObject({ status: 204, text: '' });
    expect(world.parked.kept.size).toBe(0);
    expect(world.lines).toEqual([
      `information: {"line":"parked","intake":"the-invocation","action":"drop","id":"${id}"}`,
    ]);
    expect((await world.drop(id)).status).toBe(404);
  });

  it('asks to come back when the storage account is out of reach', async () => {
    const { status, headers } = await createWorld(unreachable).drop('0000000000000-none');
    expect([status, headers.get('retry-after')]).toEqual([503, '30']);
  });
});

describe('POST /api/parked/{id}/replay', () => {
  it.each<[string, Record<string, string>]>([
    ['Content-Length', { 'content-length': '5' }],
    ['Content-Length', { 'content-length': '5', 'content-type': 'application/x-www-form-urlencoded' }],
    ['Transfer-Encoding', { 'transfer-encoding': 'chunked' }],
    ['Transfer-Encoding', { 'transfer-encoding': 'chunked', 'content-type': 'application/json' }],
    ['Content-Type', { 'content-type': 'application/json' }],
    ['Content-Type', { 'content-type': 'application/xml' }],
  ])('refuses a body that %s promises and that does not come, and sends nothing', async (header, headers) => {
    const world = createWorld();
    const id = await world.park();
    const { status, json } = await world.replay(id, { headers });
    expect([status, json]).toMatchObject([400, { type: 'urn:indicator-gateway:problem:body-missing' }]);
    expect(json.detail).toContain(header);
    expect([world.route.calls, world.outcomes(), [...world.parked.kept.keys()]]).toEqual([[], [], [id]]);
  });

  it.each<[string, Pick<Call, 'body' | 'headers'>]>([
    ['no body', {}],
    ['an empty body', { body: '' }],
    [
      'an empty body that is called JSON',
      { body: '', headers: { 'content-type': 'application/json', 'content-length': '0' } },
    ],
    [
      'an empty body that is called a form',
      { body: '', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
  ])('replays it as it is for %s: 200, with a report, and the outcomes on their queue', async (_, sent) => {
    const world = createWorld();
    const id = await world.park();
    const { status, json } = await world.replay(id, sent);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      id,
      counts: { total: 2, created: 2, parked: 0, deferred: 0 },
      outcomes: [
        { externalId: 'a', state: 'created' },
        { externalId: 'b', state: 'created' },
      ],
      parkedAs: [],
      removed: true,
    });
    expect(world.outcomes()).toEqual(json.outcomes);
    expect(world.parked.kept.size).toBe(0);
    expect(world.lines).toEqual([
      `information: {"line":"delivery","intake":"the-invocation","channel":"http","replayOf":"${id}","counts":{"created":2},"reasons":{}}`,
    ]);
  });

  it('answers 202 when something of it is queued', async () => {
    const world = createWorld({ script: down });
    const { status, json } = await world.replay(await world.park());
    expect([status, json]).toMatchObject([202, { counts: { total: 2, deferred: 2 } }]);
    expect(world.jobs).toHaveLength(1);
  });

  it('sends the edited content', async () => {
    const world = createWorld();
    const items = [{ provenance: provenanceAt('/0'), indicator: indicatorOf('c') }];
    const sent = { body: JSON.stringify(job({ items })), headers: { 'content-type': 'application/json' } };
    const { status, json } = await world.replay(await world.park(), sent);
    expect([status, json]).toMatchObject([200, { outcomes: [{ externalId: 'c', state: 'created' }] }]);
  });

  it('sends an edited event', async () => {
    const world = createWorld();
    const id = await world.park({ kind: 'event', destination: null, content: '{"a": oops' });
    const sent = {
      body: JSON.stringify(tiIndicatorJson('a.example')),
      headers: { 'content-type': 'text/plain' },
    };
    expect(await world.replay(id, sent)).toMatchObject({ status: 200, json: { counts: { created: 1 } } });
  });

  it.each<[string, string, number, string]>([
    ['is no valid job', JSON.stringify(job({ items: [canary] })), 400, 'not-replayable'],
    ['is not JSON', `{"a": ${canary}`, 400, 'not-json'],
    ['is too large', JSON.stringify({ a: canary.repeat(5000) }), 413, 'body-too-large'],
  ])('refuses an edited body that %s, and leaves the old one parked', async (_, body, status, slug) => {
    const world = createWorld();
    const id = await world.park();
    const sent = {
      body,
      headers: { 'content-type': 'application/json', 'content-length': String(body.length) },
    };
    const answer = await world.replay(id, sent);
    expect(answer).toMatchObject({
      status,
      json: { type: `urn:indicator-gateway:problem:${slug}` },
    });
    expect(answer.text).not.toContain(canary);
    expect(world.lines.join('\n')).not.toContain(canary);
    expect([...world.parked.kept.keys()]).toEqual([id]);
    expect([world.outcomes(), world.route.calls]).toEqual([[], []]);
  });

  it('names each place that is not right', async () => {
    const world = createWorld();
    const sent = { body: JSON.stringify(job({ items: [canary] })) };
    expect((await world.replay(await world.park(), sent)).json).toMatchObject({
      errors: [{ pointer: '/items/0', expected: expect.any(String) as string }],
    });
  });

  it('answers 404 for what is not there', async () => {
    const world = createWorld();
    expect((await world.replay('0000000000000-none')).status).toBe(404);
    expect(world.outcomes()).toEqual([]);
  });

  it.each<[string, Given]>([
    ['the store cannot be read', { isDown: (action) => action === 'read' }],
    ['neither the destination nor the queue takes it', { script: down, queueDown: true }],
  ])('asks to come back when %s, and leaves it parked', async (_, more) => {
    const world = createWorld(more);
    const id = await world.park();
    const { status, headers } = await world.replay(id);
    expect([status, headers.get('retry-after')]).toEqual([503, '30']);
    expect(world.outcomes()).toEqual([]);
    expect([...world.parked.kept.keys()]).toEqual([id]);
  });

  it('reports what was done, and that it is still listed, when it could not be removed', async () => {
    const world = createWorld({ isDown: (action) => action === 'remove' });
    const { status, json } = await world.replay(await world.park());
    expect([status, json]).toMatchObject([200, { counts: { created: 2 }, removed: false }]);
    expect(world.lines.at(-1)).toMatch(/^warning: .*"action":"replay",.*"failed":"could not be removed"}$/);
  });
});

/** What must not go out, the member that says so, and the guard's code for it. */
const hurtful: readonly (readonly [string, Readonly<Record<string, unknown>>, string, string])[] = [
  ['marked TLP:RED', { tlpLevel: 'red' }, 'tlpLevel', 'tlp-red'],
  ['a domain of ours', { domainName: 'login.contoso.com' }, 'domainName', 'own-domain'],
  ['a URL of ours', { domainName: undefined, url: 'https://contoso.com/x' }, 'url', 'own-domain'],
  ['10.0.0.1', { networkIPv4: '10.0.0.1' }, 'networkIPv4', 'not-public-address'],
];

describe.each(hurtful)('when a part of what is replayed must not go out: %s', (_, more, member, code) => {
  const good = { provenance: provenanceAt('/0'), indicator: indicatorOf('a') };
  const bad = {
    provenance: provenanceAt('/1'),
    indicator: JSON.parse(JSON.stringify({ ...indicatorOf('b'), ...more })) as object,
  };
  const both = job({ items: [good, bad] });
  const event = [tiIndicatorJson('a.example'), tiIndicatorJson('b.example', more)];
  const asEvent: Partial<ItemToPark> = { kind: 'event', destination: null };

  it.each<[string, Partial<ItemToPark>]>([
    ['a job', { content: both }],
    ['an event', { ...asEvent, content: event }],
  ])('skips it with the code of the guard, and sends the others: %s as it is', async (__, itemToPark) => {
    const world = createWorld();
    const { status, json } = await world.replay(await world.park(itemToPark));
    expect([status, json]).toMatchObject([
      200,
      {
        counts: { created: 1, skipped: 1 },
        outcomes: [
          { place: '/0', state: 'created' },
          { place: '/1', state: 'skipped', reason: { code } },
        ],
      },
    ]);
    expect(JSON.stringify(world.route.calls)).not.toMatch(/contoso|10\.0\.0\.1|"red"/);
  });

  it.each<[string, Partial<ItemToPark>, unknown, string]>([
    ['job', {}, both, `/items/1/indicator/${member}`],
    ['event', asEvent, event, '/1'],
  ])(
    'refuses an edited %s with the place and the code, and sends nothing',
    async (__, itemToPark, edited, pointer) => {
      const world = createWorld();
      const id = await world.park({ ...itemToPark, content: { hello: 'world' } });
      const { status, json } = await world.replay(id, { body: JSON.stringify(edited) });
      expect([status, json]).toMatchObject([
        400,
        {
          type: 'urn:indicator-gateway:problem:not-replayable',
          errors: [{ pointer, expected: expect.stringContaining(`(${code}: `) as string }],
        },
      ]);
      expect([world.route.calls, world.jobs, world.outcomes()]).toEqual([[], [], []]);
      expect(
        [...world.parked.kept.values()].map(({ content }) => JSON.parse(content) as unknown),
      ).toMatchObject([{ id, content: { hello: 'world' } }]);
    },
  );
});

describe('when an edited job is wrong in several ways', () => {
  it('names every place at once, by its place in what was sent', async () => {
    const world = createWorld();
    const items = [
      { provenance: provenanceAt('/0'), indicator: { ...indicatorOf('a'), severity: 9 } },
      { provenance: provenanceAt('/1'), indicator: indicatorOf('b') },
      { provenance: provenanceAt('/2'), indicator: indicatorOf('c', { domainName: 'contoso.com' }) },
    ];
    const { json } = await world.replay(await world.park(), { body: JSON.stringify(job({ items })) });
    expect(json.errors).toMatchObject([
      { pointer: '/items/0/indicator/severity' },
      { pointer: '/items/2/indicator/domainName' },
    ]);
  });
});
