import { type JsonObject } from '../../local/simulator/json';
import { type Indicator } from '../../shared/indicator/indicator';
import { type ReadBackReport } from '../../shared/delivery/read-back/read-back';
import { indicatorOf } from '../pipeline/planned';
import { readBackWorld, type Kind, type ReadBackWorld } from './read-back-world';

let world: ReadBackWorld;

beforeEach(async () => {
  world = await readBackWorld();
});

afterEach(() => world.stop());

const kinds: readonly Kind[] = ['graph', 'sentinel', 'defender'];

const productOf: Readonly<Record<Kind, Indicator['targetProduct']>> = {
  graph: 'Azure Sentinel',
  sentinel: 'Azure Sentinel',
  defender: 'Microsoft Defender ATP',
};

/** More than a page of each list; one of Defender's is followed by an empty one. */
const more: Readonly<Record<Kind, number>> = { graph: 510, sentinel: 110, defender: 10 };

/** Each looks for a domain that says what is to become of it: `missing-3.example.com`. */
const named = (
  kind: Kind,
  what: string,
  count: number,
  more: Partial<Indicator> = {},
): readonly Indicator[] =>
  Array.from({ length: count }, (_, index) =>
    indicatorOf(`${what}-${index}`, {
      domainName: `${what}-${index}.example.com`,
      targetProduct: productOf[kind],
      confidence: 70,
      severity: 3,
      ...more,
    }),
  );

const isAbout = (entry: JsonObject, what: string): boolean =>
  [entry.domainName, entry.indicatorValue, entry.pattern].some((text) =>
    (typeof text === 'string' ? text : '').includes(`${what}-`),
  );

const seenAs = ({ differences }: ReadBackReport): readonly string[] =>
  differences.map(({ visibility }) => {
    if (visibility._tag === 'accepted-not-visible') return `${visibility._tag} ${visibility.causes[0]}`;
    return visibility._tag === 'foreign-change'
      ? `${visibility._tag} ${visibility.differs.join()}`
      : visibility._tag;
  });

const counted = (texts: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
};

const removing =
  (what: string) =>
  (entry: JsonObject): JsonObject | null =>
    isAbout(entry, what) ? null : entry;

const changing =
  (what: string, change: JsonObject) =>
  (entry: JsonObject): JsonObject =>
    isAbout(entry, what) ? { ...entry, ...change } : entry;

describe.each(kinds)('what %s shows', (kind) => {
  it('is as it was sent where nobody meddled, page after page', async () => {
    await world.bring(kind, named(kind, 'kept', more[kind]));
    world.pass(30);
    const before = world.pages();
    const report = await world.look(kind);
    const counts = { visible: more[kind], others: 0 };
    expect(report).toMatchObject({ unseen: null, differences: [], counts });
    expect(world.pages() - before).toBe(2);
  });

  it('is not judged before it may be shown', async () => {
    await world.bring(kind, named(kind, 'young', 3));
    world.simulator.changeInPortal(kind, removing('young'));
    world.pass(1);
    expect(await world.look(kind)).toMatchObject({ differences: [], counts: { pending: 3 } });
  });

  it.each([429, 500])(
    'is judged as far as it was seen where the product answers %i in the middle, and the rest is never called missing',
    async (status) => {
      await world.bring(kind, named(kind, 'kept', more[kind]));
      world.pass(30);
      world.failFrom(2, status);
      const { unseen, differences, counts } = await world.look(kind);
      expect({ unseen, differences }).toEqual({
        unseen: { code: `http-${status}`, status },
        differences: [],
      });
      expect(counts).toMatchObject({ missing: 0, 'accepted-not-visible': 0 });
      expect(counts.visible + counts.unseen).toBe(more[kind]);
      expect(counts.visible).toBeGreaterThan(0);
    },
  );

  it('is not judged at all where the product fails at once', async () => {
    await world.bring(kind, named(kind, 'kept', 5));
    world.pass(30);
    world.failFrom(1, 500);
    expect(await world.look(kind)).toMatchObject({
      unseen: { code: 'http-500', status: 500 },
      differences: [],
      counts: { unseen: 5, visible: 0, missing: 0 },
    });
  });

  it('is asked for again after a moment where it is busy', async () => {
    await world.bring(kind, named(kind, 'kept', 3));
    world.pass(30);
    const on = kind === 'sentinel' ? 'management' : kind;
    const headers = { 'retry-after': '7' };
    world.simulator.inject({ on, times: 2, answer: { kind: 'status', status: 429, headers } });
    expect(await world.look(kind)).toMatchObject({ unseen: null, counts: { visible: 3 } });
  });

  it('may hold what others put there, which is counted and no more', async () => {
    await world.bring(kind, named(kind, 'others', 4));
    world.rows.clear();
    await world.bring(kind, named(kind, 'kept', 2));
    world.pass(30);
    expect(await world.look(kind)).toMatchObject({ differences: [], counts: { visible: 2, others: 4 } });
  });
});

