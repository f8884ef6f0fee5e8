import * as E from 'fp-ts/Either';
import { createDeliverer } from '../../shared/delivery/way';
import { type Delivery, type DeliveryItem } from '../../shared/delivery/delivery';
import { createLimiter } from '../../shared/delivery/limiter/limiter';
import { type Ledger, type LedgerEntry } from '../../shared/delivery/ports';
import { defender } from '../../shared/destinations/defender/defender';
import { type HttpAnswer, type HttpCall } from '../../shared/destinations/destination';
import { openTelemetry } from '../../shared/telemetry/open-telemetry';
import { answerOf } from '../destinations/graph-verdicts';
import { indicatorOf } from '../pipeline/planned';
import { passing } from '../waiting';
import { seeded, sharedTextInMemory, sleep } from './limiter/limiter-world';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2030, 0, 1) });
});

afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

interface Given {
  readonly indicators: number;
  /** How often each is sent: anew, then with another severity. */
  readonly rounds: number;
  /** Of the ledger, which does one thing after the other. */
  readonly rowsPerSecond: number;
}

/** Indicators of an event, and events that the host has taken at once. */
const perEvent = 100;
const eventsAtOnce = 64;

/** A ledger that takes its time for each row. */
const slowLedger = (rowsPerSecond: number): Ledger => {
  const rows = new Map<string, LedgerEntry>();
  let freeAt = 0;
  const working = (count: number): Promise<void> => {
    freeAt = Math.max(jest.now(), freeAt) + (count * 1000) / rowsPerSecond;
    return sleep(freeAt - jest.now());
  };
  return {
    find: (_, ids) => async () => {
      await working(ids.length);
      return E.right(
        new Map(
          ids.flatMap((id) => {
            const row = rows.get(id);
            return row === undefined ? [] : [[id, row] as const];
          }),
        ),
      );
    },
    record: (_, entries) => async () => {
      await working(entries.length);
      for (const entry of entries) rows.set(entry.externalId, entry);
      return E.right(undefined);
    },
  };
};

interface Entries {
  readonly Indicators: readonly { readonly indicatorValue: string }[];
}

const importOf = ({ body }: HttpCall): Entries['Indicators'] => (body as Entries).Indicators;

const taken = (call: HttpCall): HttpAnswer =>
  answerOf(200, {
    value: importOf(call).map(({ indicatorValue: indicator }) => ({
      id: indicator,
      indicator,
      isFailed: false,
      failureReason: null,
    })),
  });

/** A backlog on a queue, worked off to Defender at its documented rate; what each of its imports carried. */
const workedOff = async ({ indicators, rounds, rowsPerSecond }: Given): Promise<readonly number[]> => {
  const random = seeded(7);
  const now = () => new Date(jest.now());
  const imports: number[] = [];
  const deliverer = createDeliverer({
    instance: { name: 'defender', kind: { ...defender, capacity: null } },
    exchange: (call) => async () => {
      imports.push(importOf(call).length);
      await sleep(50);
      return E.right(taken(call));
    },
    limiter: createLimiter({
      name: 'defender',
      shared: sharedTextInMemory(random, 2),
      monotonicMs: () => jest.now(),
      random,
      requestsPerMinute: 30,
    }),
    ledger: slowLedger(rowsPerSecond),
    rules: {
      requestTimeoutMs: 10_000,
      batchWindowMs: 300,
      callsInFlight: 8,
      breakerSeconds: 30,
      refreshSeconds: 7 * 24 * 3600,
    },
    now,
    random,
    telemetry: openTelemetry(),
    onCircuit: () => undefined,
  });
  const eventOf = (round: number, event: number): readonly DeliveryItem[] =>
    Array.from({ length: perEvent }, (_, n) => {
      const name = `n${event * perEvent + n}`;
      const indicator = indicatorOf(name, { domainName: `${name}.bench.example`, severity: round + 1 });
      return { indicator, sourceTime: new Date(jest.now()).toISOString() };
    });
  /** What is not settled waits for as long as it was told to, and until the host looks again. */
  const settle = async (items: readonly DeliveryItem[]): Promise<void> => {
    const deliveries = await deliverer(items, new Date(jest.now() + 240_000))();
    const left = items.filter((_, index) => deliveries[index]?._tag === 'Unsettled');
    if (left.length === 0) return;
    const waits = deliveries.map((one: Delivery) =>
      one._tag === 'Unsettled' ? (one.retryAfterSeconds ?? 0) : 0,
    );
    later.push({ items: left, at: jest.now() + Math.ceil(Math.max(...waits)) * 1000 });
  };
  let later: { readonly items: readonly DeliveryItem[]; readonly at: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    later = Array.from({ length: indicators / perEvent }, (_, event) => ({
      items: eventOf(round, event),
      at: jest.now(),
    }));
    let open = 0;
    while (later.length > 0 || open > 0) {
      const due = later.filter(({ at }) => at <= jest.now()).slice(0, eventsAtOnce - open);
      later = later.filter((one) => !due.includes(one));
      for (const { items } of due) {
        open += 1;
        void settle(items).finally(() => {
          open -= 1;
        });
      }
      await sleep(due.length > 0 ? 10 : 500);
    }
  }
  return imports;
};

describe('a backlog of Defender at its documented rate', () => {
  it.each([2600, 150])(
    'is imported by calls that are all but full, where the ledger does %i rows a second',
    async (rowsPerSecond) => {
      const imports = await passing(workedOff({ indicators: 14_000, rounds: 2, rowsPerSecond }));
      const items = imports.reduce((sum, count) => sum + count, 0);
      expect(items).toBe(28_000);
      expect(items / imports.length).toBeGreaterThanOrEqual(475);
    },
  );
});
