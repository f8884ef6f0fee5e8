import { HttpRequest, HttpResponse } from '@azure/functions';
import * as TE from 'fp-ts/TaskEither';
import { findKnown } from '../../functions/find';
import { takeBackIndicators } from '../../functions/take-back';
import { verify } from '../../functions/verify';
import { type LedgerSearch } from '../../shared/delivery/ledger/ledger-search';
import { type ReadBackStore } from '../../shared/delivery/ports';
import { unavailable } from '../../shared/failure';
import { type Indicator } from '../../shared/indicator/indicator';
import { dispatch } from '../../shared/pipeline/dispatch/dispatch';
import { type Environment } from '../../shared/pipeline/ports';
import { readBackWorld, type ReadBackWorld } from '../delivery/read-back-world';
import { inMemoryReadBacks } from '../delivery/in-memory-read-backs';
import { usualRoute } from '../destinations/usual';
import { inMemoryWorld } from '../pipeline/in-memory-environment';
import { indicatorOf, provenanceAt } from '../pipeline/planned';
import { rightOf } from '../pipeline/right-of';
import { answered } from './answered';
import { invocation } from './world';

let world: ReadBackWorld;
let environment: Environment;

beforeEach(async () => {
  world = await readBackWorld();
  environment = {
    ...inMemoryWorld([]).environment,
    now: world.now,
    routes: world.ways.map(({ instance, deliverer }) => ({ ...usualRoute, name: instance.name, deliverer })),
  };
});

afterEach(() => world.stop());

const say = async (source: string, eventId: string, indicators: readonly Indicator[]): Promise<void> => {
  const receivedAt = world.now().toISOString();
  const planned = indicators.map((indicator, index) => ({
    provenance: { ...provenanceAt(`/${index}`), source, eventId, eventTime: receivedAt, receivedAt },
    indicator,
  }));
  const order = { attempts: 0, firstSeenAt: receivedAt, history: [], later: false };
  const deadline = new Date(world.now().getTime() + 3_600_000);
  rightOf(await dispatch(environment)({ ...order, planned, routes: environment.routes, deadline })());
};

interface Known {
  readonly destination: string;
  readonly externalId: string;
  readonly state: string;
  readonly since: string | null;
  readonly readBack: { readonly state: string; readonly at: string } | null;
  readonly observables: readonly { readonly kind: string; readonly value: string }[];
  readonly saidBy: readonly {
    readonly source: string;
    readonly eventId: string;
    readonly takenBack: boolean;
  }[];
}

interface Page {
  readonly count: number;
  readonly indicators: readonly Known[];
  readonly next: string | null;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string }[];
}

const call = async (
  method: 'GET' | 'DELETE',
  query: Readonly<Record<string, string>>,
  search: LedgerSearch | null = world.search,
  readBacks?: ReadBackStore,
) => {
  const url = `http://localhost/api/indicators?${String(new URLSearchParams(query))}`;
  const request = new HttpRequest({ url, method, query: { ...query } });
  const handler =
    method === 'GET' ? findKnown(environment, search, readBacks) : takeBackIndicators(environment, search);
  const response = new HttpResponse(await answered(environment, handler)(request, invocation().context));
  return { status: response.status, page: (await response.json()) as Page };
};

const find = (query: Readonly<Record<string, string>>) => call('GET', query);

const bare = Object.fromEntries(
  Object.entries(indicatorOf('url')).filter(([name]) => name !== 'domainName'),
) as Indicator;

const [evil, url] = [
  indicatorOf('evil', { domainName: 'evil-find.example.com' }),
  { ...bare, externalId: 'url', url: 'http://evil-find.example.com/a' },
];

const brief = ({ page }: { readonly page: Page }) =>
  page.indicators.map(({ destination, externalId, state }) => [destination, externalId, state]);

