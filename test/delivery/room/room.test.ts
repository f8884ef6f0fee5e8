import * as E from 'fp-ts/Either';
import { createRoom } from '../../../shared/delivery/room/room';
import { type Capacity } from '../../../shared/destinations/destination';
import { unavailable } from '../../../shared/failure';
import { answerOf } from '../../destinations/graph-verdicts';
import { indicatorOf } from '../../pipeline/planned';

const capacity: Capacity = {
  max: 100,
  weightOf: () => 1,
  list: (skip) => ({ method: 'GET', path: `/list?skip=${skip}`, body: undefined }),
  idsIn: ({ body }) => (Array.isArray(body) ? (body as readonly string[]) : null),
};

const idsTo = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `id-${n}`);

type Page = (skip: number, ids: readonly string[]) => readonly string[] | null;

const pagesOf =
  (size: number): Page =>
  (skip, ids) =>
    ids.slice(skip, skip + size);

/** A room on a clock of its own, over a tenant that holds so many. */
const world = (first: number, page: Page = pagesOf(10)) => {
  const tenant = { ids: idsTo(first), page, calls: 0 };
  let clock = 0;
  const told: string[] = [];
  const room = createRoom({
    capacity,
    exchange:
      ({ path }) =>
      () => {
        tenant.calls += 1;
        clock += 1;
        const found = tenant.page(Number(path.split('=')[1]), tenant.ids);
        return Promise.resolve(
          found === null ? E.left(unavailable('destination', 'timeout')) : E.right(answerOf(200, found)),
        );
      },
    now: () => new Date(clock),
    countMs: 1000,
    onHeld: (held, max) => told.push(`${held} of ${max}`),
  });
  const elapse = (seconds: number): void => {
    clock += seconds * 1000;
  };
  return { room, tenant, told, elapse };
};

describe('a count', () => {
  it.each<[string, Page]>([
    ['by pages', pagesOf(10)],
    ['by smaller pages than were asked for', pagesOf(3)],
    ['in one page, whatever is asked for', (_, ids) => ids],
    ['by pages that begin too early', (skip, ids) => ids.slice(Math.max(0, skip - 2), skip + 10)],
  ])('comes to what is there: %s', async (_, page) => {
    const { room, told } = world(37, page);
    expect(await room.held()).toBe(37);
    expect(told).toEqual(['37 of 100']);
  });

  it('is made once for all who ask meanwhile, and again after an hour', async () => {
    const { room, tenant, elapse } = world(5);
    expect(await Promise.all([room.held(), room.held()])).toEqual([5, 5]);
    const { calls } = tenant;
    tenant.ids = idsTo(7);
    elapse(3590);
    expect([await room.held(), tenant.calls]).toEqual([5, calls]);
    elapse(20);
    expect([await room.held(), tenant.calls]).toEqual([7, 2 * calls]);
  });

  it('is made sooner for who asks for a younger one', async () => {
    const { room, tenant, elapse } = world(5);
    await room.held();
    tenant.ids = idsTo(7);
    elapse(61);
    expect(await room.held(60_000)).toBe(7);
  });

  it('that fails leaves nothing known, and is not tried again for a minute', async () => {
    const { room, tenant, elapse } = world(5, (skip) => (skip === 0 ? ['id-0'] : null));
    expect([await room.held(), await room.held(), tenant.calls]).toEqual([null, null, 2]);
    tenant.page = pagesOf(10);
    elapse(61);
    expect(await room.held()).toBe(5);
  });

  it('that fails later leaves what was known', async () => {
    const { room, tenant, elapse } = world(5);
    await room.held();
    tenant.page = () => null;
    elapse(3700);
    expect(await room.held()).toBe(5);
  });
});

describe('a place', () => {
  const some = (count: number) => idsTo(count).map((id) => indicatorOf(id));

  it('is given once, and is free again where it was not taken', async () => {
    const { room, told } = world(98);
    const three = some(3);
    expect([await room.enter(three), await room.enter(three)]).toEqual([2, 0]);
    room.left(three.slice(0, 2), three.slice(0, 1));
    expect(await room.enter(three)).toBe(1);
    expect(told.at(-1)).toBe('99 of 100');
  });

  it('is everybody’s where it cannot be counted', async () => {
    const { room } = world(100, () => null);
    expect(await room.enter(some(3))).toBe(3);
  });
});
