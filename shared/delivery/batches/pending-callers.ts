/** Callers on their way to the batches: what they deliver is being looked up, or recorded so that they can deliver more. */
export interface PendingCallers {
  /** Adds a caller. The function it gives is called when the caller has arrived, or is known not to come. */
  readonly add: () => () => void;
  readonly hasAny: () => boolean;
  /** The listener is called whenever nobody is on the way any more. */
  readonly onNone: (listener: () => void) => void;
}

export const createPendingCallers = (): PendingCallers => {
  const listeners: (() => void)[] = [];
  let coming = 0;
  return {
    add: () => {
      coming += 1;
      return () => {
        coming -= 1;
        if (coming === 0) listeners.forEach((listener) => listener());
      };
    },
    hasAny: () => coming > 0,
    onNone: (listener) => {
      listeners.push(listener);
    },
  };
};
