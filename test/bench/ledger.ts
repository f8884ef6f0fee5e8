import { setTimeout as sleep } from 'node:timers/promises';
import * as TE from 'fp-ts/TaskEither';
import { startAzurite, type Azurite } from '../../local/azurite';
import { tableLedger } from '../../shared/azure/ledger/ledger';
import { byConnectionString } from '../../shared/azure/storage';
import { type Deliverer, type DeliveryItem } from '../../shared/delivery/delivery';
import { joinedLedger } from '../../shared/delivery/ledger/joined-ledger';
import { guarded } from '../../shared/delivery/ledger/ledger-guard';
import { type Ledger } from '../../shared/delivery/ports';
import { createDeliverer } from '../../shared/delivery/way';
import { graph } from '../../shared/destinations/graph/graph';
import { type Exchange } from '../../shared/destinations/destination';
import { noRequestIds } from '../../shared/failure';
import { openTelemetry } from '../../shared/telemetry/open-telemetry';
import { startCountingTable } from '../azure/counting-table';
import { usualInstance } from '../destinations/usual';
import { plenty } from '../delivery/plenty';
import { indicatorOf } from '../pipeline/planned';
import { type Bench, type Row } from './bench';

const telemetry = openTelemetry();

/** Takes everything at once. */
const takes: Exchange = ({ body }) => {
  const { value } = body as { readonly value?: readonly object[] };
  const answer = (status: number, shown: unknown) =>
    TE.right({ status, body: shown, retryAfterSeconds: null, requestIds: noRequestIds });
  return value === undefined
    ? answer(201, { ...(body as object), id: 'there' })
    : answer(206, { value: value.map((item) => ({ ...item, id: 'there' })) });
};

const delivererOver = (ledger: Ledger): Deliverer =>
  createDeliverer({
    instance: { ...usualInstance('graph'), kind: graph },
    room: null,
    exchange: takes,
    limiter: {
      take: () => TE.right(undefined),
      done: () => undefined,
      permits: plenty,
      pause: () => undefined,
    },
    // As all instances of a destination have it.
    ledger: joinedLedger(guarded(ledger)),
    rules: {
      requestTimeoutMs: 60_000,
      batchWindowMs: 0,
      callsInFlight: 8,
      breakerSeconds: 30,
      refreshSeconds: 0,
    },
    now: () => new Date(),
    random: () => 0,
    telemetry,
    onCircuit: () => undefined,
  });

const itemsFrom = (first: number, count: number): readonly DeliveryItem[] =>
  Array.from({ length: count }, (_, index) => ({
    indicator: indicatorOf(`bench-${first + index}`, { domainName: `n${first + index}.bench.example` }),
    sourceTime: '2026-01-01T00:00:00.000Z',
    assertedBy: {
      source: 'bench',
      externalId: `bench-${first + index}`,
      receivedAt: '2026-01-01T00:00:00.000Z',
      eventId: `run-${Math.floor(first / 100)}`,
    },
  }));

type Way = 'looked up' | 'claimed';

let tables = 0;

const ledgerOf = (connectionString: string, way: Way, table: string): Ledger => {
  const ledger = tableLedger(byConnectionString(connectionString), {
    table,
    maxMs: 60_000,
    dueOf: () => '2027-01-01T00',
    writer: {
      id: 'bench',
      now: () => new Date(),
    },
  });
  const { find, record } = ledger;
  return way === 'claimed' ? ledger : { find, record };
};

/** Brings so many, a hundred at a time and eight of those at once, and tells how many were created. */
const bringAll = async (deliverer: Deliverer, first: number, count: number): Promise<number> => {
  let created = 0;
  const starts = Array.from({ length: count / 100 }, (_, index) => first + index * 100).values();
  const work = async (): Promise<void> => {
    for (const start of starts) {
      const deliveries = await deliverer(itemsFrom(start, 100), new Date(Date.now() + 600_000))();
      created += deliveries.filter(({ _tag }) => _tag === 'Created').length;
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return created;
};

const warm = 500;

const measure = async (azurite: Azurite, way: Way, count: number): Promise<readonly Row[]> => {
  const table = `bench${(tables += 1)}`;
  const counting = await startCountingTable(azurite);
  const counted = delivererOver(ledgerOf(counting.connectionString, way, table));
  const callsFor = async (first: number): Promise<number> => {
    counting.reset();
    await bringAll(counted, first, warm);
    return counting.counted.calls / warm;
  };
  await bringAll(counted, 0, warm);
  const [callsNew, callsAgain] = [await callsFor(warm), await callsFor(warm)];
  await counting.stop();
  const direct = delivererOver(ledgerOf(azurite.connectionString, way, table));
  await bringAll(direct, 2 * warm, warm);
  await sleep(500);
  const rateOf = async (what: string, calls: number): Promise<Row> => {
    const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
    const created = await bringAll(direct, 10_000, count);
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return {
      way,
      what,
      indicators: count,
      created,
      callsAnIndicator: calls,
      perSecond: Math.round(count / seconds),
      ownCpuMsAnIndicator: (user + system) / 1000 / count,
    };
  };
  return [await rateOf('new', callsNew), await rateOf('the same again', callsAgain)];
};

export const ledger: Bench = {
  name: 'ledger',
  title:
    'what the ledger costs: a hundred at a time, eight at once, to a destination that takes no time; Azurite on the same cores',
  run: async (say) => {
    const rows: Row[] = [];
    const azurite = await startAzurite();
    try {
      for (let round = 0; round < 2; round += 1)
        for (const way of ['looked up', 'claimed'] as const) {
          say(`${way}, round ${round + 1}`);
          rows.push(...(await measure(azurite, way, 2_000)));
        }
    } finally {
      await azurite.stop();
    }
    return rows;
  },
};
