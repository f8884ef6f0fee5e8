import { type TracePlace } from './trace-place';

/** Few values each: the gateway's own names, codes and numbers, never anything from an event. */
export type Attributes = Readonly<Record<string, string | number>>;

export type CounterName =
  | 'gateway.unproven'
  | 'gateway.held-off'
  | 'gateway.events'
  | 'gateway.indicators'
  | 'gateway.calls'
  | 'gateway.throttles'
  | 'gateway.retries'
  | 'gateway.shadow'
  | 'gateway.record.lost';

export type HistogramName =
  'gateway.batch.fill' | 'gateway.limiter.wait' | 'gateway.job.age' | 'gateway.settled';

export type GaugeName =
  | 'gateway.quota.used'
  | 'gateway.capacity.used'
  | 'gateway.circuit.open'
  | 'gateway.queue.age'
  | 'gateway.queue.depth'
  | 'gateway.parked';

/** A piece of work in a trace. */
export interface SpanStart {
  readonly name: string;
  /** `client` asks another service, `producer` puts something on a queue. */
  readonly kind: 'internal' | 'client' | 'producer';
  readonly attributes: Attributes;
  /** Absent: the span is a part of what runs now. */
  readonly parent?: TracePlace | null;
  /** Other places that the work is also done for. */
  readonly links?: readonly TracePlace[];
}

/** What may still be said of a span while its work goes on. */
export interface Span {
  readonly set: (attributes: Attributes) => void;
  /** Marks the span as failed, with a code and never with foreign text. */
  readonly fail: (code: string) => void;
}

/** Numbers and traces. docs/telemetry.md lists what is measured. Nothing here ever fails. */
export interface Telemetry {
  readonly count: (name: CounterName, value: number, attributes: Attributes) => void;
  readonly record: (name: HistogramName, value: number, attributes: Attributes) => void;
  readonly gauge: (name: GaugeName, value: number, attributes: Attributes) => void;
  /** The place in a trace where this runs; null where nothing is traced. */
  readonly here: () => TracePlace | null;
  /** Makes a span around the work; it ends with the work. */
  readonly span: <A>(start: SpanStart, work: (span: Span) => Promise<A>) => Promise<A>;
  /** Makes a span of something that took no time. */
  readonly mark: (start: SpanStart) => void;
  /** Runs work for several places at once: its client spans are parts of the first trace, and are linked to the others. */
  readonly joined: <A>(places: readonly TracePlace[], work: () => Promise<A>) => Promise<A>;
}
