import { type TokenCredential } from '@azure/identity';
import {
  AzureMonitorLogExporter,
  AzureMonitorMetricExporter,
  AzureMonitorTraceExporter,
  RateLimitedSampler,
} from '@azure/monitor-opentelemetry-exporter';
import { metrics } from '@opentelemetry/api';
import { logs, SeverityNumber } from '@opentelemetry/api-logs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider, type LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

export interface MonitorOptions {
  readonly connectionString: string;
  /** Null where the connection string is enough. */
  readonly credential: TokenCredential | null;
  /** What telemetry is filed under: AppRoleName and AppRoleInstance. */
  readonly role: string;
  readonly instance: string;
  /** Null: the variable OTEL_TRACES_SAMPLER decides, which the SDK reads itself. */
  readonly tracesPerSecond: number | null;
}

export interface RunningMonitor {
  /** Sends what is still waiting, and ends. */
  readonly shutdown: () => Promise<void>;
}

/** Drops debug lines: the worker writes three of its own for each event, and each would be paid for. */
const fromInformation = (inner: LogRecordProcessor): LogRecordProcessor => ({
  onEmit: (record, context) => {
    if ((record.severityNumber ?? SeverityNumber.INFO) >= SeverityNumber.INFO) inner.onEmit(record, context);
  },
  forceFlush: () => inner.forceFlush(),
  shutdown: () => inner.shutdown(),
});

/**
 * Starts OpenTelemetry's SDK with Microsoft's exporters for Application Insights. It takes the exporters alone: the whole
 * distribution brings instrumentations that this app has no use for, and adds half a second to every start.
 */
export const startMonitor = (options: MonitorOptions): RunningMonitor => {
  const { connectionString, credential, role, instance, tracesPerSecond } = options;
  const exporting = {
    connectionString,
    // What could not be sent is lost: an instance's disk goes with the instance, and log lines do not belong on a disk.
    disableOfflineStorage: true,
    ...(credential === null ? {} : { credential }),
  };
  const resource = resourceFromAttributes({ 'service.name': role, 'service.instance.id': instance });
  const traces = new NodeTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new AzureMonitorTraceExporter(exporting))],
    ...(tracesPerSecond === null ? {} : { sampler: new RateLimitedSampler(tracesPerSecond) }),
  });
  const meters = new MeterProvider({
    resource,
    readers: [new PeriodicExportingMetricReader({ exporter: new AzureMonitorMetricExporter(exporting) })],
  });
  const loggers = new LoggerProvider({
    resource,
    processors: [fromInformation(new BatchLogRecordProcessor(new AzureMonitorLogExporter(exporting)))],
  });
  traces.register();
  metrics.setGlobalMeterProvider(meters);
  logs.setGlobalLoggerProvider(loggers);
  return {
    shutdown: async () => {
      await Promise.allSettled([traces.shutdown(), meters.shutdown(), loggers.shutdown()]);
    },
  };
};
