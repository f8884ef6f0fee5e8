import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { type Delivery, type DeliveryItem } from '../../shared/delivery/delivery';
import { type Ledger, type LedgerEntry } from '../../shared/delivery/ports';
import { createDeliverer } from '../../shared/delivery/way';
import { destinations } from '../../shared/destinations';
import { type Destination } from '../../shared/destinations/destination';
import { type Indicator } from '../../shared/indicator/indicator';
import { openTelemetry } from '../../shared/telemetry/open-telemetry';
import { indicatorOf } from '../pipeline/planned';
import { defenderProduct, graphProduct, sentinelProduct, type Product } from './life-products';
import { plenty } from './plenty';

const products: Readonly<Record<string, () => Product>> = {
  graph: graphProduct,
  sentinel: sentinelProduct,
  defender: defenderProduct,
};

/** Every kind that can take something back, each with its product. */
export const kinds = destinations.flatMap((kind) => {
  const product = products[kind.name];
  return kind.revoking === null || product === undefined ? [] : [{ name: kind.name, kind, product }];
});

/**
 * What a source says, or that it takes it back, each in a minute of its own. `how` it takes it back: by a word of
 * its own, only where it is known to have said it, or, at products that hold nothing allowed, by allowing it.
 */
interface Word {
  readonly source: string;
  readonly minute: number;
  readonly says: string | null;
  readonly how: 'own' | 'named' | 'allow';
}

/** An arrival of a word. The process that handles it dies at its step number `ends`, before or after what it does there. */
interface Arrival {
  readonly word: Word;
  readonly ends: number | null;
  readonly after: boolean;
}

const now = Date.parse('2026-11-02T00:00:00.000Z');

const at = (minute: number): string => new Date(now - 24 * 3_600_000 + minute * 60_000).toISOString();

/** What is said in red is to be blocked. */
const saidBy = ({ says }: Word): Indicator =>
  indicatorOf('a', { description: says ?? 'taken back', action: says === 'red' ? 'block' : 'alert' });

const itemOf = ({ unfit }: Destination, word: Word): DeliveryItem => {
  const { source, minute, says, how } = word;
  const allowed: Indicator = { ...saidBy(word), action: 'allow' };
  const isAllowed = says === null && how === 'allow' && unfit(allowed) !== null;
  return {
    indicator: isAllowed ? allowed : saidBy(word),
    sourceTime: at(minute),
    assertedBy: { source, externalId: 'a', receivedAt: at(minute), eventId: `event ${minute}` },
    takeBackScope: says === null && !isAllowed ? (how === 'named' ? how : 'own') : undefined,
  };
};

