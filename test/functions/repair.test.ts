import { HttpRequest, HttpResponse } from '@azure/functions';
import { repair } from '../../functions/repair';
import { takeBackIndicators } from '../../functions/take-back';
import { type JsonObject } from '../../local/simulator/json';
import { type Indicator } from '../../shared/indicator/indicator';
import { type Outcome } from '../../shared/pipeline/outcome';
import { type Environment } from '../../shared/pipeline/ports';
import { readBackWorld, type Kind, type ReadBackWorld } from '../delivery/read-back-world';
import { usualRoute } from '../destinations/usual';
import { inMemoryWorld } from '../pipeline/in-memory-environment';
import { indicatorOf } from '../pipeline/planned';
import { answered } from './answered';
import { invocation } from './world';

let world: ReadBackWorld;
let environment: Environment;
let written: readonly string[];

beforeEach(async () => {
  world = await readBackWorld();
  const memory = inMemoryWorld([]);
  written = memory.outcomes;
  environment = {
    ...memory.environment,
    now: world.now,
    routes: world.ways.map(({ instance, deliverer }) => ({ ...usualRoute, name: instance.name, deliverer })),
  };
});

afterEach(() => world.stop());

interface Answer {
  readonly count: number;
  readonly goes: number;
  readonly unseen: readonly unknown[];
  readonly indicators: readonly {
    readonly observable: { readonly value: string };
    readonly state: string;
    readonly fate: string;
  }[];
  readonly outcomes: readonly Outcome[];
  readonly errors: readonly { readonly pointer: string }[];
}

const ask = async (query: string, ledger: ReadBackWorld['ledger'] | null = world.ledger) => {
  const { context, lines } = invocation();
  const request = new HttpRequest({
    method: 'POST',
    url: `https://gateway.example/api/repair?${query}`,
    query: Object.fromEntries(new URLSearchParams(query)),
  });
  const handler = repair(environment, world.verifying, ledger);
  const response = new HttpResponse(await answered(environment, handler)(request, context));
  return { status: response.status, body: JSON.parse(await response.text()) as Answer, lines };
};

const named = (what: string, kind: Kind, count = 2): readonly Indicator[] =>
  Array.from({ length: count }, (_, index) =>
    indicatorOf(`${what}-${index}`, {
      domainName: `${what}-${index}.example.com`,
      targetProduct: kind === 'defender' ? 'Microsoft Defender ATP' : 'Azure Sentinel',
      confidence: 70,
      severity: 3,
    }),
  );

const isAbout = (entry: JsonObject, what: string): boolean =>
  [entry.domainName, entry.indicatorValue, entry.pattern].some((text) =>
    (typeof text === 'string' ? text : '').includes(`${what}-`),
  );

/** Two of each are kept, removed and changed by somebody. */
const plant = async (kind: Kind): Promise<void> => {
  for (const what of ['kept', 'missing', 'changed']) await world.bring(kind, named(what, kind), 'feed');
  const end = {
    graph: 'expirationDateTime',
    defender: 'expirationTime',
    sentinel: 'valid_until',
  }[kind];
  world.simulator.changeInPortal(kind, (entry) => {
    if (isAbout(entry, 'missing')) return null;
    return isAbout(entry, 'changed') ? { ...entry, [end]: '2026-05-05T00:00:00Z' } : entry;
  });
  world.pass(30);
};

const fates = ({ indicators }: Answer) =>
  indicators
    .map(({ observable: { value }, state, fate }) => `${value.split('.')[0]} ${state} ${fate}`)
    .sort();

const changed = ['changed-0 foreign-change goes', 'changed-1 foreign-change goes'];
const missing = ['missing-0 missing goes', 'missing-1 missing goes'];

