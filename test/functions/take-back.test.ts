import { HttpRequest, HttpResponse } from '@azure/functions';
import * as TE from 'fp-ts/TaskEither';
import { takeBackIndicators } from '../../functions/take-back';
import { type LedgerSearch } from '../../shared/delivery/ledger/ledger-search';
import { unavailable } from '../../shared/failure';
import { type Indicator } from '../../shared/indicator/indicator';
import { dispatch } from '../../shared/pipeline/dispatch/dispatch';
import { type Outcome } from '../../shared/pipeline/outcome';
import { type OutcomeMessage } from '../../shared/pipeline/outcomes/outcome-messages';
import { type Environment } from '../../shared/pipeline/ports';
import { readBackWorld, type Kind, type ReadBackWorld } from '../delivery/read-back-world';
import { usualRoute } from '../destinations/usual';
import { inMemoryWorld } from '../pipeline/in-memory-environment';
import { indicatorOf, provenanceAt } from '../pipeline/planned';
import { rightOf } from '../pipeline/right-of';
import { answered } from './answered';
import { invocation } from './world';

let world: ReadBackWorld;
let environment: Environment;
let written: string[];
let queued: readonly unknown[];

beforeEach(async () => {
  world = await readBackWorld();
  const memory = inMemoryWorld([]);
  written = memory.outcomes;
  queued = memory.jobs;
  environment = {
    ...memory.environment,
    now: world.now,
    routes: world.ways.map(({ instance, deliverer, retract }) => ({
      ...usualRoute,
      name: instance.name,
      deliverer,
      retract,
    })),
  };
});

afterEach(() => world.stop());

const kinds: readonly Kind[] = ['graph', 'sentinel', 'defender'];

/** As many indicators as `count`, each of a domain of its own. */
const feed = (count: number, from = 0): readonly Indicator[] =>
  Array.from({ length: count }, (_, index) =>
    indicatorOf(`feed/${from + index}`, { domainName: `bad-${from + index}.example.com` }),
  );

interface Said {
  readonly by: string;
  readonly eventId: string;
}

/** Lets a source say them, at these destinations. */
const say = async ({ by, eventId }: Said, indicators: readonly Indicator[], where = kinds): Promise<void> => {
  const receivedAt = world.now().toISOString();
  const planned = indicators.map((indicator, index) => ({
    provenance: { ...provenanceAt(`/${index}`), source: by, eventId, eventTime: receivedAt, receivedAt },
    indicator,
  }));
  rightOf(
    await dispatch(environment)({
      planned,
      routes: environment.routes.filter(({ name }) => where.some((kind) => kind === name)),
      attempts: 0,
      firstSeenAt: receivedAt,
      history: [],
      deadline: new Date(world.now().getTime() + 3_600_000),
      later: false,
    })(),
  );
};

interface Answer {
  readonly count: number;
  readonly goes: number;
  readonly remembered: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly indicators: readonly {
    readonly externalId: string;
    readonly fate: string;
    readonly sources: readonly string[];
  }[];
  readonly outcomes: readonly Outcome[];
  readonly errors: readonly { readonly pointer: string; readonly expected: string }[];
}

const ask = async (query: string, search: LedgerSearch | null = world.search, seconds = 600) => {
  const { context, lines } = invocation();
  const url = `https://gateway.example/api/indicators?${query}`;
  const request = new HttpRequest({
    method: 'DELETE',
    url,
    query: Object.fromEntries(new URLSearchParams(query)),
  });
  const handler = takeBackIndicators(environment, search);
  const response = new HttpResponse(await answered(environment, handler, seconds)(request, context));
  return { status: response.status, body: JSON.parse(await response.text()) as Answer, lines };
};

const held = (): number =>
  world.simulator.stored().length +
  world.simulator.defenderIndicators().length +
  world.simulator.stixObjects().filter(({ revoked }) => revoked !== true).length;

const writtenOutcomes = (): readonly Outcome[] =>
  written.flatMap((message) => (JSON.parse(message) as OutcomeMessage).outcomes);

describe('what a request may ask', () => {
  it.each([
    ['nothing', '', ''],
    ['a blank filter', 'externalId=', '/externalId'],
    ['a filter of spaces', 'value=%20%20', '/value'],
    ['a filter beside a blank one', 'eventId=e&source=', '/source'],
    ['two filters', 'eventId=e&value=v', ''],
    ['a window without a source', 'eventId=e&from=2030-01-01', '/from'],
    ['a blank end of a window', 'source=s&to=', '/to'],
    ['a window that ends before it begins', 'source=s&from=2030-01-02&to=2030-01-01', '/to'],
    ['a moment that is none', 'source=s&from=yesterday', '/from'],
    ['a misspelled filter', 'eventid=e', '/eventid'],
    ['a misspelled dry run', 'eventId=e&dryrun=true', '/dryrun'],
    ['a dry run that is neither', 'eventId=e&dryRun=yes', '/dryRun'],
    ['a count that is none', 'eventId=e&count=all', '/count'],
  ])('is refused, with nothing taken back: %s', async (_, query, pointer) => {
    await say({ by: 'feed', eventId: 'e' }, feed(1));
    const before = world.simulator.requests().length;
    const { status, body } = await ask(query);
    expect(status).toBe(400);
    expect(body.errors[0]?.pointer).toBe(pointer);
    expect(world.writesSince(before)).toEqual([]);
  });

  it('may hold slashes and be long', async () => {
    const externalId = `urn:feed/2030/01?a=b&c=${'x'.repeat(2_000)}`;
    await say({ by: 'feed', eventId: 'e' }, [indicatorOf(externalId)], ['graph']);
    const { status, body } = await ask(String(new URLSearchParams({ externalId })));
    expect([status, body.outcomes.map(({ state }) => state)]).toEqual([200, ['revoked']]);
    expect(world.simulator.stored()).toEqual([]);
  });
});

