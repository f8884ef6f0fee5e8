import {
  context,
  createContextKey,
  isSpanContextValid,
  metrics,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Link,
  type Span as OtelSpan,
} from '@opentelemetry/api';
import { counters, gauges, histograms } from './instruments';
import { type Span, type SpanStart, type Telemetry } from './telemetry';
import { placeOf, type TracePlace } from './trace-place';

const scope = 'indicator-gateway';

const kinds = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, producer: SpanKind.PRODUCER };

/** The key under which a context holds the places that its next client span is linked to. */
const linksKey = createContextKey('indicator-gateway links');

const contextAt = (place: TracePlace): Context => propagation.extract(ROOT_CONTEXT, place);

/** A link to an invalid place would be an error, so it is left out. */
const linkTo = (place: TracePlace): readonly Link[] => {
  const at = trace.getSpanContext(contextAt(place));
  return at !== undefined && isSpanContextValid(at) ? [{ context: at }] : [];
};

const here = (): TracePlace | null => {
  const at = trace.getSpanContext(context.active());
  if (at === undefined || !isSpanContextValid(at)) return null;
  const carrier: { traceparent?: string; tracestate?: string } = {};
  propagation.inject(context.active(), carrier);
  return placeOf(carrier.traceparent, carrier.tracestate);
};

const spanOf = (span: OtelSpan): Span => ({
  set: (attributes) => void span.setAttributes(attributes),
  fail: (code) => {
    span.setAttribute('error.type', code);
    span.setStatus({ code: SpanStatusCode.ERROR, message: code });
  },
});

const mapped = <Name extends string, A>(
  table: Readonly<Record<Name, object>>,
  make: (name: Name) => A,
): Readonly<Record<Name, A>> =>
  Object.fromEntries((Object.keys(table) as Name[]).map((name) => [name, make(name)])) as Record<Name, A>;

/**
 * Telemetry by OpenTelemetry's interface, which does nothing where no SDK was started. Create it after the SDK: its metrics go
 * to whatever was there when they were created.
 */
export const openTelemetry = (): Telemetry => {
  const tracer = trace.getTracer(scope);
  const meter = metrics.getMeter(scope);
  const counter = mapped(counters, (name) => meter.createCounter(name, counters[name]));
  const histogram = mapped(histograms, (name) => meter.createHistogram(name, histograms[name]));
  const gauge = mapped(gauges, (name) => meter.createGauge(name, gauges[name]));

  const begin = ({ name, kind, attributes, parent, links = [] }: SpanStart): readonly [OtelSpan, Context] => {
    const around =
      parent === undefined ? context.active() : parent === null ? ROOT_CONTEXT : contextAt(parent);
    const joined = kind === 'client' ? ((around.getValue(linksKey) ?? []) as readonly TracePlace[]) : [];
    const options = { kind: kinds[kind], attributes, links: [...links, ...joined].flatMap(linkTo) };
    const span = tracer.startSpan(name, options, around);
    return [span, trace.setSpan(around, span)];
  };

  return {
    count: (name, value, attributes) => counter[name].add(value, attributes),
    record: (name, value, attributes) => histogram[name].record(value, attributes),
    gauge: (name, value, attributes) => gauge[name].record(value, attributes),
    here,
    span: async (start, work) => {
      const [span, inside] = begin(start);
      try {
        return await context.with(inside, () => work(spanOf(span)));
      } finally {
        span.end();
      }
    },
    mark: (start) => begin(start)[0].end(),
    joined: ([first, ...others], work) => {
      const around = first === undefined ? ROOT_CONTEXT : contextAt(first);
      return context.with(around.setValue(linksKey, others), work);
    },
  };
};
