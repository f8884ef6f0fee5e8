import assert from 'node:assert/strict';
import { type FaultAnswer } from '../../local/simulator/faults';
import { type Fault, type Lane, type Seen } from './fault';
import { restart } from './restart';
import { callsIn, everywhere, hitting } from './targets';

type Status = Omit<FaultAnswer<'status'>, 'kind'>;

const answering =
  (answer: Status, times: number | null = 1) =>
  (lane: Lane): void =>
    hitting(lane, { kind: 'status', ...answer }, { times });

const callsAt = ({ lane }: Seen): readonly number[] => callsIn(lane).map(({ at }) => Date.parse(at));

/** No call may follow the first within so many milliseconds. */
const noCallBefore =
  (ms: number) =>
  (seen: Seen): void => {
    const [first, second] = callsAt(seen);
    assert.ok(first !== undefined && second !== undefined, 'there are two calls');
    assert.ok(second - first >= ms, `the second call came after ${second - first} ms instead of ${ms}`);
  };

const throttled = (status: number, seconds: string): Status => ({
  status,
  headers: { 'retry-after': seconds },
});

/** 429 with a date that is this far off when injected, and no second call before it. */
export const busyUntilDate = (ms: number) => {
  let until = 0;
  return {
    answer: (): Status => {
      until = Math.floor((Date.now() + ms) / 1000) * 1000;
      return throttled(429, new Date(until).toUTCString());
    },
    verify: (seen: Seen): void => {
      const [, second] = callsAt(seen);
      assert.ok(second !== undefined && second >= until, 'there is a second call, and not before the date');
    },
  };
};

const dated = busyUntilDate(4000);

const once = (name: string, answer: Status, more: Partial<Fault> = {}): Fault => ({
  group: 'status',
  name,
  on: 'short',
  at: everywhere,
  inject: answering(answer),
  expected: { created: 5 },
  maxCalls: 2,
  ...more,
});

/** A bulk that is refused as a whole is halved once before it is tried again. */
const bulkRefused = { maxCalls: 4 };

/** The same at other destinations; the app's own way to Graph goes through a gate. */
const elsewhere = (status: number, more: Partial<Fault> = {}): Fault => ({
  ...once(`${status} to another host`, { status }, more),
  inject: (lane) => hitting(lane, { kind: 'redirect', status, location: `${lane.simulator.url}/stolen` }),
  verify: ({ lane }) =>
    assert.ok(
      lane.simulator.requests().every(({ path }) => path !== '/stolen'),
      'the token was carried elsewhere',
    ),
});

const enqueuedFor = ({ lane }: Seen): readonly number[] =>
  lane.storage
    .enqueued()
    .filter(({ queue }) => queue === 'indicator-jobs')
    .map(({ visibilitySeconds }) => visibilitySeconds);

/** What Graph, or somebody on the way, may answer. */
export const statusFaults: readonly Fault[] = [
  once('429, header in seconds', throttled(429, '2'), { verify: noCallBefore(2000) }),
  once('429, header with a fraction', throttled(429, '1.128'), {
    verify: noCallBefore(1128),
    heldBy: 'azure/graph-client.test.ts',
  }),
  {
    ...once('429, header with a date', { status: 429 }, { heldBy: 'clock 10 min ahead, 429 with a date' }),
    inject: (lane) => answering(dated.answer())(lane),
    verify: dated.verify,
  },
  once(
    '429, body text only',
    {
      status: 429,
      json: {
        error: { code: 'TooManyRequests', message: 'Rate limit is exceeded. Try again in 2 seconds.' },
      },
    },
    { verify: noCallBefore(2000), heldBy: 'azure/graph-client.test.ts' },
  ),
  once('429 with nothing', { status: 429, raw: '' }, { heldBy: 'destinations/graph.errors.test.ts' }),
  {
    ...once('429, Retry-After 3600', throttled(429, '3600')),
    on: 'patient',
    inject: answering(throttled(429, '3600'), null),
    expected: { deferred: 5 },
    maxCalls: 1,
    verify: (seen) =>
      assert.ok(
        enqueuedFor(seen).every((seconds) => seconds >= 3600),
        'the job waits for as long as was asked',
      ),
  },
  once(
    '429 ten times',
    { status: 429 },
    {
      on: 'patient',
      inject: answering({ status: 429 }, 10),
      maxCalls: 11,
    },
  ),
  once('408', { status: 408 }, { heldBy: 'destinations/graph.errors.test.ts' }),
  once('500, empty body', { status: 500, raw: '' }, { ...bulkRefused, heldBy: '500, JSON' }),
  once('500, JSON', { status: 500 }, bulkRefused),
  once(
    '502, HTML page',
    { status: 502, raw: '<html><body>Bad Gateway</body></html>', headers: { 'content-type': 'text/html' } },
    { ...bulkRefused, heldBy: 'destinations/graph.errors.test.ts' },
  ),
  once('503 and Retry-After', throttled(503, '2'), {
    verify: noCallBefore(2000),
    heldBy: 'destinations/graph.errors.test.ts',
  }),
  once(
    '504 after 0.6 s',
    { status: 504, afterMs: 600 },
    { ...bulkRefused, heldBy: 'destinations/graph.errors.test.ts' },
  ),
  once('504 after 60 s', { status: 504, afterMs: 60_000 }, { on: 'impatient', heldBy: 'no answer' }),
  once(
    '500 for good',
    { status: 500 },
    {
      inject: answering({ status: 500 }, null),
      expected: { parked: 5 },
      // Three tries, each with 2 x ceil(log2(5)) + 1 calls at most.
      maxCalls: 21,
    },
  ),
  once(
    '404, the collection is gone',
    { status: 404 },
    { at: ['graph'], expected: { parked: 5 }, maxCalls: 1, heldBy: 'destinations/graph.errors.test.ts' },
  ),
  once(
    '404, no such workspace or tenant until somebody mends it',
    { status: 404 },
    { at: ['sentinel', 'defender'] },
  ),
  once(
    '410, API removed',
    { status: 410 },
    {
      at: ['graph'],
      unseen: true,
      inject: ({ simulator }) => simulator.configure({ retired: 410 }),
      expected: { parked: 5 },
      maxCalls: 1,
    },
  ),
  once(
    '413 over 25 indicators',
    { status: 413 },
    {
      count: 100,
      inject: async (lane) => {
        // What was learned about the size of a call is forgotten.
        await restart(lane, 'SIGTERM');
        hitting(lane, { kind: 'status', status: 413 }, { times: null, moreThan: 25 });
      },
      expected: { created: 100 },
      maxCalls: 7,
    },
  ),
  elsewhere(301),
  elsewhere(307, { heldBy: 'azure/graph-client.test.ts' }),
  once('202 without body', { status: 202, raw: '' }),
  // This is how Sentinel says that all was taken.
  once(
    '200, empty body',
    { status: 200, raw: '' },
    { at: ['graph', 'defender'], heldBy: 'destinations/graph.test.ts' },
  ),
  once(
    '200, not JSON',
    { status: 200, raw: '<html></html>', headers: { 'content-type': 'text/html' } },
    { heldBy: 'contract/destinations.test.ts' },
  ),
  once('200, empty body, although done', { status: 200, raw: '', apply: true }, { ambiguous: true }),
];