describe('ten planted differences of each kind', () => {
  const change: Readonly<Record<'graph' | 'defender', readonly [JsonObject, string]>> = {
    graph: [{ action: 'block', expirationDateTime: '2026-05-05T00:00:00Z' }, 'action,expirationDateTime'],
    defender: [{ action: 'Allowed', expirationTime: '2026-05-05T00:00:00Z' }, 'action,expirationTime'],
  };

  it.each(['graph', 'defender'] as const)('are found at %s, and nothing is changed', async (kind) => {
    await world.bring(kind, named(kind, 'kept', 10));
    await world.bring(kind, named(kind, 'missing', 10));
    await world.bring(kind, named(kind, 'changed', 10));
    await world.bring(kind, named(kind, 'expired', 10, { expirationDateTime: '2026-01-01T00:10:00.000Z' }));
    const [foreign, differs] = change[kind];
    world.simulator.changeInPortal(kind, removing('missing'));
    world.simulator.changeInPortal(kind, changing('changed', foreign));
    world.simulator.changeInPortal(kind, removing('expired'));
    world.pass(30);
    const before = world.simulator.requests().length;
    const report = await world.look(kind);
    expect(counted(seenAs(report))).toEqual({
      missing: 10,
      [`foreign-change ${differs}`]: 10,
      'accepted-not-visible expired': 10,
    });
    expect(report.counts.visible).toBe(10);
    expect(world.writesSince(before)).toEqual([]);
  });

  it('are found at Sentinel with the likeliest cause of each, and nothing is changed', async () => {
    world.simulator.configure({ sentinelDrops: ['dropped-'], sentinelUnparsed: ['unparsed-'] });
    for (const what of ['kept', 'dropped', 'unparsed', 'changed', 'revoked'])
      await world.bring('sentinel', named('sentinel', what, 10));
    const expirationDateTime = '2026-01-01T00:10:00.000Z';
    await world.bring('sentinel', named('sentinel', 'expired', 10, { expirationDateTime }));
    world.simulator.changeInPortal('sentinel', changing('changed', { valid_until: '2026-05-05T00:00:00Z' }));
    world.simulator.changeInPortal('sentinel', changing('revoked', { revoked: true }));
    world.pass(30);
    const before = world.simulator.requests().length;
    const report = await world.look('sentinel');
    expect(counted(seenAs(report))).toEqual({
      'accepted-not-visible ingestion-rule': 10,
      'accepted-not-visible pattern-not-parsed': 10,
      'accepted-not-visible expired': 10,
      'foreign-change validUntil': 10,
      'foreign-change revoked': 10,
    });
    expect(report.counts.visible).toBe(10);
    expect(world.writesSince(before)).toEqual([]);
  });

  it('are put down to the quota where the tenant is full', async () => {
    await world.stop();
    world = await readBackWorld({ DEFENDER_MAX_INDICATORS: '20' });
    await world.bring('defender', named('defender', 'kept', 20));
    const [row] = world.rows.values();
    if (row === undefined) throw new Error('nothing was recorded');
    for (let index = 0; index < 10; index += 1) {
      const externalId = `evicted-${index}`;
      world.rows.set(`defender ${externalId}`, { ...row, externalId, id: `99${index}` });
    }
    world.pass(30);
    const report = await world.look('defender');
    expect(counted(seenAs(report))).toEqual({ 'accepted-not-visible quota': 10 });
  });
});

describe('what Sentinel sends again by itself', () => {
  it('is no change', async () => {
    await world.bring('sentinel', named('sentinel', 'kept', 10));
    world.pass(30);
    world.simulator.republish();
    expect(await world.look('sentinel')).toMatchObject({ differences: [], counts: { visible: 10 } });
  });
});

describe('what moves while it is read', () => {
  it('is looked for twice before it is called missing', async () => {
    await world.bring('defender', named('defender', 'kept', 5));
    world.pass(30);
    const json = { value: [] };
    world.simulator.inject({ on: 'defender', method: 'GET', answer: { kind: 'status', status: 200, json } });
    expect(await world.look('defender')).toMatchObject({ differences: [], counts: { visible: 5 } });
  });
});

describe('a workspace whose resource id nobody said', () => {
  it('is not looked at, and nothing is said of what it holds', async () => {
    await world.stop();
    world = await readBackWorld({ SENTINEL_WORKSPACE_RESOURCE_ID: '' });
    await world.bring('sentinel', named('sentinel', 'kept', 2));
    world.pass(30);
    expect(await world.look('sentinel')).toMatchObject({
      unseen: { code: 'not-set-up' },
      differences: [],
      counts: { visible: 0, missing: 0 },
    });
  });
});

describe('a caller who may not read', () => {
  it('is told so, and nothing is called missing', async () => {
    await world.bring('sentinel', named('sentinel', 'kept', 2));
    world.pass(30);
    world.simulator.configure({ sentinelReader: false });
    expect(await world.look('sentinel')).toMatchObject({
      unseen: { code: 'http-403', status: 403 },
      counts: { unseen: 2, missing: 0 },
    });
  });
});