describe.each(['graph', 'defender'] as const)('what others removed or changed at %s', (kind) => {
  it('is listed with a count first, and put back by who names it', async () => {
    await plant(kind);
    const before = world.simulator.requests().length;
    const { status, body: dry } = await ask('dryRun=true');
    expect([status, dry.count, dry.goes, fates(dry)]).toEqual([200, 4, 4, [...changed, ...missing]]);
    expect(world.writesSince(before)).toEqual([]);
    const { status: done, body } = await ask('count=4');
    expect([done, body.outcomes.map(({ state }) => state).sort()]).toEqual([
      200,
      ['created', 'created', 'updated', 'updated'],
    ]);
    expect(written.length).toBeGreaterThan(0);
    world.pass(30);
    expect(await world.look(kind)).toMatchObject({ differences: [], counts: { visible: 6, others: 0 } });
  });

  it('is put back in the name of whom the ledger has, so its own take-back takes it away again', async () => {
    await plant(kind);
    await ask('count=4');
    const request = new HttpRequest({
      method: 'DELETE',
      url: 'https://gateway.example/api/indicators',
      query: { source: 'feed', count: '6' },
    });
    const handler = takeBackIndicators(environment, world.search);
    const response = await answered(environment, handler)(request, invocation().context);
    expect((response as { readonly status?: number }).status).toBe(200);
    expect([...world.rows.values()].map(({ saidBy = [] }) => saidBy.length)).toEqual(Array(6).fill(1));
    expect(world.simulator.stored().length + world.simulator.defenderIndicators().length).toBe(0);
  });
});

describe('what others changed at sentinel', () => {
  it('is put back; what is not listed there a rule may have dropped, and stays as it is', async () => {
    await plant('sentinel');
    expect(fates((await ask('dryRun=true')).body)).toEqual(changed);
    expect((await ask('count=2')).body.outcomes.map(({ state }) => state)).toEqual(['updated', 'updated']);
    world.pass(30);
    expect(await world.look('sentinel')).toMatchObject({ counts: { visible: 4, 'foreign-change': 0 } });
  });

  it('stays where somebody revoked it', async () => {
    await world.bring('sentinel', named('changed', 'sentinel'), 'feed');
    world.simulator.changeInPortal('sentinel', (entry) => ({ ...entry, revoked: true }));
    world.pass(30);
    expect((await ask('dryRun=true')).body).toMatchObject({ count: 0, indicators: [] });
  });
});

describe('what cannot be put back', () => {
  it('is counted and said, and nothing is sent of it', async () => {
    await world.bring('graph', named('missing', 'graph'));
    world.simulator.changeInPortal('graph', () => null);
    world.pass(30);
    const { body } = await ask('dryRun=true');
    expect([body.count, body.goes]).toEqual([2, 0]);
    const before = world.simulator.requests().length;
    expect((await ask('count=2')).body.outcomes).toEqual([]);
    expect(world.writesSince(before)).toEqual([]);
  });

  it('is what was not seen: it is named, and nothing there is called missing', async () => {
    await plant('graph');
    world.simulator.inject({ on: 'graph', times: null, answer: { kind: 'status', status: 500 } });
    expect((await ask('dryRun=true&destination=graph')).body).toMatchObject({
      count: 0,
      unseen: [{ destination: 'graph', code: 'http-500' }],
    });
  });

  it('is what was taken back since it was looked at: the ledger decides', async () => {
    await plant('graph');
    const ledger: ReadBackWorld['ledger'] = {
      ...world.ledger,
      find: (name, ids) => {
        for (const [key, row] of world.rows) {
          const saidBy = (row.saidBy ?? []).map((word) => ({ ...word, takenBack: true }));
          world.rows.set(key, { ...row, state: 'revoked', saidBy });
        }
        return world.ledger.find(name, ids);
      },
    };
    const before = world.simulator.requests().length;
    const { body } = await ask('count=4', ledger);
    expect(body.outcomes.map(({ state, reason }) => `${state} ${reason?.code}`)).toEqual(
      Array(4).fill('skipped taken-back'),
    );
    expect(world.writesSince(before)).toEqual([]);
    expect([...world.rows.values()].map(({ state }) => state)).toEqual(Array(6).fill('revoked'));
  });
});

describe('what is asked', () => {
  it.each([
    ['no count', '', 400, '/count'],
    ['a count that is none', 'count=all', 400, '/count'],
    ['a destination that is not there', 'destination=none&dryRun=true', 400, '/destination'],
    ['a misspelled dry run', 'dryrun=true', 400, '/dryrun'],
    ['another count', 'count=3', 409, undefined],
  ])('changes nothing where it is %s', async (_, query, status, pointer) => {
    await plant('graph');
    const before = world.simulator.requests().length;
    const { status: said, body } = await ask(query);
    expect([said, body.errors[0]?.pointer]).toEqual([status, pointer]);
    expect(world.writesSince(before)).toEqual([]);
  });

  it('is a 409 where no ledger is kept', async () => {
    expect((await ask('dryRun=true', null)).status).toBe(409);
  });

  it('leaves the other destinations alone where some are named', async () => {
    await plant('graph');
    await plant('defender');
    expect((await ask('dryRun=true&destination=defender')).body.count).toBe(4);
  });
});
