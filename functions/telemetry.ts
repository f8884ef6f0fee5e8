import { hostname } from 'node:os';
import type * as hooks from '@azure/functions-opentelemetry-instrumentation';
import { type TokenCredential } from '@azure/identity';
import { logs, SeverityNumber } from '@opentelemetry/api-logs';
import * as E from 'fp-ts/Either';
import { credentialOf } from '../shared/azure/credential';
import type * as monitor from '../shared/azure/monitor';
import { type Settings } from '../shared/app-settings';
import { logEntry } from './log-entry';

/** The module `@azure/functions`. */
type AzureFunctions = Parameters<hooks.AzureFunctionsInstrumentationESM['registerAzFunc']>[0];

type Variables = Readonly<Record<string, string | undefined>>;

type Exporting = Pick<monitor.MonitorOptions, 'connectionString' | 'credential'>;

/** What was started: where lines go that belong to no invocation. */
export interface StartedTelemetry {
  readonly say: (line: string) => void;
}

/** Outside an invocation, the host records what a worker writes to its error stream as an error. */
export const byErrorStream: StartedTelemetry = { say: (line) => void process.stderr.write(`${line}\n`) };

const byLogger: StartedTelemetry = {
  say: (body) =>
    logs.getLogger('indicator-gateway').emit({
      body,
      severityNumber: SeverityNumber.ERROR,
      severityText: 'error',
    }),
};

/**
 * The identity that `APPLICATIONINSIGHTS_AUTHENTICATION_STRING` asks for, as the host reads it: `Authorization=AAD`, with
 * `ClientId=` of a user-assigned one; null where it asks for none.
 */
export const credentialIn = (
  authentication: string | undefined,
  kind: Settings['CREDENTIAL'],
): TokenCredential | null =>
  /(?:^|;)\s*Authorization\s*=\s*AAD\s*(?:;|$)/i.test(authentication ?? '')
    ? credentialOf(kind, /(?:^|;)\s*ClientId\s*=\s*([^;\s]+)/i.exec(authentication ?? '')?.[1])
    : null;

/** Metrics and log lines are never sampled. For traces, so many a second and instance show well enough how things go. */
const tracesPerSecond = 5;

/** What keeps telemetry from starting, in words for the owner of the app. */
const unusable = 'APPLICATIONINSIGHTS_CONNECTION_STRING is not usable; nothing is sent';
const oldHost =
  'the Functions host has no hooks for telemetry of the worker, it is too old; nothing is sent but what the host itself sends';

/** Starts telemetry; gives null, or why it does not start. */
const start = (functions: AzureFunctions, variables: Variables, options: Exporting): string | null => {
  // Required here and not imported, because evaluating these modules slows every start, and without telemetry they are not
  // needed.
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { startMonitor } = require('../shared/azure/monitor') as typeof monitor;
  const { AzureFunctionsInstrumentationESM } =
    require('@azure/functions-opentelemetry-instrumentation') as typeof hooks;
  /* eslint-enable @typescript-eslint/no-require-imports */
  const monitorOptions: monitor.MonitorOptions = {
    ...options,
    role: variables.OTEL_SERVICE_NAME ?? variables.WEBSITE_SITE_NAME ?? 'indicator-gateway',
    instance: variables.WEBSITE_INSTANCE_ID ?? hostname(),
    tracesPerSecond: variables.OTEL_TRACES_SAMPLER === undefined ? tracesPerSecond : null,
  };
  const running = E.tryCatch(
    () => startMonitor(monitorOptions),
    () => unusable,
  );
  if (E.isLeft(running)) return running.left;
  const { shutdown } = running.right;
  try {
    // "Disabled" concerns its watch over `require`, which sees nothing in a bundle. The hooks are what is needed of it.
    new AzureFunctionsInstrumentationESM({ enabled: false }).registerAzFunc(functions);
    functions.app.hook.appTerminate(shutdown);
    return null;
  } catch {
    // This tells the host that the worker sends its lines itself.
    functions.app.setup({ capabilities: { WorkerOpenTelemetryEnabled: false } });
    void shutdown();
    return oldHost;
  }
};

/**
 * Sends spans, metrics and log lines to Application Insights, where `APPLICATIONINSIGHTS_CONNECTION_STRING` names one. Call it
 * before functions are registered and instruments are made. A fault in it keeps no event out.
 */
export const startTelemetry = (
  functions: AzureFunctions,
  variables: Variables,
  { CREDENTIAL }: Pick<Settings, 'CREDENTIAL'>,
): StartedTelemetry => {
  const connectionString = variables.APPLICATIONINSIGHTS_CONNECTION_STRING?.trim() ?? '';
  if (connectionString === '') return byErrorStream;
  const credential = credentialIn(variables.APPLICATIONINSIGHTS_AUTHENTICATION_STRING, CREDENTIAL);
  const text = start(functions, variables, { connectionString, credential });
  if (text === null) return byLogger;
  byErrorStream.say(logEntry('alert', { code: 'telemetry-off', destination: 'none', text }));
  return byErrorStream;
};
