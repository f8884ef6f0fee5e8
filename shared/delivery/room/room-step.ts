/** What is known of the number of entries that a destination holds. */
export interface RoomState {
  /** The last count, and when it began (milliseconds since 1970); null where nothing was counted yet. */
  readonly counted: { readonly held: number; readonly at: number } | null;
  /** Entries that this process added, and that the last count may not have seen. */
  readonly added: number;
  /** Entries that are on their way. */
  readonly underWay: number;
}

export const unknownRoom: RoomState = { counted: null, added: 0, underWay: 0 };

/** Entries on their way count as held, so that two callers never get the same place. Null where nothing is known. */
export const heldIn = ({ counted, added, underWay }: RoomState): number | null =>
  counted === null ? null : counted.held + added + underWay;

/** How many of these entries, in order, have room; none overtakes one before it. All of them where nothing is known. */
export const admittedBy = (state: RoomState, max: number, weights: readonly number[]): number => {
  const held = heldIn(state);
  if (held === null) return weights.length;
  let free = max - held;
  const first = weights.findIndex((weight) => (free -= weight) < 0);
  return first === -1 ? weights.length : first;
};

export const began = (state: RoomState, entries: number): RoomState => ({
  ...state,
  underWay: state.underWay + entries,
});

/** So many of the `entries` on their way were taken. */
export const ended = (state: RoomState, entries: number, taken: number): RoomState => ({
  ...state,
  underWay: Math.max(0, state.underWay - entries),
  added: state.added + taken,
});

/**
 * Takes in a count that began when `addedBefore` entries were added: it has seen those. Whether it has seen later ones, nobody
 * knows.
 */
export const countedAs = (
  state: RoomState,
  { held, at, addedBefore }: { readonly held: number; readonly at: number; readonly addedBefore: number },
): RoomState => ({
  ...state,
  counted: { held, at },
  added: Math.max(0, state.added - addedBefore),
});
