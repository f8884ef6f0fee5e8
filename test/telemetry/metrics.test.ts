import { type Point } from './sdk';
import { newTrace, startTracedWorld, type TracedWorld } from './traced-world';
import { indicator, indicators } from '../integration/indicators';
import { down } from '../functions/world';

let traced: TracedWorld;

beforeAll(async () => {
  traced = await startTracedWorld();
});
afterEach(async () => {
  traced.simulator.reset();
  await traced.sdk.reset();
});
afterAll(() => traced.stop());

/** As one line each: a name, its value and its attributes in the order of their names. */
const brief = ({ name, value, attributes }: Point): string =>
  [
    `${name}=${value}`,
    ...Object.entries(attributes)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, text]) => `${key}:${String(text)}`),
  ].join(' ');

const measured = async (...names: readonly string[]): Promise<readonly string[]> =>
  (await traced.sdk.points())
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map(brief)
    .sort();

const status = (code: number, headers: Readonly<Record<string, string>> = {}) =>
  ({ on: 'graph', answer: { kind: 'status', status: code, headers } }) as const;

describe('what is counted', () => {
  it('of an event that is created in part: each metric once, with its attributes', async () => {
    const body = [...indicators(3, 'part'), indicator({ domainName: 'bad.example', confidence: 101 })];
    await traced.http(traced.world(), { body, ...newTrace() });
    expect(await measured()).toEqual([
      'gateway.batch.fill=1 destination:graph',
      'gateway.calls=1 destination:graph status:200',
      'gateway.circuit.open=0 destination:graph',
      'gateway.events=1 channel:http format:tiIndicator',
      'gateway.indicators=1 destination:none reason:indicator-invalid state:skipped',
      'gateway.indicators=3 destination:graph reason:none state:created',
      'gateway.limiter.wait=1 destination:graph',
      'gateway.settled=1 destination:graph state:created',
      'gateway.settled=1 destination:none state:skipped',
    ]);
  });

  it.each([
    ['eventGrid', 'event-grid'],
    ['queue', 'queue'],
  ] as const)('of an event by another channel: %s', async (way, channel) => {
    await traced[way](traced.world(), { body: indicators(1, channel) });
    expect(await measured('gateway.events')).toEqual([
      `gateway.events=1 channel:${channel} format:tiIndicator`,
    ]);
  });

  it('of an event that nobody can read', async () => {
    await traced.queue(traced.world(), { body: { hello: 'world' } });
    expect(await measured()).toEqual([
      'gateway.events=1 channel:queue format:none',
      'gateway.indicators=1 destination:none reason:format-unknown state:parked',
      'gateway.settled=1 destination:none state:parked',
    ]);
  });

  it('of a job: its age when it is taken, and that it was tried again', async () => {
    const world = traced.world();
    traced.simulator.inject({ ...status(500), times: null });
    await traced.http(world, { body: indicators(2, 'job') });
    expect(await measured('gateway.indicators', 'gateway.retries', 'gateway.settled')).toEqual([
      'gateway.indicators=2 destination:graph reason:queued state:deferred',
      'gateway.retries=1 destination:graph',
    ]);
    traced.simulator.reset();
    await traced.job(world, { body: JSON.parse(world.queued[0]?.message ?? '') as unknown });
    expect(await measured('gateway.job.age', 'gateway.indicators', 'gateway.retries')).toEqual([
      'gateway.indicators=2 destination:graph reason:none state:created',
      'gateway.job.age=1 destination:graph',
    ]);
  });

  it('of a throttled call that is made again in place', async () => {
    traced.simulator.inject(status(429, { 'retry-after': '0' }));
    await traced.http(traced.world(), { body: indicators(1, 'throttled') });
    expect(await measured('gateway.calls', 'gateway.throttles', 'gateway.retries')).toEqual([
      'gateway.calls=1 destination:graph status:201',
      'gateway.calls=1 destination:graph status:429',
      'gateway.retries=1 destination:graph',
      'gateway.throttles=1 destination:graph',
    ]);
  });

  it('of a call that is never answered', async () => {
    traced.simulator.inject({ on: 'graph', times: null, answer: { kind: 'reset' } });
    await traced.http(traced.world(), { body: indicators(1, 'reset') });
    expect(await measured('gateway.calls')).toEqual(['gateway.calls=3 destination:graph status:none']);
  });

  it('of no call where there was no token', async () => {
    traced.simulator.inject({ on: 'token', times: null, answer: { kind: 'status', status: 500 } });
    const { exchangeTo } = await import('../azure/managed-identity');
    const exchange = exchangeTo(traced.simulator.graphUrl, () => 'the-id');
    await traced.http(traced.world({ exchange }), { body: indicators(1, 'no-token') });
    expect(await measured('gateway.calls')).toEqual([]);
  });

  it('of a destination that is left alone: the circuit is open', async () => {
    const world = traced.world({ exchange: down });
    for (let n = 0; n < 5; n += 1) await traced.http(world, { body: indicators(1, `down-${n}`) });
    expect(await measured('gateway.circuit.open')).toEqual(['gateway.circuit.open=1 destination:graph']);
    expect(world.alerts).toContain('circuit-open');
  });
});

describe('an alert', () => {
  it.each([
    ['the role is missing', status(403), 'role-missing'],
    ['the API is gone', status(410), 'destination-retired'],
  ])('says at once that %s', async (_, fault, code) => {
    const world = traced.world();
    traced.simulator.inject({ ...fault, times: null });
    await traced.http(world, { body: indicators(1, code) });
    expect(world.alerts).toEqual([code]);
  });
});
