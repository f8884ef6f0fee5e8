/** How far the service's clock is ahead of this process's own, in milliseconds: between `least` and `most`. */
export interface ClockOffset {
  readonly least: number;
  readonly most: number;
  /** When it was last measured, on this process's clock. */
  readonly at: number;
}

/** An answer of the service that said its date: when it was asked and heard, on this process's clock. */
export interface Heard {
  readonly sent: number;
  readonly received: number;
  readonly date: Date;
}

/** A `Date` header has whole seconds. */
const resolutionMs = 1000;

/** Computer clocks drift by less than this, a second in a second (RFC 5905 takes 15 parts in a million). */
const drift = 1e-4;

/**
 * What one more answer says of the offset. Every answer bounds it from both sides, so that it is known to some tens of
 * milliseconds after a few; an answer that contradicts what was known (a clock was set) starts anew.
 */
export const narrow = (known: ClockOffset | null, { sent, received, date }: Heard): ClockOffset => {
  const heard = {
    least: date.getTime() - received,
    most: date.getTime() + resolutionMs - sent,
    at: received,
  };
  if (known === null) return heard;
  const drifted = (received - known.at) * drift;
  const least = Math.max(heard.least, known.least - drifted);
  const most = Math.min(heard.most, known.most + drifted);
  return least <= most ? { least, most, at: received } : heard;
};
