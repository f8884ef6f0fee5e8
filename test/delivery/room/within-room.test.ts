import { defender } from '../../../shared/destinations/defender/defender';
import { type Indicator } from '../../../shared/indicator/indicator';
import { indicatorOf } from '../../pipeline/planned';
import { defenderTenant } from '../defender-tenant';
import { brief, delivererWorld } from '../deliverer-world';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 23) });
});

afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

const max = 10;

/** A tenant of ten places that holds so many of somebody else, and the deliverer to it. */
const world = (others: number, maxKnown = max, ledger: 'on' | 'down' = 'on') => {
  const tenant = defenderTenant({ max, maxKnown, others, now: () => new Date(jest.now()) });
  const { bring } = delivererWorld(tenant.script, { destination: defender, room: tenant.room, ledger });
  return { bring, ...tenant };
};

const named = (name: string, more: Partial<Indicator> = {}): Indicator =>
  indicatorOf(name, { domainName: `${name}.example`, ...more });

describe('where there is not room for all', () => {
  it('the best go: by confidence, then severity, and the others are told why not', async () => {
    const { bring, imports } = world(7);
    const deliveries = await bring([
      named('unsaid'),
      named('sure', { confidence: 90 }),
      named('grave', { confidence: 50, severity: 5 }),
      named('mild', { confidence: 50, severity: 1 }),
      named('doubtful', { confidence: 10, severity: 5 }),
    ]);
    expect(brief(deliveries)).toEqual([
      'Unsettled quota',
      'Created sure.example',
      'Created grave.example',
      'Created mild.example',
      'Unsettled quota',
    ]);
    expect(imports).toEqual([['sure.example', 'grave.example', 'mild.example']]);
  });

  it('what is held is changed all the same, and takes no place', async () => {
    const { bring } = world(9);
    await bring([named('held')]);
    expect(brief(await bring([named('held', { severity: 3 }), named('new')]))).toEqual([
      'Updated held.example',
      'Unsettled quota',
    ]);
  });

  it('what may be held, as the ledger cannot be asked, is brought all the same: the tenant knows', async () => {
    const { bring, values } = world(9, max, 'down');
    values.add('held.example');
    expect(brief(await bring([named('held', { severity: 3 }), named('new')]))).toEqual([
      'Created held.example',
      'Unsettled quota',
    ]);
  });

  it('of what may be held, as the ledger cannot be asked, the tenant is given the best first', async () => {
    const { bring, imports } = world(9, max, 'down');
    await bring([named('mild', { confidence: 10 }), named('sure', { confidence: 90 })]);
    expect(imports).toEqual([['sure.example', 'mild.example']]);
  });

  it('a refusal that the count agrees with is the same, and costs no later call', async () => {
    const { bring, values, imports } = world(7);
    await bring([named('a')]);
    for (const other of ['x', 'y']) values.add(other);
    jest.setSystemTime(jest.now() + 61_000);
    expect(brief(await bring([named('b')]))).toEqual(['Unsettled quota']);
    const { length } = imports;
    expect(brief(await bring([named('c')]))).toEqual(['Unsettled quota']);
    expect(imports).toHaveLength(length);
  });

  it('a refusal in words that mean it, where there is room, is a trouble like others', async () => {
    const { bring } = world(10, 100);
    expect(brief(await bring([named('a')]))).toEqual(['Unsettled tenant-full']);
  });

  it('a value of several takes as many places', async () => {
    const { bring } = world(8);
    const wide = named('wide', { confidence: 90, networkIPv4: '45.155.205.233' });
    expect(brief(await bring([named('narrow'), wide]))).toEqual([
      'Unsettled quota',
      'Created wide.example,45.155.205.233',
    ]);
  });
});
