import { HttpRequest, HttpResponse } from '@azure/functions';
import * as TE from 'fp-ts/TaskEither';
import { findKnown } from '../../functions/find';
import { listOutcomes } from '../../functions/outcomes';
import { receiveHttp } from '../../functions/receive-http';
import { isFound, type LedgerSearch } from '../../shared/delivery/ledger/ledger-search';
import { type Ledger, type LedgerEntry } from '../../shared/delivery/ports';
import { type Environment } from '../../shared/pipeline/ports';
import { readCaughtUp } from '../../shared/pipeline/record/read-caught-up';
import { type RecordStore } from '../../shared/pipeline/record/record-store';
import { createRecorder } from '../../shared/pipeline/record/recorder';
import { batchIds } from '../../shared/pipeline/record/outcome-batches';
import { samplePayloads } from '../contract/sample-payloads';
import { inMemoryRecord } from '../pipeline/in-memory-record';
import { answered } from './answered';
import { createWorld, creating, invocation, now, type Report } from './world';
import { onlyHeadStart } from '../pipeline/only-head-start';

const settings = { HTTP_BODY_LIMIT_BYTES: 64 * 1024 * 1024 };

const inMemoryLedger = (): Ledger & LedgerSearch => {
  const rows = new Map<string, LedgerEntry>();
  return {
    find: () => TE.fromIO(() => new Map(rows)),
    record: (_, entries) =>
      TE.fromIO(() => {
        for (const entry of entries) rows.set(entry.externalId, entry);
      }),
    visit: (_, query, each) => TE.fromIO(() => each([...rows.values()].filter(isFound(query)))),
  };
};

/** A gateway whose outcomes are kept in memory by the real recorder: they are written once `opened` is. */
const createGateway = (opened = Promise.resolve()) => {
  const ledger = inMemoryLedger();
  const world = createWorld({ exchange: creating(), ledger });
  const memory = inMemoryRecord();
  const store: RecordStore = {
    ...memory,
    write: (batches) => () => opened.then(() => memory.write(batches)()),
  };
  const record = createRecorder({
    store,
    now: () => now,
    newBatchId: batchIds((bytes) => Buffer.alloc(bytes)),
    // It is only paused where something is away.
    pause: onlyHeadStart,
    alert: () => undefined,
    telemetry: { count: () => undefined },
  });
  const environment: Environment = { ...world.environment, record };
  return { ...world, environment, store: readCaughtUp(record, store), ledger };
};

const reportOf = async (
  { environment }: ReturnType<typeof createGateway>,
  payload: unknown,
): Promise<Pick<Report, 'outcomes'>> => {
  const request = new HttpRequest({
    method: 'POST',
    url: 'https://gateway.example/api/indicators',
    headers: { 'content-type': 'application/json' },
    body: { bytes: Buffer.from(JSON.stringify(payload)) },
  });
  const answer = await answered(environment, receiveHttp(environment, settings))(
    request,
    invocation().context,
  );
  return JSON.parse(await new HttpResponse(answer).text()) as Report;
};

const readOf = async ({ environment, store }: ReturnType<typeof createGateway>) => {
  const query = { intake: 'the-invocation', size: '1000' };
  const request = new HttpRequest({ method: 'GET', url: 'https://gateway.example/api/outcomes', query });
  const handler = listOutcomes(environment, { store, days: 30 });
  const answer = await answered(environment, handler)(request, invocation().context);
  return JSON.parse(await new HttpResponse(answer).text()) as Pick<Report, 'outcomes'>;
};

interface Known {
  readonly externalId: string;
  readonly id: string;
  readonly state: string;
  readonly saidBy: readonly { readonly eventId: string; readonly source: string }[];
}

const foundBy = async ({ environment, ledger }: ReturnType<typeof createGateway>, value: string) => {
  const query = { value, size: '1000' };
  const request = new HttpRequest({ method: 'GET', url: 'https://gateway.example/api/indicators', query });
  const answer = await answered(environment, findKnown(environment, ledger))(request, invocation().context);
  return (JSON.parse(await new HttpResponse(answer).text()) as { readonly indicators: readonly Known[] })
    .indicators;
};

/** Of samples with hundreds of indicators a few tell the same. */
const most = 10;

describe('what a sender is answered', () => {
  it.each(samplePayloads().map((sample) => [sample.name, sample] as const))(
    'of %s is what is on the queue, what is read of its intake, and what is found by value',
    async (_, { payload }) => {
      const gateway = createGateway();
      const { outcomes } = await reportOf(gateway, payload);
      const read = (await readOf(gateway)).outcomes;
      expect(outcomes.length).toBeGreaterThan(0);
      expect(gateway.written()).toEqual(outcomes);
      const added = { recordedAt: now.toISOString(), cursor: expect.any(String) as string };
      const byPlace = (one: object): string => JSON.stringify({ ...one, ...added, cursor: '' });
      // Of several events in one body each has its own batches: the same outcomes, event by event.
      expect(read.map(byPlace).sort()).toEqual(outcomes.map((one) => byPlace(one)).sort());
      expect(read.every((one) => 'cursor' in one)).toBe(true);
      const created = outcomes.filter(({ state }) => state === 'created').slice(0, most);
      for (const { observable, externalId, id, eventId, source } of created) {
        const found = (await foundBy(gateway, observable?.value ?? '')).filter(
          (one) => one.externalId === externalId,
        );
        expect(found).toMatchObject([{ id, state: 'held', saidBy: [{ eventId, source }] }]);
      }
    },
  );
});

describe('when a store takes its time', () => {
  it('answers a sender before its outcomes are kept, and who reads them then waits for them', async () => {
    let open = (): void => undefined;
    const gateway = createGateway(new Promise((resolve) => (open = resolve)));
    const { outcomes } = await reportOf(gateway, samplePayloads()[0]?.payload);
    const reading = readOf(gateway);
    open();
    expect((await reading).outcomes).toHaveLength(outcomes.length);
    expect(outcomes.length).toBeGreaterThan(0);
  }, 60_000);
});
