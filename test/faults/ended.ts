import assert from 'node:assert/strict';
import { type Fault, type Lane, type Sending } from './fault';
import { isAtGraph, isAtGraphForTwo, onGraph, restart, row } from './restart';
import { type StorageFault } from './storage-proxy';

const isHeld = ({ storage }: Lane): boolean => storage.hits() > 0;

/** Holds one request to a queue, so that the app can be ended there. */
const holding = (method: string, messages: string, apply = false): StorageFault => ({
  service: 'queue',
  method,
  path: messages,
  times: 1,
  answer: { kind: 'hang', apply },
});

/** The app is ended when `when` says so, and started again on the same storage. */
const ended =
  (by: 'SIGKILL' | 'SIGTERM', how: string) =>
  (
    name: string,
    when: (lane: Lane, sending: Sending) => boolean,
    more: Pick<Fault, 'inject'> & Partial<Fault>,
  ): Fault =>
    row(`${how} ${name}`, {
      ...more,
      inject: async (lane, ids) => {
        await more.inject(lane, ids);
        lane.onHeal(() => restart(lane, by));
      },
      healed: when,
    });

const killed = ended('SIGKILL', 'kill -9');
const asked = ended('SIGTERM', 'SIGTERM in mid-batch,');

/** Five messages of 100, and two instances with two in work each. */
const shared = {
  by: ['queue'],
  count: 500,
  expected: { created: 500 },
} as const;

/** The process ends, at each step of its work. */
export const endedFaults: readonly Fault[] = [
  killed('right after a 202', (_, { isSent }) => isSent, {
    unseen: true,
    by: ['http'],
    headers: { prefer: 'respond-async' },
    inject: (lane) => onGraph(lane, { kind: 'hang' }),
  }),
  killed('before a job is queued', isHeld, {
    inject: (lane) => {
      onGraph(lane, { kind: 'status', status: 429, headers: { 'retry-after': '3' } });
      lane.storage.inject(holding('POST', '/indicator-jobs/messages'));
    },
  }),
  killed('while Graph works', isAtGraph, {
    byEach: true,
    // Rows count as another's work for ten seconds. Where a look falls in between those of two, the second half takes a call more.
    maxCalls: 3,
    inject: (lane) => onGraph(lane, { kind: 'hang' }),
  }),
  killed('when Graph is done and has not answered', isAtGraph, {
    inject: (lane) => onGraph(lane, { kind: 'hang', apply: true }),
    ambiguous: true,
  }),
  killed('between Graph and the outcome', isHeld, {
    inject: ({ storage }) => storage.inject(holding('POST', '/indicator-outcomes/messages')),
    maxCalls: 1,
  }),
  killed('between the outcome and the answer', isHeld, {
    by: ['http'],
    inject: ({ storage }) => storage.inject(holding('POST', '/indicator-outcomes/messages', true)),
    maxCalls: 1,
  }),
  killed('between the outcome and the end of the message', isHeld, {
    by: ['queue'],
    inject: ({ storage }) => storage.inject(holding('DELETE', '/indicator-events/messages/')),
    maxCalls: 1,
  }),
  killed('of one of two instances, while Graph works for both', isAtGraphForTwo, {
    ...shared,
    inject: async (lane) => {
      await lane.gateway.another();
      onGraph(lane, { kind: 'hang' }, 4);
    },
    // Each of the five once, and again where Graph did not answer; the survivor's two time out and may be halved.
    maxCalls: 15,
    // The fifth may be done and not reported yet when the process is killed.
    ambiguous: true,
  }),
  asked('done within the grace time', isAtGraph, {
    inject: (lane) => onGraph(lane, { kind: 'delay', ms: 1000 }),
    maxCalls: 1,
  }),
  asked('not done within it', isAtGraph, { inject: (lane) => onGraph(lane, { kind: 'hang' }) }),
  asked('while a second instance begins', isAtGraphForTwo, {
    ...shared,
    inject: async (lane) => {
      await lane.gateway.another();
      // Waits until the other instance has asked its queue and has its two.
      onGraph(lane, { kind: 'delay', ms: 2000 }, 4);
    },
    maxCalls: 5,
  }),
  row('out of memory while Graph works', {
    inject: (lane) => {
      onGraph(lane, { kind: 'hang' });
      const { host, lines } = lane.gateway;
      const before = lines.length;
      lane.onHeal(async () => {
        host.signal('SIGHUP');
        await host.gone();
        assert.ok(lines.slice(before).some((line) => line.includes('heap out of memory')));
        await host.start();
      });
    },
    healed: isAtGraph,
  }),
];
