import { type FaultAnswer } from '../../local/simulator/faults';
import { startSimulator, type Simulator } from '../../local/simulator/simulator';
import { gateTo, type Gate } from '../integration/gate';
import { eventually } from '../waiting';
import { exchangeTo, unavailable, useIdentityEndpoint } from './managed-identity';

let simulator: Simulator;
/** In front of the identity endpoint. */
let gate: Gate;
let restore: () => void;

const enough = 20_000;
const short = 300;

beforeAll(async () => {
  simulator = await startSimulator();
  gate = await gateTo(Number(new URL(simulator.url).port));
  restore = useIdentityEndpoint(`http://127.0.0.1:${gate.port}/msi/token`, simulator.identity.header);
});

afterEach(() => simulator.reset());

afterAll(async () => {
  restore();
  await Promise.all([gate.shut(), simulator.stop()]);
});

const graphCalls = () => simulator.requests().filter(({ on }) => on === 'graph');

const list = { method: 'GET', path: '/security/tiIndicators', body: undefined } as const;

describe('when the identity endpoint gives no token', () => {
  const call = (timeoutMs: number) => exchangeTo(simulator.graphUrl, () => 'the-id')(list, timeoutMs)();

  afterEach(async () => {
    await gate.open();
  });

  it('fails when it refuses, without a call to Graph', async () => {
    simulator.inject({ on: 'token', answer: { kind: 'status', status: 400 } });
    expect(await call(enough)).toEqual(unavailable('identity', 'token-unavailable'));
    expect(graphCalls()).toEqual([]);
  });

  it.each([
    ['answers 500 for longer', { kind: 'status', status: 500 }],
    ['hangs', { kind: 'hang' }],
    ['breaks its connections', { kind: 'reset' }],
  ] satisfies [string, FaultAnswer][])(
    'fails as the identity when the time-out is over: %s',
    async (_, answer) => {
      simulator.inject({ on: 'token', times: null, answer });
      const result = await call(short);
      expect(graphCalls()).toEqual([]);
      // The credential goes on by itself: let it come to its end, so that nothing is left running.
      simulator.reset();
      await gate.shut();
      await gate.open();
      await eventually(() => simulator.tokensIssued() > 0);
      expect(result).toEqual(unavailable('identity', expect.any(String)));
    },
  );

  it('fails as the identity when its connection is refused', async () => {
    await gate.shut();
    const result = await call(short);
    await gate.open();
    await eventually(() => simulator.tokensIssued() > 0);
    expect(result).toEqual(unavailable('identity', expect.any(String)));
  });
});
