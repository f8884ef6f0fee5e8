import * as E from 'fp-ts/Either';
import { entryOf } from '../../shared/delivery/ledger/ledger';
import { defender } from '../../shared/destinations/defender/defender';
import { graph } from '../../shared/destinations/graph/graph';
import { knownIndicators } from '../../shared/destinations/defender/known-indicator';
import { answerOf } from '../destinations/graph-verdicts';
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

describe('what is several things at its destination', () => {
  const [domain, address, both] = [
    indicatorOf('domain', { domainName: 'evil.example' }),
    indicatorOf('address', { domainName: 'other.example', networkIPv4: '45.155.205.233' }),
    indicatorOf('both', { domainName: 'evil.example', networkIPv4: '45.155.205.233' }),
  ];
  const tenant = (max: number) => defenderTenant({ max, others: 0, now: () => new Date(jest.now()) });

  it.each([
    ['one of them is there already: it is created', 10, [domain], 'Created evil.example,45.155.205.233'],
    [
      'all of them are there, each for another: it is a duplicate',
      10,
      [domain, address],
      'Duplicate evil.example,45.155.205.233',
    ],
    ['one of them has no room: it waits', 1, [domain], 'Unsettled quota'],
  ])('has one delivery where %s', async (_, max, before, expected) => {
    const { script, room } = tenant(max);
    const { bring } = delivererWorld(script, { destination: defender, room });
    for (const one of before) await bring([one]);
    const [said] = await bring([both]);
    expect([said?.externalId, brief(said === undefined ? [] : [said])]).toEqual(['both', [expected]]);
  });

  it('is rejected where one of them is, and the other is known to be there', async () => {
    const { bring, ledger } = delivererWorld(
      (call) =>
        E.right(
          answerOf(200, {
            value: (
              call.body as { readonly Indicators: readonly { readonly indicatorValue: string }[] }
            ).Indicators.map(({ indicatorValue: indicator }) => ({
              id: indicator,
              indicator,
              isFailed: indicator === 'evil.example',
              failureReason: 'InvalidDomainName',
            })),
          }),
        ),
      { destination: defender },
    );
    expect(brief(await bring([both]))).toEqual(['Rejected indicator-refused']);
    expect([...ledger.values()].flatMap(({ id, state }) => (state === 'created' ? [id] : []))).toEqual([
      '45.155.205.233',
    ]);
  });

  it('is taken back with all its entries where an earlier build kept them in one row', async () => {
    const { bring, calls, ledger } = delivererWorld(() => E.right(answerOf(204, undefined)), {
      destination: defender,
    });
    const row = knownIndicators(both, true).at(-1);
    if (row === undefined) throw new Error('it is known');
    const sourceTime = '2026-11-22T00:00:00.000Z';
    ledger.set(row.externalId, entryOf(row, { id: '7,8', sourceTime, state: 'created' }));
    expect(brief(await bring([{ ...both, isActive: false }]))).toEqual(['Revoked 7,8']);
    expect(calls.map(({ body }) => body)).toEqual([{ IndicatorIds: ['7', '8'] }]);
  });
});
