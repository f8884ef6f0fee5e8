/** Callers on their way to the batches: what they bring is being looked up, or written down so that they can bring more. */
export interface Company {
  /** A caller sets out. The function it gives is called when the caller has arrived, or is known not to come. */
  readonly setOut: () => () => void;
  readonly isComing: () => boolean;
  /** The listener is called whenever nobody is on the way any more. */
  readonly onNobody: (listener: () => void) => void;
}

export const createCompany = (): Company => {
  const listeners: (() => void)[] = [];
  let coming = 0;
  return {
    setOut: () => {
      coming += 1;
      return () => {
        coming -= 1;
        if (coming === 0) listeners.forEach((listener) => listener());
      };
    },
    isComing: () => coming > 0,
    onNobody: (listener) => {
      listeners.push(listener);
    },
  };
};
