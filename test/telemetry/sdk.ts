import { context, metrics, propagation, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** One point of a metric: its name, its attributes, and its sum, last value, or how many were recorded. */
export interface Point {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly value: number;
}

/** The real SDK, which keeps in memory what it would send. */
export interface Sdk {
  readonly spans: () => readonly ReadableSpan[];
  /** What was measured since it was last asked. */
  readonly points: () => Promise<readonly Point[]>;
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const valueOf = (value: unknown): number => {
  const { count } = value as { readonly count?: number };
  return typeof value === 'number' ? value : (count ?? Number.NaN);
};

/** Registers the SDK for the whole process, so start it before anything that is to be observed. */
export const startSdk = (): Sdk => {
  const kept = new InMemorySpanExporter();
  const traces = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(kept)] });
  traces.register();
  const measured = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const reader = new PeriodicExportingMetricReader({ exporter: measured, exportIntervalMillis: 3_600_000 });
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  const points = async (): Promise<readonly Point[]> => {
    await reader.forceFlush();
    const all = measured
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap((scope) => scope.metrics)
      .flatMap(({ descriptor: { name }, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => ({ name, attributes, value: valueOf(value) })),
      );
    measured.reset();
    return all;
  };
  return {
    spans: () => kept.getFinishedSpans(),
    points,
    reset: async () => {
      kept.reset();
      await points();
    },
    stop: async () => {
      await reader.shutdown();
      await traces.shutdown();
      for (const api of [trace, metrics, propagation, context]) api.disable();
    },
  };
};