describe('GET /api/indicators', () => {
  it('says of a value where it is, in which state, since when and who says it, however it is spelled', async () => {
    await say('feed', 'run-1', [evil]);
    await say('other', 'run-2', [evil]);
    const { status, page } = await find({ value: 'Evil-Find[.]example[.]com' });
    expect(status).toBe(200);
    expect(page.count).toBe(environment.routes.length);
    expect(new Set(page.indicators.map(({ destination }) => destination))).toEqual(
      new Set(environment.routes.map(({ name }) => name)),
    );
    for (const one of page.indicators) {
      expect(one).toMatchObject({ state: 'held', observables: [{ value: 'evil-find.example.com' }] });
      expect(one.since).not.toBeNull();
      expect(one.saidBy.map(({ source, eventId }) => [source, eventId]).sort()).toEqual([
        ['feed', 'run-1'],
        ['other', 'run-2'],
      ]);
    }
  });

  it('says how it stood when each product was last looked at, and when that was', async () => {
    const readBacks = inMemoryReadBacks();
    const { verifying } = world;
    const seen = async () =>
      (await call('GET', { value: 'evil-find.example.com' }, world.search, readBacks)).page.indicators
        .map(({ destination, readBack }) => [destination, readBack?.state ?? null, readBack?.at ?? null])
        .sort();
    const look = async (): Promise<string> => {
      const at = world.now().toISOString();
      const handler = verify({ ...verifying, readBacks });
      const request = new HttpRequest({ url: 'http://localhost/api/verify', method: 'GET' });
      await answered(environment, handler)(request, invocation().context);
      return at;
    };
    await say('feed', 'run-1', [evil]);
    expect(await seen()).toEqual(expect.arrayContaining([['graph', null, null]]));
    world.pass(60);
    const first = await look();
    expect(await seen()).toEqual(expect.arrayContaining([['graph', 'visible', first]]));
    world.simulator.changeInPortal('graph', () => null);
    const second = await look();
    expect(await seen()).toEqual(
      expect.arrayContaining([
        ['defender', 'visible', second],
        ['graph', 'missing', second],
      ]),
    );
  });

  it('tells of what was taken back', async () => {
    await say('feed', 'run-1', [evil]);
    await call('DELETE', { value: 'evil-find.example.com', count: String(environment.routes.length) });
    const states = (await find({ value: 'evil-find.example.com' })).page.indicators.map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['revoked']));
  });

  it('finds the URLs of a host where that is asked for, and else the host alone', async () => {
    await say('feed', 'run-1', [evil, url]);
    const kinds = async (query: Readonly<Record<string, string>>) =>
      new Set(
        (await find(query)).page.indicators.flatMap(({ observables }) => observables.map(({ kind }) => kind)),
      );
    expect(await kinds({ value: 'evil-find.example.com' })).toEqual(new Set(['domainName']));
    expect(await kinds({ value: 'evil-find.example.com', urls: 'true' })).toEqual(
      new Set(['domainName', 'url']),
    );
  });

  it.each([
    ['HXXP://Evil-Find[.]example[.]com'],
    ['http://evil-find.example.com:8080/'],
    ['evil-find.example.com:443'],
  ])('finds a host, and its URLs where asked, by %s, as a report or a log has it', async (value) => {
    await say('feed', 'run-1', [evil, url]);
    const ids = async (query: Readonly<Record<string, string>>) =>
      new Set((await find(query)).page.indicators.map(({ externalId }) => externalId));
    expect((await ids({ value })).size).toBeGreaterThan(0);
    expect(await ids({ value })).toEqual(await ids({ value: 'evil-find.example.com' }));
    expect(await ids({ value, urls: 'true' })).toEqual(
      await ids({ value: 'evil-find.example.com', urls: 'true' }),
    );
    expect((await call('DELETE', { value, dryRun: 'true' })).page.count).toBe(0);
  });

  it('gives page after page, each once, and all of them', async () => {
    await say(
      'feed',
      'run-1',
      Array.from({ length: 7 }, (_, n) => indicatorOf(`page-${n}`, { domainName: `p${n}.evil.example.com` })),
    );
    const seen: unknown[] = [];
    let next: string | null = null;
    do {
      const page: { readonly page: Page } = await find({
        eventId: 'run-1',
        size: '4',
        ...(next === null ? {} : { next }),
      });
      expect(page.page.indicators.length).toBeLessThanOrEqual(4);
      seen.push(...brief(page));
      ({ next } = page.page);
    } while (next !== null);
    expect(seen).toHaveLength(7 * environment.routes.length);
    expect(new Set(seen.map(String)).size).toBe(seen.length);
  });

  it('finds only those in the state that is asked for', async () => {
    await say('feed', 'run-1', [evil]);
    expect((await find({ value: 'evil-find.example.com', state: 'revoked' })).page).toMatchObject({
      count: 0,
      indicators: [],
      next: null,
    });
  });

  it.each([
    [{}, ''],
    [{ value: ' ' }, '/value'],
    [{ value: 'a.example', source: 'feed' }, ''],
    [{ value: 'a.example', state: 'gone' }, '/state'],
    [{ value: 'a.example', size: '0' }, '/size'],
    [{ value: 'a.example', next: '!' }, '/next'],
    [{ value: 'a.example', dryRun: 'true' }, '/dryRun'],
    [{ source: 'feed', urls: 'true' }, '/urls'],
    [{ values: 'a.example' }, '/values'],
  ])('answers %j with 400 and the place', async (query, pointer) => {
    const { status, page } = await find(query);
    expect(status).toBe(400);
    expect(page.errors?.map((error) => error.pointer)).toContain(pointer);
    // What is wrong with the query as a whole has no name to stand before it.
    expect(page.detail).toMatch(/^[^:]+: expected /);
  });

  it('is a 409 where no ledger is kept, and a 503 where it is away', async () => {
    const away: LedgerSearch = { visit: () => TE.left(unavailable('table', 'ECONNREFUSED')) };
    expect((await call('GET', { value: 'a.example' }, null)).status).toBe(409);
    expect((await call('GET', { value: 'a.example' }, away)).status).toBe(503);
  });
});
