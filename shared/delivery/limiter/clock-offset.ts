/** How far the service's clock is ahead of this process's own, in milliseconds: between `least` and `most`. */
export interface ClockOffset {
  readonly least: number;
  readonly most: number;
  /** When it was last measured, on this process's clock. */
  readonly at: number;
}

/** An answer of the service with its date, and when it was asked and heard, on this process's clock. */
export interface Heard {
  readonly sent: number;
  readonly received: number;
  readonly date: Date;
}

/** A `Date` header has whole seconds only. */
const resolutionMs = 1000;

/** Computer clocks drift by less than this, in seconds a second (RFC 5905 assumes 15 parts in a million). */
const drift = 1e-4;

/**
 * Narrows the offset by one more answer. Every answer bounds it from both sides, so after a few it is known to some tens of
 * milliseconds. An answer that contradicts the bounds (somebody set a clock) starts anew.
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
