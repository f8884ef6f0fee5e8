import { indicatorOf } from '../pipeline/planned';
import { readBackWorld, type ReadBackWorld } from './read-back-world';

let world: ReadBackWorld;

beforeAll(async () => {
  world = await readBackWorld();
});

afterAll(() => world.stop());

const indicator = indicatorOf('evil', { domainName: 'evil.example' });

/** One source says it, or takes it back, a minute after what it said before. */
const say = async (scope?: 'own') => {
  world.pass(1);
  const way = world.ways.find(({ instance }) => instance.name === 'sentinel');
  const at = world.now().toISOString();
  const assertedBy = { source: 'feed', externalId: indicator.externalId, receivedAt: at, eventId: 'event' };
  const sent = scope === undefined ? indicator : { ...indicator, isActive: false };
  const items = [{ indicator: sent, sourceTime: at, assertedBy, takeBackScope: scope }];
  const deadline = new Date(world.now().getTime() + 3_600_000);
  const deliveries = (await way?.deliverer(items, deadline)()) ?? [];
  return deliveries.map(({ _tag }) => _tag);
};

/** What an analyst sees in the workspace: which objects there are, and whether each counts. */
const seen = () => world.simulator.stixObjects().map(({ id, revoked }) => ({ id, counts: revoked !== true }));

const visible = async () => {
  world.pass(60);
  const { counts, differences } = await world.look('sentinel');
  return { visible: counts.visible, differences };
};

describe('when something is revoked in Sentinel, created again, and revoked again', () => {
  it('comes each time as an object of its own, of which the older ones stay revoked', async () => {
    expect(await say()).toEqual(['Created']);
    const [first] = seen();
    expect(seen()).toEqual([{ id: first?.id, counts: true }]);

    expect(await say('own')).toEqual(['Revoked']);
    expect(seen()).toEqual([{ id: first?.id, counts: false }]);
    expect(await visible()).toEqual({ visible: 1, differences: [] });

    expect(await say()).toEqual(['Created']);
    const second = seen().find(({ id }) => id !== first?.id);
    expect(seen()).toHaveLength(2);
    expect(seen().filter(({ counts }) => counts)).toEqual([{ id: second?.id, counts: true }]);
    expect(await visible()).toEqual({ visible: 1, differences: [] });

    expect(await say('own')).toEqual(['Revoked']);
    expect(seen().map(({ counts }) => counts)).toEqual([false, false]);
    expect(await visible()).toEqual({ visible: 1, differences: [] });

    expect(await say()).toEqual(['Created']);
    const ids = new Set(seen().map(({ id }) => id));
    expect([ids.size, seen().filter(({ counts }) => counts).length]).toEqual([3, 1]);
    expect([...world.rows.values()]).toMatchObject([{ generation: 2 }]);
  });
});