const words: fc.Arbitrary<readonly Word[]> = fc
  .array(
    fc.record({
      source: fc.constantFrom('one', 'two', 'three'),
      says: fc.option(fc.constantFrom('red', 'blue', 'green'), { freq: 2 }),
      how: fc.constantFrom('own', 'allow'),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((all) => all.map((word, minute) => ({ ...word, minute })));

/** Words in any order, some twice, with deaths. */
export const histories: fc.Arbitrary<readonly Arrival[]> = words
  .chain((all) => fc.tuple(fc.shuffledSubarray([...all], { minLength: all.length }), fc.subarray([...all])))
  .chain(([order, again]) =>
    fc.tuple(
      ...[...order, ...again].map((word) =>
        fc.record({
          word: fc.constant(word),
          ends: fc.option(fc.integer({ min: 1, max: 8 }), { freq: 3 }),
          after: fc.boolean(),
        }),
      ),
    ),
  );

/** What outlives a process. */
export interface World {
  readonly product: Pick<Product, 'answer'>;
  readonly rows: Map<string, LedgerEntry>;
  calls: number;
}

/** One process; null where it died. */
export const bring = (
  world: World,
  kind: Destination,
  { item, ends, after }: Omit<Arrival, 'word'> & { readonly item: DeliveryItem },
): Promise<Delivery | null> => {
  let steps = 0;
  let die = (): void => undefined;
  const death = new Promise<null>((resolve) => (die = () => resolve(null)));
  const step = <A>(what: () => A): Promise<A> => {
    steps += 1;
    if (ends === null || steps < ends) return Promise.resolve(what());
    if (after && steps === ends) what();
    die();
    return new Promise(() => undefined);
  };
  const ledger: Ledger = {
    find: (_, ids) => () => step(() => E.right(new Map([...world.rows].filter(([id]) => ids.includes(id))))),
    record: (_, entries) => () =>
      step(() => {
        for (const entry of entries) world.rows.set(entry.externalId, entry);
        return E.right(undefined);
      }),
  };
  const deliverer = createDeliverer({
    instance: { name: kind.name, kind },
    exchange: (call) => () =>
      step(() => {
        world.calls += 1;
        return E.right(world.product.answer(call));
      }),
    limiter: {
      take: () => TE.right(undefined),
      done: () => undefined,
      permits: plenty,
      pause: () => undefined,
    },
    ledger,
    rules: {
      requestTimeoutMs: 10_000,
      batchWindowMs: 0,
      callsInFlight: 2,
      breakerSeconds: 1,
      refreshSeconds: 3600,
    },
    now: () => new Date(now),
    random: () => 0,
    telemetry: openTelemetry(),
    onCircuit: () => undefined,
  });
  const told = deliverer([item], new Date(now + 60_000))().then(([delivery]) => delivery ?? null);
  return Promise.race([death, told]);
};

export const isTold = (delivery: Delivery | null): boolean =>
  delivery !== null && delivery._tag !== 'Unsettled';

/** The newest word of each source. */
const lastWords = (history: readonly Arrival[]): readonly Word[] => {
  const last = new Map<string, Word>();
  for (const { word } of history)
    if ((last.get(word.source)?.minute ?? -1) < word.minute) last.set(word.source, word);
  return [...last.values()].sort((a, b) => a.minute - b.minute);
};

/** What has to be there in the end: the newest content of those that stand; null: nothing. */
const expectedOf = (history: readonly Arrival[]): string | null =>
  lastWords(history).findLast(({ says }) => says !== null)?.says ?? null;

/** Lives a history. What is not reported as done comes again, after the others. Gives a fault in words, or null. */
export const faultIn = async (
  { kind, product }: (typeof kinds)[number],
  history: readonly Arrival[],
): Promise<string | null> => {
  const world = { product: product(), rows: new Map<string, LedgerEntry>(), calls: 0 };
  const bringWord = ({ word, ...death }: Arrival) =>
    bring(world, kind, { ...death, item: itemOf(kind, word) });
  const waiting = [...history];
  for (let arrival = waiting.shift(); arrival !== undefined; arrival = waiting.shift())
    if (!isTold(await bringWord(arrival))) waiting.push({ ...arrival, ends: null });
  const expected = expectedOf(history);
  const isThere = world.product.live().length > 0;
  if (isThere !== (expected !== null)) return `is ${isThere ? '' : 'not '}there`;
  const repeat = async (): Promise<void> => {
    for (const word of lastWords(history)) await bringWord({ word, ends: null, after: false });
  };
  await repeat();
  const live = world.product.live();
  if (expected !== null && !live.includes(expected)) return `says ${live.join()} in place of ${expected}`;
  if (expected === null && live.length > 0) return 'is there again';
  const isCalm = history.every(({ ends }) => ends === null);
  // Graph has no upsert: what it took without anybody seeing the answer is there twice when it is sent again.
  if (live.length > 1 && (isCalm || kind.name !== 'graph')) return `is there ${live.length} times`;
  const { calls } = world;
  await repeat();
  if (world.calls > calls) return `took ${world.calls - calls} calls for what is there already`;
  return world.product.isForeignWell() ? null : "has lost somebody else's";
};
