/** What an instance may do by itself while the shared log is away. All times are milliseconds on its own clock. */
export interface SoloAllowance {
  /** A call of its own was over. */
  readonly onEnd: (at: number) => void;
  /** The log was seen or written; `byOthers`: another instance has written it since the last time. */
  readonly onSeen: (at: number, byOthers: boolean) => void;
  readonly onLost: (at: number) => void;
  /** How many calls it may begin now, with so many under way. */
  readonly left: (at: number, underWay: number) => number;
}

/**
 * An instance that was alone for a window goes by the log that it saw last. Any other waits for a window: a thousand that
 * each went on by themselves would break the limit whenever the table is away for a moment. Then each does as much as it did in
 * the window before, which together keeps the limit. It does one call at least, so that the destination is tried.
 */
export const createSoloAllowance = (windowMs: number): SoloAllowance => {
  let ends: readonly number[] = [];
  let othersAt = -Infinity;
  let seenAt = -Infinity;
  let lost: { readonly at: number; readonly share: number } | null = null;
  const recent = (at: number): number => {
    ends = ends.filter((end) => end + windowMs > at);
    return ends.length;
  };
  return {
    onEnd: (at) => {
      ends = [...ends, at];
    },
    onSeen: (at, byOthers) => {
      seenAt = at;
      if (byOthers) othersAt = at;
      lost = null;
    },
    onLost: (at) => {
      const hasOthers = othersAt + windowMs > seenAt;
      lost ??= { at, share: hasOthers ? Math.max(1, recent(at)) : Infinity };
    },
    left: (at, underWay) => {
      if (lost === null || lost.share === Infinity) return Infinity;
      return at < lost.at + windowMs ? 0 : Math.max(0, lost.share - recent(at) - underWay);
    },
  };
};