describe('a dry run', () => {
  it('lists what would go and what stays, and changes nothing', async () => {
    await say({ by: 'feed', eventId: 'run-1' }, feed(3), ['graph']);
    await say({ by: 'analyst', eventId: 'case-9' }, feed(1), ['graph']);
    const before = world.simulator.requests().length;
    const { status, body } = await ask('eventId=run-1&dryRun=true');
    expect(status).toBe(200);
    expect(body).toMatchObject({ dryRun: true, count: 3, goes: 2, more: 0 });
    expect(
      body.indicators.map(({ externalId, fate, sources }) => [externalId, fate, [...sources].sort()]),
    ).toEqual([
      ['feed/0', 'said-by-another', ['analyst', 'feed']],
      ['feed/1', 'goes', ['feed']],
      ['feed/2', 'goes', ['feed']],
    ]);
    expect(world.writesSince(before)).toEqual([]);
    expect(written.length).toBe(0);
  });

  it('finds nothing where nothing matches', async () => {
    await say({ by: 'feed', eventId: 'run-1' }, feed(1));
    expect((await ask('eventId=run-2&dryRun=true')).body).toMatchObject({ count: 0, indicators: [] });
    expect((await ask('eventId=run-2')).body).toMatchObject({ count: 0, outcomes: [] });
  });
});

describe('the count', () => {
  it.each([
    ['is missing, and there are several', 'eventId=run-1'],
    ['is another', 'eventId=run-1&count=2'],
  ])('stops it where it %s', async (_, query) => {
    await say({ by: 'feed', eventId: 'run-1' }, feed(3), ['graph']);
    const before = world.simulator.requests().length;
    const { status, body } = await ask(query);
    expect([status, body.count]).toEqual([409, 3]);
    expect(world.writesSince(before)).toEqual([]);
  });

  it('is not needed for one', async () => {
    await say({ by: 'feed', eventId: 'run-1' }, feed(1), ['graph']);
    expect((await ask('eventId=run-1')).status).toBe(200);
    expect(world.simulator.stored()).toEqual([]);
  });
});

describe('what was taken back by request', () => {
  it.each([
    ['a domain in any spelling', 'hxxp://BAD-1[.]example[.]com'.replace('hxxp://', '')],
    ['a domain as it stands', 'bad-1.example.com'],
  ])('is what looks for %s, whoever says it', async (_, value) => {
    await say({ by: 'feed', eventId: 'run-1' }, feed(3));
    await say({ by: 'analyst', eventId: 'case-9' }, feed(3));
    const { status, body } = await ask(`${String(new URLSearchParams({ value }))}&count=3`);
    expect([status, body.counts]).toMatchObject([200, { total: 3, revoked: 3 }]);
    expect(held()).toBe(6);
  });

  it('is what its source said in that time, by the time of receipt', async () => {
    await say({ by: 'feed', eventId: 'run-1' }, feed(2), ['graph']);
    world.pass(60);
    const from = world.now().toISOString();
    await say({ by: 'feed', eventId: 'run-2' }, feed(2, 2), ['graph']);
    world.pass(60);
    const to = world.now().toISOString();
    await say({ by: 'feed', eventId: 'run-3' }, feed(2, 4), ['graph']);
    const { body } = await ask(`${String(new URLSearchParams({ source: 'feed', from, to }))}&count=2`);
    expect(body.outcomes.map(({ externalId, state }) => `${externalId} ${state}`)).toEqual([
      'feed/2 revoked',
      'feed/3 revoked',
    ]);
    expect(world.simulator.stored()).toHaveLength(4);
  });

  it('is told of by outcomes that are written, and by a line without a value', async () => {
    await say({ by: 'feed', eventId: 'run-1' }, feed(2), ['graph']);
    const { lines } = await ask('eventId=run-1&count=2');
    expect(writtenOutcomes().map(({ state, source, externalId }) => [state, source, externalId])).toEqual([
      ['revoked', 'feed', 'feed/0'],
      ['revoked', 'feed', 'feed/1'],
    ]);
    expect(lines.some((line) => line.includes('"line":"take-back"') && line.includes('"count":2'))).toBe(
      true,
    );
    expect(lines.join()).not.toContain('bad-0.example.com');
  });

  it('is queued where a destination does not take it now, and then is 202', async () => {
    await say({ by: 'feed', eventId: 'run-1' }, feed(2), ['graph']);
    world.simulator.inject({ on: 'graph', times: null, answer: { kind: 'status', status: 503 } });
    const { status, body } = await ask('eventId=run-1&count=2');
    expect([status, body.counts]).toMatchObject([202, { deferred: 2 }]);
    expect(queued.length).toBeGreaterThan(0);
  });

  it('is nothing where the ledger could not be asked: 503', async () => {
    const away: LedgerSearch = { visit: () => TE.left(unavailable('table', 'ECONNREFUSED')) };
    expect((await ask('eventId=run-1', away)).status).toBe(503);
  });

  it('is nothing where no ledger is kept: 409', async () => {
    expect((await ask('eventId=run-1', null)).status).toBe(409);
  });
});

