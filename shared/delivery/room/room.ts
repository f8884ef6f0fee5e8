import * as E from 'fp-ts/Either';
import { type Capacity, type Exchange } from '../../destinations/destination';
import { type Indicator } from '../../indicator/indicator';
import { type Room } from '../ports';
import { admittedBy, began, countedAs, ended, heldIn, unknownRoom } from './room-step';

export interface RoomOptions {
  readonly capacity: Capacity;
  /** Sends a call; each takes a permit. */
  readonly exchange: Exchange;
  readonly now: () => Date;
  /** How long a count may take, in milliseconds. */
  readonly countMs: number;
  /** Told with each count, and whenever something was taken. */
  readonly onHeld: (held: number, max: number) => void;
}

/** How long a count is good for: entries expire, and others add some. */
const usualAgeMs = 3_600_000;

/** After a count failed, the next is not tried before this. */
const recountAfterMs = 60_000;

/**
 * The ids on all pages. Each page is looked at once, since entries may move between two calls. Null where a page is refused or
 * comes too late.
 */
const idsOf = async ({ capacity, exchange, now, countMs }: RoomOptions): Promise<number | null> => {
  const ids = new Set<string>();
  const deadline = now().getTime() + countMs;
  for (let skip = 0; ;) {
    const leftMs = deadline - now().getTime();
    if (leftMs <= 0) return null;
    const answer = await exchange(capacity.list(skip), leftMs)();
    const page = E.isRight(answer) ? capacity.idsIn(answer.right) : null;
    if (page === null) return null;
    const before = ids.size;
    for (const id of page) ids.add(id);
    if (ids.size === before) return ids.size;
    skip += page.length;
  }
};

/** Counts what a destination holds when asked, and gives its places to those who come. */
export const createRoom = (options: RoomOptions): Room => {
  const { capacity, now, onHeld } = options;
  const { max, weightOf } = capacity;
  let state = unknownRoom;
  let failedAt = -Infinity;
  let counting: Promise<void> | null = null;

  const tell = (): void => {
    const held = heldIn(state);
    if (held !== null) onHeld(held, max);
  };

  const count = async (): Promise<void> => {
    const [at, { added }] = [now().getTime(), state];
    const held = await idsOf(options);
    if (held === null) failedAt = at;
    else state = countedAs(state, { held, at, addedBefore: added });
  };

  const isFresh = (ageMs: number): boolean =>
    state.counted !== null && now().getTime() - state.counted.at <= ageMs;

  const held = async (maxAgeMs = usualAgeMs): Promise<number | null> => {
    if (!isFresh(maxAgeMs) && now().getTime() - failedAt >= recountAfterMs) {
      counting ??= count().finally(() => {
        counting = null;
      });
      await counting;
    }
    tell();
    return heldIn(state);
  };

  const entriesOf = (indicators: readonly Indicator[]): number =>
    indicators.reduce((sum, indicator) => sum + weightOf(indicator), 0);

  return {
    max,
    weightOf,
    held,
    enter: async (indicators) => {
      await held();
      const admitted = indicators.slice(0, admittedBy(state, max, indicators.map(weightOf)));
      state = began(state, entriesOf(admitted));
      return admitted.length;
    },
    left: (indicators, taken) => {
      state = ended(state, entriesOf(indicators), entriesOf(taken));
      tell();
    },
  };
};
