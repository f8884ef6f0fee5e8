import * as TE from 'fp-ts/TaskEither';
import { type Azurite } from '../../../local/azurite';
import { startAzurite } from '../../azurite';
import { tableLedger } from '../../../shared/azure/ledger/ledger';
import { byConnectionString } from '../../../shared/azure/storage';
import { type Deliverer, type DeliveryItem } from '../../../shared/delivery/delivery';
import { createDeliverer } from '../../../shared/delivery/way';
import { graph } from '../../../shared/destinations/graph/graph';
import { type LedgerEntry } from '../../../shared/delivery/ports';
import { noRequestIds, unavailable } from '../../../shared/failure';
import { openTelemetry } from '../../../shared/telemetry/open-telemetry';
import { plenty } from '../../delivery/plenty';
import { usualInstance } from '../../destinations/usual';
import { indicatorOf } from '../../pipeline/planned';
import { startCountingTable, type CountingTable } from '../counting-table';

let azurite: Azurite;
let counting: CountingTable;
let tables = 0;

beforeAll(async () => {
  azurite = await startAzurite();
  counting = await startCountingTable(azurite);
});

afterAll(async () => {
  await counting.stop();
  await azurite.stop();
});

const patientMs = 120_000;

const telemetry = openTelemetry();

/** One instance before a table of its own; where it may not claim, it looks all up first. */
const stack = (mayClaim: boolean) => {
  const table = `claimed${(tables += 1)}`;
  const clock = { ms: jest.now() };
  const failing = { claims: 0 };
  const now = (): Date => new Date(clock.ms);
  const newInstance = (id: string): Deliverer => {
    const { find, record, claim } = tableLedger(byConnectionString(counting.connectionString), {
      table,
      maxMs: patientMs,
      dueOf: () => '2040-01-01T00',
      writer: { id, now },
    });
    return createDeliverer({
      instance: { ...usualInstance('graph'), kind: graph },
      room: null,
      exchange: ({ body }) => {
        const { value = [body as object] } = body as { readonly value?: readonly object[] };
        const shown = value.map((item) => ({ ...item, id: 'there' }));
        const answer = { retryAfterSeconds: null, requestIds: noRequestIds };
        return value.length === 1
          ? TE.right({ ...answer, status: 201, body: shown[0] })
          : TE.right({ ...answer, status: 206, body: { value: shown } });
      },
      limiter: {
        take: () => TE.right(undefined),
        done: () => undefined,
        permits: plenty,
        pause: () => undefined,
      },
      ledger: {
        find,
        record,
        ...(mayClaim
          ? {
              claim: (destination: string, entries: readonly LedgerEntry[]) => {
                if (failing.claims === 0) return claim?.(destination, entries) ?? TE.right(new Set());
                failing.claims -= 1;
                return TE.left(unavailable('table', 'timeout'));
              },
            }
          : {}),
      },
      rules: {
        requestTimeoutMs: 60_000,
        batchWindowMs: 0,
        callsInFlight: 4,
        breakerSeconds: 30,
        refreshSeconds: 0,
      },
      now,
      random: () => 0,
      telemetry,
      onCircuit: () => undefined,
    });
  };
  const bring = async (deliverer: Deliverer, items: readonly DeliveryItem[]) => {
    counting.reset();
    const deliveries = await deliverer(items, new Date(clock.ms + 3_600_000))();
    return { tags: deliveries.map(({ _tag }) => _tag), calls: counting.counted.calls };
  };
  return { newInstance, bring, failing };
};

const day = (number: number): string => `2026-01-0${number}T00:00:00.000Z`;

const itemsFrom = (first: number, count: number, at = day(1), more: Partial<DeliveryItem> = {}) =>
  Array.from({ length: count }, (_, index): DeliveryItem => ({
    indicator: indicatorOf(`id-${first + index}`, { domainName: `n${first + index}.example.com` }),
    sourceTime: at,
    assertedBy: {
      source: 'feed',
      externalId: `id-${first + index}`,
      receivedAt: at,
      eventId: `run-${first}`,
    },
    ...more,
  }));

/** How many of each. */
const counted = (tags: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...new Set(tags)].map((tag) => [tag, tags.filter((other) => other === tag).length]));

describe('where all was new lately', () => {
  it('what comes is claimed without a look, at a third of the calls', async () => {
    const [one, other] = [stack(true), stack(false)];
    const [claiming, looking] = [one.newInstance('one'), other.newInstance('one')];
    for (const [deliverer, { bring }] of [
      [claiming, one],
      [looking, other],
    ] as const)
      await bring(deliverer, itemsFrom(0, 100));
    const claimed = await one.bring(claiming, itemsFrom(100, 100));
    const looked = await other.bring(looking, itemsFrom(100, 100));
    expect([counted(claimed.tags), counted(looked.tags)]).toEqual([{ Created: 100 }, { Created: 100 }]);
    // When they are due, by what they are found, that they are sent, and what came of it: no look-up before.
    expect(looked.calls - claimed.calls).toBe(100);
    expect(claimed.calls).toBeLessThanOrEqual(1 + 4 + 16 + 16);
  });

  it('what is known all the same is found, whoever brought it, and never taken for new', async () => {
    const histories = await Promise.all(
      [stack(true), stack(false)].map(async ({ newInstance, bring }) => {
        const [one, two] = [newInstance('one'), newInstance('two')];
        const said: (readonly string[])[] = [];
        const say = async (deliverer: Deliverer, items: readonly DeliveryItem[]) => {
          said.push((await bring(deliverer, items)).tags);
        };
        await say(one, itemsFrom(0, 120));
        // Another instance brings some that the first would take for new.
        await say(two, itemsFrom(200, 20));
        await say(one, itemsFrom(195, 30));
        await say(two, itemsFrom(300, 120));
        // An older word, and a take-back.
        await say(one, itemsFrom(300, 5, '2025-12-01T00:00:00.000Z'));
        await say(one, itemsFrom(300, 5, day(2), { takeBackScope: 'own' }));
        await say(one, itemsFrom(400, 120));
        await say(two, itemsFrom(298, 9, day(1)));
        await say(one, itemsFrom(0, 3, day(3)));
        return said;
      }),
    );
    expect(histories[0]).toEqual(histories[1]);
    expect(counted(histories[0]?.[2] ?? [])).toEqual({ Created: 10, Duplicate: 20 });
  });

  it('what cannot be claimed is looked up, and held is held', async () => {
    const { newInstance, bring, failing } = stack(true);
    const one = newInstance('one');
    await bring(one, itemsFrom(0, 200));
    failing.claims = 1;
    expect(counted((await bring(one, itemsFrom(150, 60))).tags)).toEqual({ Created: 10, Duplicate: 50 });
    expect(failing.claims).toBe(0);
  });
});
