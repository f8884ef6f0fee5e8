import { HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { showIntake } from '../../../functions/intake';
import { type Ledger, type LedgerEntry } from '../../../shared/delivery/ports';
import { unavailable } from '../../../shared/failure';
import { type Exchange } from '../../../shared/destinations/destination';
import { createRecorder } from '../../../shared/pipeline/record/recorder';
import { batchIds } from '../../../shared/pipeline/record/outcome-batches';
import { deliverJob } from '../../../functions/deliver-job';
import { receiveHttp } from '../../../functions/receive-http';
import { queueWeight, maxQueueBytes } from '../../../shared/codec/queue-weight';
import { listInParts } from '../../../shared/formats/list/list-parts';
import { plainList } from '../../../shared/formats/list/plain-list';
import { textOfPart } from '../../../shared/codec/text-parts';
import { outcomesOutput } from '../../../functions/outcomes-output';
import { resendJob } from '../../../shared/pipeline/parked/resend-job';
import { type OutcomeMessage } from '../../../shared/pipeline/outcomes/outcome-messages';
import { answered } from '../../functions/answered';
import { createWorld, creating, invocation, now, type World } from '../../functions/world';
import { eventually } from '../../waiting';
import { onlyHeadStart } from '../only-head-start';
import { inMemoryRecord } from '../in-memory-record';
import { tiIndicatorJson } from '../planned';

const csv = { 'content-type': 'text/csv' };
const settings = { HTTP_BODY_LIMIT_BYTES: 10_000_000, FEED_MAX_LINES: 20_000 };

const send = async (world: World, body: string, headers: Readonly<Record<string, string>> = csv) => {
  const request = new HttpRequest({
    url: 'http://localhost/api/indicators',
    method: 'POST',
    headers: { ...headers },
    body: { string: body },
  });
  const answer = new HttpResponse(
    await answered(world.environment, receiveHttp(world.environment, settings))(
      request,
      invocation().context,
    ),
  );
  return { status: answer.status, report: (await answer.json()) as Record<string, unknown> };
};

/** What the trigger writes of a message of the queue of jobs. */
const workOff = async (world: World, message: string, invocationId = 'an-invocation') => {
  const context = new InvocationContext({ invocationId, logHandler: () => undefined });
  await deliverJob(world.environment)(Buffer.from(message), context);
  const written = (context.extraOutputs.get(outcomesOutput) ?? []) as readonly string[];
  return written.flatMap((text) => (JSON.parse(text) as OutcomeMessage).outcomes);
};

const linesOf = (count: number): string =>
  Array.from({ length: count }, (_, n) => `n${n}.evil-feed.example`).join('\n');

describe('a list of more lines than an event may have', () => {
  it('is put on the queue as a whole, and answered 202 with how much that is', async () => {
    const world = createWorld();
    const { status, report } = await send(world, `# a feed\n${linesOf(10_001)}\nno observable`);
    expect(status).toBe(202);
    expect(report).toMatchObject({ queued: { lines: 10_003, parts: world.queued.length }, outcomes: [] });
    expect(world.queued.length).toBeGreaterThan(10);
    expect(world.queued.every(({ message }) => queueWeight(message) <= maxQueueBytes)).toBe(true);
    expect(world.calls).toEqual([]);
  });

  it('has an outcome for each of its lines, at the number that it has in the whole', async () => {
    const world = createWorld();
    const { report } = await send(world, `indicator,confidence\n${linesOf(10_001)}\nno observable`);
    const parts = [world.queued[0], world.queued[1], world.queued.at(-1)].map((one) => one?.message ?? '');
    const outcomes = (await Promise.all(parts.map((message) => workOff(world, message)))).flat();
    const placed = new Map(outcomes.map((outcome) => [outcome.place, outcome]));
    expect(placed.get('/1')).toMatchObject({
      state: 'created',
      observable: { value: 'n0.evil-feed.example' },
    });
    expect(placed.get('/1001')).toMatchObject({ observable: { value: 'n1000.evil-feed.example' } });
    expect(placed.get('/10001')).toMatchObject({ observable: { value: 'n10000.evil-feed.example' } });
    expect(placed.get('/10002')).toMatchObject({ state: 'skipped', reason: { code: 'item-unknown' } });
    expect(new Set(outcomes.map(({ intakeId }) => intakeId))).toEqual(new Set([report.intakeId]));
    expect(placed.size).toBe(outcomes.length);
  });

  it.each([
    ['than the settings allow', linesOf(20_001), csv],
    ['and is not said to be a list', linesOf(10_001), { 'content-type': 'text/plain' }],
  ])('is refused where it has more %s, and nothing is queued', async (_, body, headers) => {
    const world = createWorld();
    expect((await send(world, body, headers)).status).toBe(400);
    expect(world.queued).toEqual([]);
  });

  it('names the setting in its refusal', async () => {
    const { report } = await send(createWorld(), linesOf(20_001));
    expect(JSON.stringify(report)).toContain('FEED_MAX_LINES');
  });

  describe('when several of its parts come at once', () => {
    const held = () => {
      const waiting: (() => void)[] = [];
      const exchange: Exchange = (call, timeoutMs) => async () => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return creating()(call, timeoutMs)();
      };
      /** Lets every call through until all of these have ended. */
      const letGo = async <A>(taken: readonly Promise<A>[]): Promise<readonly A[]> => {
        const all = Promise.all(taken);
        const state = { isOver: false };
        void all.finally(() => (state.isOver = true)).catch(() => undefined);
        await eventually(() => {
          for (const go of waiting.splice(0)) go();
          return state.isOver;
        });
        return all;
      };
      return { exchange, letGo };
    };

    const partsOfFeed = async (): Promise<readonly string[]> => {
      const world = createWorld();
      await send(world, linesOf(10_001));
      return world.queued.map(({ message }) => message);
    };

    /** Whether outcomes came of a message. */
    const taking = (world: World) => {
      const work = deliverJob(world.environment);
      return async (message = '', dequeueCount = 1): Promise<boolean> => {
        const triggerMetadata = { dequeueCount };
        const context = new InvocationContext({ triggerMetadata, logHandler: () => undefined });
        await work(Buffer.from(message), context);
        return context.extraOutputs.get(outcomesOutput) !== undefined;
      };
    };

    it('reads a few, and puts the others back, but for one that was begun before', async () => {
      const { exchange, letGo } = held();
      const world = createWorld({ exchange });
      const parts = await partsOfFeed();
      const take = taking(world);
      const taken = parts.slice(0, 6).map((message, index) => take(message, index === 5 ? 2 : 1));
      // The fifth is answered though none of those before it is done.
      expect(await taken[4]).toBe(false);
      const back = (putBack: number): unknown => ({
        ...(JSON.parse(parts[4] ?? '') as object),
        putBack,
      });
      expect(world.queued.map(({ message }) => JSON.parse(message) as unknown)).toEqual([back(1)]);
      expect(await take(world.queued[0]?.message)).toBe(false);
      const [first, second] = world.queued;
      expect(JSON.parse(second?.message ?? '')).toEqual(back(2));
      expect(second?.delaySeconds).toBeGreaterThan(first?.delaySeconds ?? 0);
      expect(second?.message).toHaveLength(parts[4]?.length ?? 0);
      expect(await letGo(taken)).toEqual([true, true, true, true, false, true]);
    });

    it('reads what it can not put back as well, so that no failure makes a copy', async () => {
      const { exchange, letGo } = held();
      const take = taking(createWorld({ exchange, queueDown: true }));
      const taken = (await partsOfFeed()).slice(0, 6).map((message) => take(message));
      expect(await letGo(taken)).toEqual([true, true, true, true, true, true]);
    });

    it('reads one that two messages bring once, unless one of them comes again', async () => {
      const { exchange, letGo } = held();
      const world = createWorld({ exchange });
      const [part] = await partsOfFeed();
      const take = taking(world);
      const first = take(part);
      expect(await take(part)).toBe(false);
      expect(world.queued).toHaveLength(1);
      expect(await letGo([first])).toEqual([true]);
      expect(await take(world.queued[0]?.message)).toBe(false);
      expect(world.queued).toHaveLength(1);
      expect(await letGo([take(part, 2)])).toEqual([true]);
    });
  });

  it('can be replayed in part, where the host gave a part up', async () => {
    const world = createWorld();
    await send(world, linesOf(10_001));
    const content: unknown = JSON.parse(world.queued[0]?.message ?? '');
    const replayed = await resendJob(world.environment, new Date(now.getTime() + 600_000))(
      content,
      undefined,
    )();
    expect(replayed).toMatchObject({ _tag: 'Right' });
    expect(world.calls.length).toBeGreaterThan(0);
  });

  it('is answered 503 where the queue is away, as nothing of it is kept', async () => {
    expect((await send(createWorld({ queueDown: true }), linesOf(10_001))).status).toBe(503);
  });
});

