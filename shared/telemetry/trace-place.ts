/** A place in a trace, as W3C Trace Context writes it (https://www.w3.org/TR/trace-context/). */
export interface TracePlace {
  readonly traceparent: string;
  readonly tracestate?: string | undefined;
}

/** More than one call holds; more links in a trace help nobody. */
const maxPlaces = 100;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** A place from its two texts; null where the first is missing. Whether it is valid shows where it is used. */
export const placeOf = (traceparent: unknown, tracestate?: unknown): TracePlace | null =>
  isText(traceparent) ? { traceparent, ...(isText(tracestate) ? { tracestate } : {}) } : null;

interface Carrier {
  readonly traceparent?: unknown;
  readonly tracestate?: unknown;
}

/**
 * The places that a message carries: of a job, of a CloudEvent (its extension for distributed tracing), or the distinct ones of
 * a batch, in order.
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
