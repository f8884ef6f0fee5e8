import { setTimeout as sleep } from 'node:timers/promises';

/** Works on the positions of `keys`, never on two with one key at once. A position that the map lacks came too late. */
export type KeyedLock = <A>(
  keys: readonly string[],
  deadline: Date,
  work: (positions: readonly number[]) => Promise<readonly A[]>,
) => Promise<ReadonlyMap<number, A>>;

interface Turn {
  readonly now: readonly number[];
  readonly later: readonly number[];
}

const maxTimerMs = 2 ** 31 - 1;

/** Makes items with the same key wait for each other, over all callers: the second begins when the first is done. */
export const createKeyedLock = (now: () => Date): KeyedLock => {
  const busy = new Map<string, Promise<unknown>>();

  const turnOf = (keys: readonly string[], positions: readonly number[]): Turn => {
    const taken = new Set<string>();
    const turn: { readonly now: number[]; readonly later: number[] } = { now: [], later: [] };
    for (const position of positions) {
      const key = keys[position] ?? '';
      (busy.has(key) || taken.has(key) ? turn.later : turn.now).push(position);
      taken.add(key);
    }
    return turn;
  };

  const until = async (working: Promise<unknown> | undefined, deadline: Date): Promise<void> => {
    const bell = new AbortController();
    const leftMs = Math.min(maxTimerMs, Math.max(0, deadline.getTime() - now().getTime()));
    const late = sleep(leftMs, undefined, { signal: bell.signal }).catch(() => undefined);
    await Promise.race([working?.catch(() => undefined), late]);
    bell.abort();
  };

  return async (keys, deadline, work) => {
    const results = new Map<number, Awaited<ReturnType<typeof work>>[number]>();
    let left: readonly number[] = keys.map((_, position) => position);
    while (left.length > 0) {
      const turn = turnOf(keys, left);
      const [first] = turn.later;
      if (turn.now.length > 0) {
        const working = work(turn.now).finally(() => turn.now.forEach((at) => busy.delete(keys[at] ?? '')));
        turn.now.forEach((at) => busy.set(keys[at] ?? '', working));
        const done = await working;
        turn.now.forEach((at, index) => {
          const result = done[index];
          if (result !== undefined) results.set(at, result);
        });
      } else if (now() >= deadline) break;
      else if (first !== undefined) await until(busy.get(keys[first] ?? ''), deadline);
      left = turn.later;
    }
    return results;
  };
};