describe('an array of more items than an event may have, or as many lines of JSON', () => {
  const ndjson = { 'content-type': 'application/x-ndjson' };
  const items = (count: number): readonly object[] =>
    Array.from({ length: count }, (_, n) =>
      n === 10_000
        ? { ...tiIndicatorJson('x.example'), confidence: '80' }
        : tiIndicatorJson(`n${n}.evil-feed.example`),
    );
  const body = items(10_001);

  it.each([
    ['lines of JSON', body.map((item) => JSON.stringify(item)).join('\n'), ndjson],
    ['a JSON array', JSON.stringify(body), { 'content-type': 'application/json' }],
  ])(
    'is put on the queue as a whole, each item with an outcome at its place: %s',
    async (_, text, headers) => {
      const world = createWorld();
      const { status, report } = await send(world, text, headers);
      expect([status, report.queued]).toEqual([202, { lines: 10_001, parts: world.queued.length }]);
      expect(world.queued.every(({ message }) => queueWeight(message) <= maxQueueBytes)).toBe(true);
      const outcomes = [
        ...(await workOff(world, world.queued[1]?.message ?? '')),
        ...(await workOff(world, world.queued.at(-1)?.message ?? '')),
      ];
      const { first } = JSON.parse(world.queued[1]?.message ?? '') as { readonly first: number };
      expect(outcomes[0]).toMatchObject({
        place: `/${first}`,
        state: 'created',
        observable: { value: `n${first}.evil-feed.example` },
        intakeId: report.intakeId,
      });
      expect(outcomes.find(({ place }) => place === '/10000')).toMatchObject({
        state: 'skipped',
        reason: { violations: [{ pointer: '/10000/confidence' }] },
      });
    },
  );

  it.each<[string, readonly unknown[]]>([
    ['has more than the settings allow', items(20_001)],
    ['holds what is no thing', [...body, 1]],
  ])('is refused where it %s', async (_, refused) => {
    const world = createWorld();
    const { status, report } = await send(world, JSON.stringify(refused), {
      'content-type': 'application/json',
    });
    expect([status, JSON.stringify(report)]).toEqual([400, expect.stringContaining('FEED_MAX_LINES')]);
    expect(world.queued).toEqual([]);
  });

  it('says of a part that no format reads that it could not be read, at its first item', async () => {
    const world = createWorld();
    await send(world, JSON.stringify(body.map((_, n) => ({ n }))), { 'content-type': 'application/json' });
    const part = world.queued[1]?.message ?? '';
    const { first } = JSON.parse(part) as { readonly first: number };
    expect((await workOff(world, part)).map(({ place, reason }) => [place, reason?.code])).toEqual([
      [`/${first}`, 'format-unknown'],
    ]);
  });
});

