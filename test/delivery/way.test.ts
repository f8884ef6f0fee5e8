import * as E from 'fp-ts/Either';
import { type DelivererRules } from '../../shared/delivery/delivery';
import { type LedgerEntry, type SharedText } from '../../shared/delivery/ports';
import { createWays, type Way } from '../../shared/delivery/way';
import { type HttpCall } from '../../shared/destinations/destination';
import { graph } from '../../shared/destinations/graph/graph';
import { unavailable } from '../../shared/failure';
import { openTelemetry } from '../../shared/telemetry/open-telemetry';
import { type Telemetry } from '../../shared/telemetry/telemetry';
import { createsAll, down, refusing } from '../pipeline/graph-script';
import { startOfTime, type Script } from '../pipeline/in-memory-environment';
import { indicatorOf } from '../pipeline/planned';
import { elapse, passing } from '../waiting';
import { brief, briefCalls } from './deliverer-world';
import { seeded, sharedTextInMemory } from './limiter/limiter-world';
import { usualInstance } from '../destinations/usual';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2030, 0, 1) });
});

afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

const rules: DelivererRules = {
  requestTimeoutMs: 10_000,
  batchWindowMs: 5,
  callsInFlight: 4,
  breakerSeconds: 30,
  refreshSeconds: 7 * 24 * 3600,
};

/** A text for each name, as a table has it. */
const textsByName = (): SharedText => {
  const texts = new Map<string, SharedText>();
  const of = (name: string): SharedText => {
    const text = texts.get(name) ?? sharedTextInMemory(seeded(1), 1);
    texts.set(name, text);
    return text;
  };
  return { read: (name) => of(name).read(name), write: (name, ...rest) => of(name).write(name, ...rest) };
};

interface Given {
  readonly script?: Script;
  readonly requestsPerMinute?: number;
  readonly perCall?: number;
  readonly ledger?: 'up' | 'down';
  readonly held?: readonly string[];
  /** Their API counts them together. */
  readonly together?: boolean;
}

/** The whole way to two instances, all layers real, and what was seen of each layer. */
const world = ({
  script = createsAll,
  requestsPerMinute = 1000,
  perCall = 100,
  ledger = 'up',
  held = [],
  together = false,
}: Given = {}) => {
  const log: string[] = [];
  const calls: HttpCall[] = [];
  const rows = new Map<string, LedgerEntry>();
  const gone = E.left(unavailable('table', 'connection-refused'));
  const quiet = openTelemetry();
  const seen = { spans: 0, waits: 0 };
  const telemetry: Telemetry = {
    ...quiet,
    record: (name) => {
      if (name === 'gateway.limiter.wait') seen.waits += 1;
    },
    joined: (places, work) => {
      seen.spans += 1;
      return quiet.joined(places, work);
    },
  };
  const auth = { _tag: 'None' } as const;
  const endpoint = { baseUrl: 'https://ti.example', auth, client: 'fetch', requestsPerMinute } as const;
  const ways = createWays(
    ['one', 'two'].map((name) => ({
      ...usualInstance(name),
      kind: { ...graph, perCall },
      endpoint,
      limitedAs: together ? 'both' : name,
    })),
    {
      exchangeTo: () => (call, timeoutMs) => () => {
        calls.push(call);
        log.push('call');
        return Promise.resolve(script(call, timeoutMs));
      },
      ledger: {
        find: (name, externalIds) => () => {
          log.push('find');
          const found = externalIds.flatMap((id) => {
            const row = rows.get(`${name} ${id}`);
            return row === undefined ? [] : [[id, row] as const];
          });
          return Promise.resolve(ledger === 'down' ? gone : E.right(new Map(found)));
        },
        record: (name, entries) => () => {
          log.push('record');
          for (const entry of entries) rows.set(`${name} ${entry.externalId}`, entry);
          return Promise.resolve(ledger === 'down' ? gone : E.right(undefined));
        },
      },
      limits: textsByName(),
      rules,
      now: () => new Date(jest.now()),
      monotonicMs: () => jest.now(),
      random: () => 0,
      telemetry,
      onCircuit: (name, state) => log.push(`${name} ${state}`),
      onHeld: () => undefined,
    },
  );
  const [one, two] = ways;
  if (one === undefined || two === undefined) throw new Error('there are two ways');
  /** What becomes of items with these ids, all of one share. */
  const bring = async (ids: readonly string[], way: Way = one): Promise<readonly string[]> => {
    const items = ids.map((id) => ({ indicator: indicatorOf(id), sourceTime: startOfTime }));
    return brief(await passing(way.deliverer(items, new Date(jest.now() + 20_000))()));
  };
  /** Begins anew with what the ledger holds. */
  const begin = async () => {
    if (held.length > 0) await bring(held);
    log.length = 0;
    calls.length = 0;
    Object.assign(seen, { spans: 0, waits: 0 });
  };
  /** Permits that the first instance's calls have taken; it is counted anew every tenth of a second. */
  const permits = async (): Promise<number> => {
    await elapse(1000);
    return Math.round(requestsPerMinute - one.limiter.permits().left);
  };
  return { begin, bring, log, calls, seen, one, two, permits };
};