describe('a feed run of 1,000 bad indicators', () => {
  it('goes in one request, with an outcome for each', async () => {
    await say({ by: 'feed', eventId: 'run-1' }, feed(1_000), ['graph']);
    expect(world.simulator.stored()).toHaveLength(1_000);
    const before = world.simulator.requests().length;
    const { status, body } = await ask('eventId=run-1&count=1000');
    expect([status, body.counts.revoked, body.outcomes.length]).toEqual([200, 1_000, 1_000]);
    expect(world.simulator.stored()).toEqual([]);
    expect(world.writesSince(before).length).toBe(10);
    expect(new Set(writtenOutcomes().map(({ externalId }) => externalId)).size).toBe(1_000);
  });

  it.each(kinds)('goes but for the 100 that another source says too: %s', async (kind) => {
    await say({ by: 'feed', eventId: 'run-1' }, feed(1_000), [kind]);
    await say({ by: 'analyst', eventId: 'case-9' }, feed(100), [kind]);
    const { body: dry } = await ask('eventId=run-1&dryRun=true');
    expect([dry.count, dry.goes]).toEqual([1_000, 900]);
    const { status, body } = await ask('eventId=run-1&count=1000');
    expect(status).toBe(200);
    expect(body.counts).toMatchObject({ total: 1_000, revoked: 900, skipped: 100 });
    expect(held()).toBe(100);
    const stays = body.outcomes.filter(({ state }) => state === 'skipped');
    expect(new Set(stays.map(({ reason }) => reason?.code))).toEqual(new Set(['said-by-another']));
  });
});

describe('what is taken back and not held', () => {
  const [waiting] = feed(1);
  const others = { graph: 'graph', sentinel: 'sentinel' } as const;

  it.each(Object.values(others))(
    'is remembered by its id, so that what waits does not go out: %s',
    async (kind) => {
      if (waiting === undefined) throw new Error('nothing waits');
      const heard = world.now().toISOString();
      world.pass(1);
      const { status, body } = await ask(String(new URLSearchParams({ externalId: waiting.externalId })));
      expect([status, body.count, body.remembered]).toEqual([200, 0, 2]);
      world.pass(1);
      const way = world.ways.find(({ instance }) => instance.name === kind);
      const assertedBy = { source: 'feed', externalId: waiting.externalId, receivedAt: heard, eventId: 'e' };
      const late = [{ indicator: waiting, sourceTime: heard, assertedBy }];
      const deadline = new Date(world.now().getTime() + 60_000);
      expect(await way?.deliverer(late, deadline)()).toMatchObject([{ _tag: 'TakenBack' }]);
      const newer = [{ ...late[0], indicator: waiting, sourceTime: world.now().toISOString() }];
      expect(await way?.deliverer(newer, deadline)()).toMatchObject([{ _tag: 'Created' }]);
    },
  );

  it.each(kinds)(
    'is remembered elsewhere where it may be on its way, held at one place: %s',
    async (kind) => {
      if (waiting === undefined) throw new Error('nothing waits');
      const heard = world.now().toISOString();
      await say({ by: 'feed', eventId: 'e' }, [waiting], [kind]);
      world.pass(1);
      expect((await ask('value=bad-0.example.com')).body).toMatchObject({ count: 1, remembered: 2 });
      const assertedBy = { source: 'feed', externalId: waiting.externalId, receivedAt: heard, eventId: 'e' };
      const late = [{ indicator: waiting, sourceTime: heard, assertedBy }];
      const deadline = new Date(world.now().getTime() + 60_000);
      for (const { deliverer } of world.ways)
        expect(await deliverer(late, deadline)()).toMatchObject([{ _tag: 'TakenBack' }]);
      expect(held()).toBe(0);
    },
  );

  it('is remembered by its value where it was there once', async () => {
    await say({ by: 'feed', eventId: 'e' }, feed(1), ['defender']);
    expect((await ask('value=bad-0.example.com')).body).toMatchObject({ count: 1, remembered: 2 });
    expect((await ask('value=bad-0.example.com')).body).toMatchObject({ count: 0, remembered: 1 });
  });

  it('is not by a dry run, and not where one source or event is named', async () => {
    for (const query of ['externalId=feed%2F0&dryRun=true', 'eventId=e', 'source=feed']) await ask(query);
    expect(world.rows.size).toBe(0);
  });
});
