interface Waiting<A, B> {
  readonly item: A;
  readonly done: (answer: B) => void;
}

export interface JoinedCalls<A, B> {
  /** The most calls under way. */
  readonly atOnce: number;
  /** Splits the waiting items, in their order, into groups of one call each. It may get only the first of them. */
  readonly groupsOf: (items: readonly A[]) => readonly (readonly A[])[];
  /** Makes one call for a group; all of its callers get this answer. Never rejects. */
  readonly call: (group: readonly A[]) => Promise<B>;
}

/** The most items that are grouped at once, however many wait. One call takes fewer of anything. */
const maxGrouped = 400;

/**
 * Joins the calls of concurrent callers. While `atOnce` calls are under way, new items wait and share the next call. A lone caller
 * does not wait.
 */
export const joinedCalls = <A, B>({
  atOnce,
  groupsOf,
  call,
}: JoinedCalls<A, B>): ((item: A) => Promise<B>) => {
  let waiting: Waiting<A, B>[] = [];
  let running = 0;
  let soon: NodeJS.Immediate | undefined;

  const make = async (group: readonly Waiting<A, B>[]): Promise<void> => {
    running += 1;
    const answer = await call(group.map(({ item }) => item));
    running -= 1;
    for (const { done } of group) done(answer);
    pump();
  };

  const pump = (): void => {
    soon = undefined;
    if (running >= atOnce || waiting.length === 0) return;
    const groups = groupsOf(waiting.slice(0, maxGrouped).map(({ item }) => item));
    for (const { length } of groups.slice(0, atOnce - running)) {
      const group = waiting.slice(0, length);
      waiting = waiting.slice(length);
      void make(group);
    }
  };

  return (item) =>
    new Promise((done) => {
      waiting.push({ item, done });
      // Those who come in the same turn of the event loop go together; a lone one does not wait for the end of the turn.
      if (running === 0) pump();
      else if (running < atOnce) soon ??= setImmediate(pump);
    });
};
