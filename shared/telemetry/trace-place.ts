/** A place in a trace, as W3C Trace Context writes it (https://www.w3.org/TR/trace-context/). */
export interface TracePlace {
  readonly traceparent: string;
  readonly tracestate?: string | undefined;
}

/** More than one call holds; what a trace shows of more is of no use to anybody. */
const maxPlaces = 100;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** A place from its two texts; null where the first is missing. Whether it is a valid one is seen where it is used. */
export const placeOf = (traceparent: unknown, tracestate?: unknown): TracePlace | null =>
  isText(traceparent) ? { traceparent, ...(isText(tracestate) ? { tracestate } : {}) } : null;

interface Carrier {
  readonly traceparent?: unknown;
  readonly tracestate?: unknown;
}

/**
 * The places that a message carries: a job, a CloudEvent (its extension for distributed tracing), or a batch of them, whose
 * distinct ones are given in order.
 */
export const placesIn = (message: unknown): readonly TracePlace[] => {
  const items: readonly unknown[] = Array.isArray(message) ? message : [message];
  const found = new Map<string, TracePlace>();
  for (const item of items) {
    const { traceparent, tracestate } = (item ?? {}) as Carrier;
    const place = placeOf(traceparent, tracestate);
    if (place !== null && !found.has(place.traceparent)) found.set(place.traceparent, place);
    if (found.size === maxPlaces) break;
  }
  return [...found.values()];
};