type World = ReturnType<typeof world>;

const ids = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}${n}`);

/** The first calls are answered by one script, and all others by another. */
const first = (times: number, script: Script, then: Script = createsAll): Script => {
  let made = 0;
  return (call, timeoutMs) => ((made += 1) <= times ? script : then)(call, timeoutMs);
};

const row = (
  statement: string,
  given: Given,
  look: (world: World) => Promise<unknown>,
  expected: unknown,
) => ({ statement, given, look, expected });

describe('the order of the layers', () => {
  it.each([
    row(
      'the second of two with one identity is looked up when the first is recorded',
      {},
      async ({ bring, log }) => [await Promise.all([bring(['a']), bring(['a'])]), log],
      [
        [['Created graph-a'], ['Duplicate graph-a']],
        ['find', 'record', 'call', 'record', 'find'],
      ],
    ),
    row(
      'what the ledger holds takes no place in a batch',
      { held: ['a', 'b'], perCall: 2 },
      async ({ bring, calls }) => [await bring(['a', 'x', 'b', 'y']), briefCalls(calls)],
      [
        ['Duplicate graph-a', 'Created graph-x', 'Duplicate graph-b', 'Created graph-y'],
        ['POST /submitTiIndicators 2'],
      ],
    ),
    row(
      'a ledger that failed one instance three times is left alone by all',
      { ledger: 'down' },
      async ({ bring, log, two }) => {
        await bring(['a']);
        await bring(['b']);
        return [await bring(['c'], two), log.filter((entry) => entry !== 'call').length];
      },
      [['Created graph-c'], 3],
    ),
    row(
      'a batch of two callers takes one permit and one span',
      {},
      async ({ bring, permits, seen }) => {
        await Promise.all([bring(['a']), bring(['b'])]);
        return [await permits(), seen.spans];
      },
      [1, 1],
    ),
    row(
      'the tries of a batch are in one span',
      { script: first(2, down) },
      async ({ bring, calls, seen }) => [await bring(['a']), calls.length, seen.spans],
      [['Created graph-a'], 3, 1],
    ),
    row(
      'a retry takes a permit for each call, and its wait is measured',
      { script: first(2, down) },
      async ({ bring, permits, seen }) => [await bring(['a']), await permits(), seen.waits],
      [['Created graph-a'], 3, 3],
    ),
    row(
      'a half takes a permit for each call',
      { script: refusing('a') },
      async ({ bring, calls, permits }) => [await bring(['a', 'b']), calls.length, await permits()],
      [['Rejected InvalidInput', 'Created graph-b'], 3, 3],
    ),
    row(
      'the circuit counts a batch once, however often it was tried',
      { script: down },
      async ({ bring, calls, log }) => {
        for (const id of ids('n', 4)) await bring([id]);
        const before = log.includes('one open');
        await bring(['last']);
        return [calls.length, before, log.includes('one open')];
      },
      [15, false, true],
    ),
    row(
      'the circuit does not count the calls that one bad indicator fails',
      { script: refusing('n6') },
      async ({ bring, calls, log }) => {
        await bring(ids('n', 64));
        return [calls.length > 5, log.includes('one open')];
      },
      [true, false],
    ),
    row(
      'an open circuit costs no permit and no call, and is of one instance',
      {
        script: (call, timeoutMs) =>
          (JSON.stringify(call).includes('"n') ? down : createsAll)(call, timeoutMs),
      },
      async ({ bring, calls, permits, two }) => {
        for (const id of ids('n', 5)) await bring([id]);
        const before = [calls.length, await permits()];
        return [await bring(['a']), before, calls.length, await permits(), await bring(['a'], two)];
      },
      [['Unsettled circuit-open'], [15, 15], 15, 15, ['Created graph-a']],
    ),
    row(
      'the circuit does not count a refusal of the limiter, and health does not take it for an answer',
      { requestsPerMinute: 1 },
      async ({ bring, log, calls, one }) => {
        await bring(['a']);
        const { lastSuccess } = one.watch.seen();
        const said = new Set<string>();
        for (const id of ids('n', 10)) for (const each of await bring([id])) said.add(each);
        return [
          [...said],
          calls.length,
          log.includes('one open'),
          one.watch.seen().lastSuccess === lastSuccess,
        ];
      },
      [['Unsettled rate-limited'], 1, false, true],
    ),
    row(
      'two that their API counts by themselves have each a rate of their own',
      { requestsPerMinute: 1 },
      async ({ bring, one, two }) => [await bring(['a'], one), await bring(['a'], two)],
      [['Created graph-a'], ['Created graph-a']],
    ),
    row(
      'two that their API counts together share one rate',
      { requestsPerMinute: 1, together: true },
      async ({ bring, one, two }) => [await bring(['a'], one), await bring(['a'], two)],
      [['Created graph-a'], ['Unsettled rate-limited']],
    ),
  ])('$statement', async ({ given, look, expected }) => {
    const there = world(given);
    await there.begin();
    expect(await look(there)).toEqual(expected);
  });
});
