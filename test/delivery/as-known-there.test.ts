import { defender } from '../../shared/destinations/defender/defender';
import { graph } from '../../shared/destinations/graph/graph';
import { createsAll } from '../pipeline/graph-script';
import { indicatorOf } from '../pipeline/planned';
import { defenderTenant } from './defender-tenant';
import { brief, delivererWorld } from './deliverer-world';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 23) });
});

afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

const ports = [80, 443, 8080].map((networkPort) =>
  indicatorOf(`port ${networkPort}`, { domainName: 'evil.example', networkPort }),
);

describe('what is one thing at its destination', () => {
  it('is brought there once, and each has its own delivery', async () => {
    const { script, imports } = defenderTenant({ max: 10, others: 0, now: () => new Date(jest.now()) });
    const { bring, ledger } = delivererWorld(script, { destination: defender });
    const deliveries = await bring(ports);
    expect(brief(deliveries)).toEqual([
      'Created evil.example',
      'Duplicate evil.example',
      'Duplicate evil.example',
    ]);
    expect(deliveries.map(({ externalId }) => externalId)).toEqual(ports.map(({ externalId }) => externalId));
    expect(imports).toEqual([['evil.example']]);
    expect(ledger.size).toBe(1);
  });

  it('is changed there by the later one, where that says something else', async () => {
    const { script, imports } = defenderTenant({ max: 10, others: 0, now: () => new Date(jest.now()) });
    const { bring } = delivererWorld(script, { destination: defender });
    const [first, second] = ports;
    if (first === undefined || second === undefined) throw new Error('there are three');
    await bring([first]);
    expect(brief(await bring([{ ...second, severity: 5 }]))).toEqual(['Updated evil.example']);
    expect(imports).toHaveLength(2);
  });

  it('is several where the destination tells them apart', async () => {
    const { bring, ledger } = delivererWorld(createsAll, { destination: graph });
    expect((await bring(ports)).map(({ _tag }) => _tag)).toEqual(['Created', 'Created', 'Created']);
    expect(ledger.size).toBe(3);
  });
});
