import assert from 'node:assert/strict';
import path from 'node:path';
import { type Fault } from './fault';
import { callsOf, isAtGraph, liveWith, onGraph, row } from './restart';
import { startUntrusted } from './self-signed';
import { busyUntilDate } from './status';
import { type StorageFault } from './storage-proxy';

/** The host can not say that it still works on a message. */
const renewalRefused: StorageFault = {
  service: 'queue',
  method: 'PUT',
  path: '/indicator-events/messages/',
  answer: { kind: 'refuse', status: 503, code: 'ServerBusy' },
};

const clock = (name: string, minutes: number): Fault =>
  row(`clock ${name}`, {
    inject: (lane) =>
      liveWith(lane, {
        NODE_OPTIONS: `--require ${JSON.stringify(path.join(__dirname, 'shifted-clock.cjs'))}`,
        CLOCK_SHIFT_MINUTES: String(minutes),
      }),
    unseen: true,
    healed: isAtGraph,
    maxCalls: 1,
    verify: ({ outcomes }) => {
      const off = outcomes.map(({ settledAt }) => (Date.parse(settledAt) - Date.now()) / 60_000);
      assert.ok(off.every((shift) => Math.abs(shift - minutes) < 2));
    },
  });

const ahead = clock('10 min ahead', 10);

const dated = busyUntilDate(4000);

/** The process stands still, has the wrong time, is new, or is not alone. */
export const processFaults: readonly Fault[] = [
  row('the event loop is blocked for 5 s', {
    inject: (lane) => {
      onGraph(lane, { kind: 'delay', ms: 500 });
      lane.onHeal(() => {
        lane.gateway.host.signal('SIGUSR2');
        return Promise.resolve();
      });
    },
    healed: isAtGraph,
  }),
  row('invisibility runs out during the work', {
    by: ['queue'],
    inject: (lane) => {
      onGraph(lane, { kind: 'delay', ms: 4500 });
      lane.storage.inject(renewalRefused);
    },
    healed: 6000,
    maxCalls: 1,
  }),
  row('invisibility runs out, there being another instance', {
    by: ['queue'],
    inject: async (lane) => {
      await lane.gateway.another();
      onGraph(lane, { kind: 'delay', ms: 4500 }, 2);
      lane.storage.inject(renewalRefused);
    },
    healed: 6000,
    ambiguous: true,
  }),
  { ...ahead, heldBy: 'clock 10 min ahead, 429 with a date' },
  clock('10 min behind', -10),
  {
    ...ahead,
    name: 'clock 10 min ahead, 429 with a date',
    by: ['http'],
    inject: async (lane, ids) => {
      await ahead.inject(lane, ids);
      onGraph(lane, { kind: 'status', ...dated.answer() });
    },
    healed: (lane) => callsOf(lane) > 1,
    maxCalls: 2,
    verify: dated.verify,
  },
  row('cold start under 200 requests', {
    unseen: true,
    by: ['each'],
    count: 200,
    expected: { created: 200 },
    inject: async ({ gateway, onHeal }) => {
      await gateway.host.end('SIGKILL');
      const started = gateway.host.start();
      onHeal(() => started);
    },
    healed: (_, { isSent }) => isSent,
    // Those that come within a window share a call; their number depends on the machine. No call is made twice.
    maxCalls: 200,
  }),
  row('a job of the version before', { by: ['job'], unseen: true, inject: () => undefined, maxCalls: 1 }),
  row('a name that is not found, for 1.5 s', {
    group: 'line',
    unseen: true,
    by: ['http'],
    inject: (lane) => liveWith(lane, { GRAPH_BASE_URL: 'https://graph.invalid/beta' }),
    healed: 1500,
    maxCalls: 1,
  }),
  row('a certificate that nobody signed, for 1.5 s', {
    group: 'line',
    unseen: true,
    by: ['http'],
    inject: async (lane) => {
      const untrusted = await startUntrusted();
      await liveWith(lane, { GRAPH_BASE_URL: `${untrusted.url}/beta` });
      lane.onHeal(async () => {
        await untrusted.stop();
        assert.ok(untrusted.connections() > 0, 'somebody came');
        assert.equal(untrusted.heard(), 0, 'nobody trusted it');
      });
    },
    healed: 1500,
    maxCalls: 1,
  }),
];
