import { HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import { listOutcomes } from '../../functions/outcomes';
import { sweepOutcomes } from '../../functions/sweep-outcomes';
import { type Outcome } from '../../shared/pipeline/outcome';
import { batchIds, batchesOf } from '../../shared/pipeline/record/outcome-batches';
import { startOfTime } from '../pipeline/in-memory-environment';
import { inMemoryRecord } from '../pipeline/in-memory-record';
import { answered } from './answered';
import { createWorld as createGateway, creating, post } from './world';

interface Answer {
  readonly outcomes: readonly (Outcome & { readonly recordedAt: string; readonly cursor: string })[];
  readonly next: string | null;
  readonly title: string;
  readonly errors: readonly { readonly pointer: string; readonly expected: string }[];
}

const timer = {
  isPastDue: false,
  schedule: { adjustForDST: true },
  scheduleStatus: { last: '', next: '', lastUpdated: '' },
};

const dayMs = 86_400_000;

/** A record in memory, what writes into it, and the route that reads it. */
const createWorld = ({ days = 30, isOff = false } = {}) => {
  let clock = Date.parse(startOfTime);
  let isDown = false;
  const store = inMemoryRecord(() => isDown);
  const newBatchId = batchIds((bytes) => Buffer.alloc(bytes));
  const now = (): Date => new Date(clock);
  const lines: string[] = [];
  const context = new InvocationContext({
    invocationId: 'the-invocation',
    logHandler: (level, ...args) => lines.push(`${level}: ${args.map(String).join(' ')}`),
  });
  return {
    store,
    lines,
    context,
    now,
    fail: () => void (isDown = true),
    advance: (ms: number) => void (clock += ms),
    keep: (outcomes: readonly Outcome[]) =>
      store.write(batchesOf(outcomes, newBatchId).map((batch) => ({ at: clock, batch })))(),
    read: async (query: string) => {
      const request = new HttpRequest({
        method: 'GET',
        url: `https://gateway.example/api/outcomes?${query}`,
        query: Object.fromEntries(new URLSearchParams(query)),
      });
      const handler = answered({ now }, listOutcomes({ now }, isOff ? null : { store, days }));
      const response = new HttpResponse(await handler(request, context));
      const text = await response.text();
      return { status: response.status, text, json: JSON.parse(text) as Answer };
    },
  };
};

const ti = (domainName: string) => ({
  action: 'alert',
  targetProduct: 'Azure Sentinel',
  threatType: 'WatchList',
  tlpLevel: 'green',
  expirationDateTime: '2100-01-01T00:00:00.000Z',
  description: 'seen',
  domainName,
});

/** What a real event came to, of two created and one refused. */
const settled = async (): Promise<readonly Outcome[]> => {
  const gateway = createGateway({ exchange: creating(['bad.example']) });
  const { report } = await post(gateway, { value: [ti('a.example'), ti('bad.example'), ti('c.example')] });
  expect(gateway.recorded).toEqual(report.outcomes);
  return report.outcomes;
};

const bare = (recorded: Answer['outcomes'][number]): object =>
  Object.fromEntries(Object.entries(recorded).filter(([name]) => !['recordedAt', 'cursor'].includes(name)));

describe('GET /api/outcomes', () => {
  it('tells by intake and by event what the sender was answered', async () => {
    const world = createWorld();
    const outcomes = await settled();
    await world.keep(outcomes);
    for (const query of ['intake=the-invocation', 'eventId=the-invocation']) {
      const { status, json } = await world.read(query);
      expect([status, json.outcomes.map(bare), json.next]).toEqual([200, outcomes, null]);
      expect(json.outcomes[0]?.recordedAt).toBe(startOfTime);
    }
    expect((await world.read('intake=another')).json).toEqual({ outcomes: [], next: null });
  });

  it('is asked by state, and page by page', async () => {
    const world = createWorld();
    await world.keep(await settled());
    const rejected = await world.read('state=rejected');
    expect(rejected.json.outcomes.map(({ state, place }) => [state, place])).toEqual([
      ['rejected', '/value/1'],
    ]);
    const first = (await world.read('intake=the-invocation&size=2')).json;
    const second = (await world.read(`intake=the-invocation&size=2&next=${first.next ?? ''}`)).json;
    expect([...first.outcomes, ...second.outcomes].map(({ place }) => place)).toEqual([
      '/value/0',
      '/value/1',
      '/value/2',
    ]);
    expect(second.next).toBeNull();
  });

  it('lists the newest first, of a time where one is said', async () => {
    const world = createWorld();
    const [one] = await settled();
    if (one === undefined) throw new Error('there is one');
    for (const intakeId of ['first', 'second', 'third']) {
      await world.keep([{ ...one, intakeId }]);
      world.advance(60_000);
    }
    const intakes = async (query: string) =>
      (await world.read(query)).json.outcomes.map(({ intakeId }) => intakeId);
    expect(await intakes('')).toEqual(['third', 'second', 'first']);
    const second = new Date(Date.parse(startOfTime) + 60_000).toISOString();
    expect(await intakes(`since=${second}`)).toEqual(['third', 'second']);
    expect(await intakes(`until=${second}`)).toEqual(['first']);
    expect(await intakes(`since=${second}&until=${second}`)).toEqual([]);
  });

  it.each([
    ['stat=parked', '/stat'],
    ['state=gone', '/state'],
    ['size=0', '/size'],
    ['size=1001', '/size'],
    ['intake=a&eventId=b', ''],
    ['intake=a&since=2026-01-01', ''],
    ['after=2026-01-01&since=2026-01-01', ''],
    ['intake=', '/intake'],
    ['since=yesterday', '/since'],
    ['after=nonsense', '/after'],
    ['next=nonsense', '/next'],
    ['next=0123456789ab.1.0.0', '/next'],
    ['after=2026-01-01&next=0123456789ab.1.0.0', '/next'],
  ])('refuses %s, and says where and what was expected', async (query, pointer) => {
    const { status, json, text } = await createWorld().read(query);
    expect([status, json.errors.map((error) => error.pointer)]).toEqual([400, [pointer]]);
    expect(text).not.toMatch(/nonsense|yesterday|gone/);
  });

  it('does not go on with the page of another question', async () => {
    const world = createWorld();
    await world.keep(await settled());
    const { next } = (await world.read('intake=the-invocation&size=1')).json;
    expect((await world.read(`intake=the-invocation&size=2&next=${next ?? ''}`)).status).toBe(200);
    expect((await world.read(`eventId=the-invocation&next=${next ?? ''}`)).status).toBe(400);
  });

  it('says that outcomes are not kept where they are not', async () => {
    const { status, json } = await createWorld({ isOff: true }).read('');
    expect([status, json.title]).toEqual([409, 'Outcomes are not kept']);
  });

  it('answers 503 while the store is away, and logs nothing of the question', async () => {
    const world = createWorld();
    world.fail();
    expect((await world.read('intake=a-canary')).status).toBe(503);
    expect(world.lines).toEqual([expect.stringContaining('"line":"record"')]);
    expect(world.lines.join('')).not.toContain('canary');
  });
});

describe('a reader that goes on with after', () => {
  it('gets everything once, the oldest first, whatever is written meanwhile, and wherever it stops', async () => {
    const world = createWorld();
    const [one] = await settled();
    if (one === undefined) throw new Error('there is one');
    const written: string[] = [];
    const got: string[] = [];
    let after = startOfTime;
    for (let round = 0; round < 40; round += 1) {
      const fresh = Array.from({ length: round % 4 }, (_, n) => ({ ...one, place: `/${round}/${n}` }));
      await world.keep(fresh);
      written.push(...fresh.map(({ place }) => place));
      world.advance(round % 7 === 0 ? dayMs : 3_000);
      const { outcomes, next } = (await world.read(`after=${after}&size=3`)).json;
      // Every third time it ends after the first line that it wrote, and begins anew from there.
      const seen = round % 3 === 0 ? outcomes.slice(0, 1) : outcomes;
      got.push(...seen.map(({ place }) => place));
      after = seen.length < outcomes.length ? (seen.at(-1)?.cursor ?? after) : (next ?? '');
    }
    world.advance(60_000);
    for (let page = 0; page < 40; page += 1) {
      const { outcomes, next } = (await world.read(`after=${after}&size=3`)).json;
      got.push(...outcomes.map(({ place }) => place));
      after = next ?? '';
    }
    expect(got).toEqual(written);
  });

  it('does not get what may not be all yet, and is told where to go on', async () => {
    const world = createWorld();
    await world.keep(await settled());
    const early = (await world.read(`after=${startOfTime}`)).json;
    expect(early.outcomes).toEqual([]);
    world.advance(10_001);
    expect((await world.read(`after=${early.next ?? ''}`)).json.outcomes).toHaveLength(3);
  });

  it('gets what is kept from its first question on, though its clock is ahead', async () => {
    const world = createWorld();
    const hourAhead = new Date(Date.parse(startOfTime) + 3_600_000).toISOString();
    const { next } = (await world.read(`after=${hourAhead}`)).json;
    world.advance(1_000);
    await world.keep(await settled());
    world.advance(60_000);
    expect((await world.read(`after=${next ?? ''}`)).json.outcomes).toHaveLength(3);
  });

  it('begins with what is kept, though it asks for 1970', async () => {
    const world = createWorld();
    await world.keep(await settled());
    world.advance(60_000);
    expect((await world.read('after=1970-01-01')).json.outcomes).toHaveLength(3);
  });
});

describe('the timer sweep-outcomes', () => {
  it('removes whole days that were kept for long enough, and says how many batches', async () => {
    const world = createWorld({ days: 2 });
    await world.keep(await settled());
    const run = () => sweepOutcomes(world, [{ store: world.store, days: 2 }])(timer, world.context);
    world.advance(2 * dayMs);
    await run();
    expect([world.store.batches.size, world.lines]).toEqual([1, []]);
    world.advance(dayMs);
    await run();
    expect([world.store.batches.size, world.lines.join()]).toEqual([0, expect.stringContaining('"swept":1')]);
  });

  it('warns where it could not, and leaves it for the next time', async () => {
    const world = createWorld();
    world.fail();
    await sweepOutcomes(world, [{ store: world.store, days: 1 }])(timer, world.context);
    expect(world.lines.join()).toContain('tried again in half an hour');
  });
});