describe('a feed whose parts are worked off by instances that are killed', () => {
  /** Holds what was created, and hangs at this call as a process that ends. */
  const destination = () => {
    const held: string[] = [];
    const state = { left: Infinity };
    const release: (() => void)[] = [];
    const exchange: Exchange = (call, timeoutMs) => {
      state.left -= 1;
      if (state.left < 0)
        return () =>
          new Promise((resolve) => {
            release.push(() => resolve(E.left(unavailable('destination', 'ended'))));
          });
      const { value } = call.body as { readonly value?: readonly { readonly domainName?: string }[] };
      held.push(
        ...(value ?? [call.body as { domainName?: string }]).map(({ domainName = '' }) => domainName),
      );
      return creating()(call, timeoutMs);
    };
    return { held, state, exchange, release };
  };

  const ledgerInMemory = (): Ledger => {
    const rows = new Map<string, LedgerEntry>();
    return {
      find: (_, ids) => TE.right(new Map([...rows].filter(([id]) => ids.includes(id)))),
      record: (_, entries) =>
        TE.fromIO(() => {
          for (const entry of entries) rows.set(entry.externalId, entry);
        }),
    };
  };

  it('has nothing lost and nothing twice, and says how far it has come', async () => {
    const { held, state, exchange, release } = destination();
    const ledger = ledgerInMemory();
    const base = createWorld({ exchange, ledger });
    const store = inMemoryRecord();
    const record = createRecorder({
      store,
      now: () => now,
      newBatchId: batchIds((bytes) => Buffer.alloc(bytes)),
      pause: onlyHeadStart,
      alert: () => undefined,
      telemetry: { count: () => undefined },
    });
    const world: World = { ...base, environment: { ...base.environment, record } };
    const { report } = await send(world, `${linesOf(10_001)}\nno observable`);
    const progress = async () => {
      const request = new HttpRequest({
        method: 'GET',
        url: 'http://localhost/api/intakes/x',
        params: { id: String(report.intakeId) },
      });
      const handler = answered(world.environment, showIntake(world.environment, { store, days: 30 }));
      return JSON.parse(
        await new HttpResponse(await handler(request, invocation().context)).text(),
      ) as object;
    };
    const parts = world.queued.map(({ message }) => message);
    expect(await progress()).toMatchObject({
      feed: { lines: 10_002, parts: parts.length, linesRead: 0, partsRead: 0 },
      settled: { created: 0 },
    });
    for (const [index, part] of parts.entries()) {
      // One ends while it delivers, another before the host has taken its message away.
      if (index === 2) {
        state.left = 3;
        const killed = workOff(createWorld({ exchange, ledger }), part);
        await eventually(() => state.left < 0);
        state.left = Infinity;
        for (const end of release) end();
        await killed;
      }
      if (index === 4) await workOff(world, part, 'before');
      await workOff(world, part);
    }
    expect([held.length, new Set(held).size]).toEqual([10_001, 10_001]);
    const said = (await progress()) as { readonly settled: { created: number; duplicate: number } };
    expect(said).toMatchObject({
      feed: { linesRead: 10_002, partsRead: parts.length },
      queued: 0,
      settled: { skipped: 1 },
    });
    expect(said.settled.created + said.settled.duplicate).toBe(10_001);
  });
});

