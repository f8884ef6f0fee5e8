import { TableClient } from '@azure/data-tables';
import { Semaphore } from 'async-mutex';
import * as TE from 'fp-ts/TaskEither';
import { type Azurite } from '../../../local/azurite';
import { startAzurite } from '../../azurite';
import { tableLedger, type Writer } from '../../../shared/azure/ledger/ledger';
import { byConnectionString } from '../../../shared/azure/storage';
import { type Deliverer } from '../../../shared/delivery/delivery';
import { entryOf } from '../../../shared/delivery/ledger/ledger';
import { type Ledger } from '../../../shared/delivery/ports';
import { createDeliverer } from '../../../shared/delivery/way';
import { graph } from '../../../shared/destinations/graph/graph';
import { noRequestIds, type Unavailable } from '../../../shared/failure';
import { openTelemetry } from '../../../shared/telemetry/open-telemetry';
import { plenty } from '../../delivery/plenty';
import { usualInstance } from '../../destinations/usual';
import { indicatorOf } from '../../pipeline/planned';
import { rightOf } from '../../pipeline/right-of';

let azurite: Azurite;
let tables = 0;

beforeAll(async () => {
  azurite = await startAzurite();
});

afterAll(() => azurite.stop());

/** Long enough for a busy machine. */
const patientMs = 300_000;

const telemetry = openTelemetry();

/** All instances ask the emulator together no more than it answers; who is refused by it goes on without a ledger. */
const room = new Semaphore(32);

const asMuchAsItTakes = ({ find, record, claim }: Ledger): Ledger => {
  const inRoom =
    <A>(task: TE.TaskEither<Unavailable, A>): TE.TaskEither<Unavailable, A> =>
    () =>
      room.runExclusive(task);
  return {
    find: (destination, externalIds) => inRoom(find(destination, externalIds)),
    record: (destination, entries) => inRoom(record(destination, entries)),
    claim: (destination, entries) => inRoom(claim?.(destination, entries) ?? TE.right(new Set())),
  };
};

/** Instances of the app that share a table and a destination, which takes a moment to answer. */
const stack = () => {
  const table = `many${(tables += 1)}`;
  const clock = { ms: jest.now() };
  const now = (): Date => new Date(clock.ms);
  let created = 0;
  let instances = 0;
  const ledgerOf = (writer: Writer) =>
    tableLedger(byConnectionString(azurite.connectionString), { table, maxMs: patientMs, writer });
  const newInstance = (): Deliverer =>
    createDeliverer({
      instance: { ...usualInstance('graph'), kind: graph },
      room: null,
      exchange: () => () => {
        const id = `id-${(created += 1)}`;
        return TE.right({ status: 201, body: { id }, retryAfterSeconds: null, requestIds: noRequestIds })();
      },
      limiter: {
        take: () => TE.right(undefined),
        done: () => undefined,
        permits: plenty,
        pause: () => undefined,
      },
      ledger: asMuchAsItTakes(ledgerOf({ id: `instance-${(instances += 1)}`, now })),
      rules: {
        requestTimeoutMs: 10_000,
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
  const item = { indicator: indicatorOf('one'), sourceTime: '2026-01-01T00:00:00.000Z' };
  const bring = async (deliverers: readonly Deliverer[]) => {
    const deadline = new Date(clock.ms + 3_600_000);
    const deliveries = await Promise.all(deliverers.map((deliverer) => deliverer([item], deadline)()));
    const tags: Record<string, number> = {};
    for (const one of deliveries.flat()) {
      const tag = one._tag === 'Unsettled' ? one.code : one._tag;
      tags[tag] = (tags[tag] ?? 0) + 1;
    }
    return tags;
  };
  const inLedger = async (): Promise<number> => {
    const client = TableClient.fromConnectionString(azurite.connectionString, table, {
      allowInsecureConnection: true,
    });
    let rows = 0;
    for await (const { partitionKey } of client.listEntities())
      if (String(partitionKey).startsWith('graph-')) rows += 1;
    return rows;
  };
  return { newInstance, ledgerOf, bring, inLedger, clock, now, calls: () => created };
};

const instancesOf = (newInstance: () => Deliverer, count: number): readonly Deliverer[] =>
  Array.from({ length: count }, newInstance);

describe('five hundred instances that bring one indicator at the same moment', () => {
  it('create it once, and the others find it held when they look again', async () => {
    const { newInstance, bring, inLedger, calls } = stack();
    const all = instancesOf(newInstance, 500);
    const { Created = 0, Duplicate = 0, 'brought-elsewhere': later = 0, ...others } = await bring(all);
    expect([Created, Duplicate + later, others]).toEqual([1, 499, {}]);
    expect([calls(), await inLedger()]).toEqual([1, 1]);
    expect(await bring(all)).toEqual({ Duplicate: 500 });
    expect([calls(), await inLedger()]).toEqual([1, 1]);
  });
});

describe('five hundred callers of one instance', () => {
  it('create it once, and the others are told that it is held', async () => {
    const { newInstance, bring, inLedger, calls } = stack();
    const one = newInstance();
    expect(await bring(Array.from({ length: 500 }, () => one))).toEqual({ Created: 1, Duplicate: 499 });
    expect([calls(), await inLedger()]).toEqual([1, 1]);
  });
});

describe('what another instance has begun', () => {
  const sending = entryOf(indicatorOf('one'), {
    id: '',
    sourceTime: '2026-01-01T00:00:00.000Z',
    state: 'sending',
  });

  it('is left to it for a moment, and then brought, as it may have ended before it was made', async () => {
    const { newInstance, ledgerOf, bring, clock, now, calls } = stack();
    expect(
      rightOf(await (ledgerOf({ id: 'gone', now }).claim?.('graph', [sending]) ?? TE.right(null))()),
    ).toEqual(new Set());
    const other = newInstance();
    expect(await bring([other])).toEqual({ 'brought-elsewhere': 1 });
    clock.ms += 60_000;
    expect(await bring([other])).toEqual({ Created: 1 });
    expect(calls()).toBe(1);
  });

  it('is claimed by who writes it first; what is new beside it is claimed all the same', async () => {
    const { ledgerOf, now } = stack();
    const [one, two] = [ledgerOf({ id: 'one', now }), ledgerOf({ id: 'two', now })];
    const rows = Array.from({ length: 40 }, (_, index) => ({ ...sending, externalId: `x${index}` }));
    const claim = async (ledger: typeof one, some: typeof rows) =>
      rightOf(await (ledger.claim?.('graph', some) ?? TE.right(new Set<string>()))());
    expect(await claim(one, rows.slice(0, 10))).toEqual(new Set());
    expect([...(await claim(two, rows))].sort()).toEqual(
      rows
        .slice(0, 10)
        .map(({ externalId }) => externalId)
        .sort(),
    );
    expect((await claim(one, rows)).size).toBe(40);
  });
});
