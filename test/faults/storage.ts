import assert from 'node:assert/strict';
import { type Fault, type Lane } from './fault';
import { type StorageFault } from './storage-proxy';

const busy = { kind: 'refuse', status: 503, code: 'ServerBusy' } as const;

const graphBusy = ({ simulator }: Lane, times: number | null = 1): void =>
  simulator.inject({ on: 'graph', times, answer: { kind: 'status', status: 429 } });

const jobsRefused = (times?: number): StorageFault => ({
  service: 'queue',
  method: 'POST',
  path: '/indicator-jobs/messages',
  answer: busy,
  ...(times !== undefined && { times }),
});

const outcomesRefused = (answer: StorageFault['answer'], times: number): StorageFault => ({
  service: 'queue',
  method: 'POST',
  path: '/indicator-outcomes/messages',
  times,
  answer,
});

/** Enough for the storage clients' own tries of one operation to fail. */
const oneOperation = 3;

const parkedRefused = (status: number, code: string, times: number): StorageFault => ({
  service: 'blob',
  method: 'PUT',
  path: '/indicator-parked/',
  times,
  answer: { kind: 'refuse', status, code },
});

/** What a storage account can do to its users. */
const faults: readonly Fault[] = [
  {
    group: 'storage',
    name: 'queue 503 once, when a job is to wait',
    on: 'short',
    inject: (lane) => {
      graphBusy(lane);
      lane.storage.inject(jobsRefused(1));
    },
    expected: { created: 5 },
    maxCalls: 2,
  },
  {
    group: 'storage',
    name: 'queue 503 for 2 s, Graph busy too',
    on: 'short',
    inject: (lane) => {
      graphBusy(lane, null);
      lane.storage.inject(jobsRefused());
    },
    healed: ({ storage }) => storage.hits() >= oneOperation,
    expected: { created: 5, refusals: 1 },
    expectedByQueue: { created: 5 },
    maxCalls: 6,
  },
  {
    group: 'storage',
    name: 'no connection to the queues until the sender is refused',
    on: 'short',
    by: ['http'],
    inject: async (lane) => {
      graphBusy(lane, null);
      await lane.gateway.queueGate.shut();
    },
    healed: (_, { refusals }) => refusals > 0,
    expected: { created: 5, refusals: 1 },
    maxCalls: 6,
  },
  {
    group: 'storage',
    name: 'jobs over 64 KiB together',
    on: 'short',
    count: 100,
    members: { additionalInformation: 'x'.repeat(2000) },
    by: ['http'],
    // Once: how many calls the jobs share after that, and with it how many tries each has, depends on the machine.
    inject: (lane) => graphBusy(lane),
    expected: { created: 100 },
    maxCalls: 10,
    verify: ({ lane }) => {
      const jobs = lane.storage.enqueued().filter(({ queue }) => queue === 'indicator-jobs');
      assert.ok(jobs.length > 3, 'there are several jobs');
    },
  },
  {
    group: 'storage',
    name: 'blob 409 (leased), when something is to be parked',
    on: 'short',
    inject: (lane) => {
      lane.simulator.configure({ retired: 410 });
      lane.storage.inject(parkedRefused(409, 'LeaseAlreadyPresent', 1));
    },
    expected: { parked: 5 },
    maxCalls: 2,
  },
  {
    group: 'storage',
    name: 'table throttled, all the time',
    on: 'short',
    inject: ({ storage }) => storage.inject({ service: 'table', answer: busy }),
    expected: { created: 5 },
    maxCalls: 1,
  },
  {
    group: 'storage',
    name: 'outcome queue missing',
    on: 'short',
    inject: ({ storage }) =>
      storage.inject(outcomesRefused({ kind: 'refuse', status: 404, code: 'QueueNotFound' }, 1)),
    expected: { created: 5 },
    maxCalls: 1,
  },
  {
    group: 'storage',
    name: 'outcomes can not be written at first',
    on: 'short',
    inject: ({ storage }) => storage.inject(outcomesRefused(busy, oneOperation)),
    expected: { created: 5 },
    expectedByQueue: { duplicate: 5 },
    maxCalls: 1,
  },
  {
    group: 'storage',
    name: 'outcome written, its answer lost',
    on: 'short',
    inject: ({ storage }) => storage.inject(outcomesRefused({ kind: 'resetAfter' }, 1)),
    expected: { created: 5 },
    maxCalls: 1,
    repeats: true,
  },
  {
    group: 'storage',
    name: 'poison after 5 dequeues',
    on: 'patient',
    by: ['queue'],
    inject: (lane) => {
      graphBusy(lane, null);
      lane.storage.inject(jobsRefused());
    },
    healed: ({ gateway }) => gateway.lines.some((line) => line.includes('moved to indicator-events-poison')),
    expected: { parked: 5 },
    maxCalls: 5,
  },
];

/** By HTTP and by queue the fault hits at different places. */
export const storageFaults = faults.map((fault): Fault => ({ ...fault, byEach: true }));