describe('a list in parts', () => {
  const cell = fc.oneof(
    fc.constantFrom('a.example', '192.0.2.1', 'x', ''),
    fc.constantFrom('"two\nlines"', '"a ""word"""', '"open', '# no comment'),
  );
  const row = fc.tuple(cell, cell).map((cells) => cells.join(','));
  const head = fc.constantFrom(
    '',
    'indicator,comment\n',
    '# said\n# indicator,comment,tags\n',
    '# a comment\n\n',
  );
  const size = { weightOf: (text: string) => text.length, maxWeight: 160, maxLines: 6 };
  const read = (text: string) =>
    plainList.read(text, {
      now: () => new Date(0),
      takeSuspicious: false,
      takeObserved: false,
      takeFreeText: false,
    });

  it('loses no line, and gives each its number', () => {
    fc.assert(
      fc.property(head, fc.array(row, { maxLength: 40 }), (top, rows) => {
        const text = `${top}${rows.join('\n')}`;
        const parts = listInParts(text, size);
        const rebuilt = parts.head + parts.parts.map((part) => part.text).join('\n');
        expect(rebuilt.trimEnd()).toBe(text.trimEnd());
        for (const part of parts.parts) {
          const lines = textOfPart(parts.head, part).split('\n');
          expect(lines.slice(part.first).join('\n')).toBe(part.text);
        }
      }),
    );
  });

  it('is read as the whole is, where its quotes are right', () => {
    const well = fc.tuple(
      fc.constantFrom('a.example', '192.0.2.1', 'no observable'),
      fc.constantFrom('x', '"two\nlines"', '"a ""word"""'),
    );
    fc.assert(
      fc.property(
        fc.array(
          well.map((cells) => cells.join(',')),
          { minLength: 1, maxLength: 40 },
        ),
        (rows) => {
          const text = `indicator,comment\n${rows.join('\n')}`;
          const { head: top, parts } = listInParts(text, size);
          const places = (one: ReturnType<typeof read>) => [
            ...one.found.map(({ place }) => place),
            ...one.skipped.map(({ place, reason: { code } }) => `${place} ${code}`),
          ];
          const apart = parts.flatMap((part) => places(read(textOfPart(top, part))));
          const whole = places(read(text));
          expect(apart.filter((place) => place.startsWith('/')).sort()).toEqual(
            whole.filter((place) => place.startsWith('/')).sort(),
          );
        },
      ),
    );
  });
});
