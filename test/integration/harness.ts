import assert from 'node:assert/strict';
import { type RecordedRequest } from '../../local/simulator/recorded';
import { startGateway, type Gateway } from './gateway';
import { senderTo, type Sender } from './sender';

/** A gateway for the tests of a file; the members are there once the file's tests run. */
export interface Harness {
  readonly gateway: Gateway;
  readonly sender: Sender;
  readonly stored: () => readonly Readonly<Record<string, unknown>>[];
  /** Requests to Graph, in order. */
  readonly calls: () => readonly RecordedRequest[];
}

/**
 * Starts a gateway before the tests of a file, with settings besides the usual ones. After each test it checks the conservation
 * law: everything taken in has exactly one final outcome, Graph holds exactly what the outcomes say, and was never sent an
 * undeclared property.
 */
export const useGateway = (settings: Readonly<Record<string, string>> = {}): Harness => {
  let running: { readonly gateway: Gateway; readonly sender: Sender } | undefined;
  const harness = () => running ?? assert.fail('the gateway did not start');
  const stored = () => harness().gateway.simulator.stored();
  const calls = () =>
    harness()
      .gateway.simulator.requests()
      .filter(({ on }) => on === 'graph');

  beforeAll(async () => {
    const gateway = await startGateway(settings);
    running = { gateway, sender: senderTo(gateway) };
  });

  afterEach(async () => {
    const { gateway, sender } = harness();
    await gateway.queueGate.open();
    await gateway.setGraphDown(false);
    try {
      const outcomes = await sender.settled();
      const created = outcomes.filter(({ state }) => state === 'created').map(({ id }) => String(id));
      const unexplained = outcomes.filter(({ state, reason }) => state !== 'created' && reason === null);
      const undeclared = calls().flatMap((call) => call.undeclared);
      assert.deepEqual(
        created.sort(),
        stored()
          .map(({ id }) => id)
          .sort(),
      );
      assert.deepEqual(unexplained, []);
      assert.deepEqual(undeclared, []);
    } finally {
      sender.forget();
      gateway.simulator.reset();
    }
  });

  afterAll(() => running?.gateway.stop());

  return {
    get gateway() {
      return harness().gateway;
    },
    get sender() {
      return harness().sender;
    },
    stored,
    calls,
  };
};
