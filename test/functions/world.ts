import { evaluateHere } from '../pipeline/evaluate-here';
import { lenient } from '../pipeline/profiles';
import { HttpRequest, HttpResponse, InvocationContext, type StorageQueueHandler } from '@azure/functions';
import * as TE from 'fp-ts/TaskEither';
import { outcomesOutput } from '../../functions/outcomes-output';
import { receiveHttp } from '../../functions/receive-http';
import { createDeliverer } from '../../shared/delivery/way';
import { type DelivererRules } from '../../shared/delivery/delivery';
import { type Ledger } from '../../shared/delivery/ports';
import { type Exchange, type HttpCall } from '../../shared/destinations/destination';
import { graph } from '../../shared/destinations/graph/graph';
import { noRequestIds, unavailable } from '../../shared/failure';
import { formats } from '../../shared/formats';
import { type Outcome } from '../../shared/pipeline/outcome';
import { type OutcomeMessage } from '../../shared/pipeline/outcomes/outcome-messages';
import { type Environment, type ParkedItem } from '../../shared/pipeline/ports';
import { openTelemetry } from '../../shared/telemetry/open-telemetry';
import { plenty } from '../delivery/plenty';
import { answered } from './answered';
import { usualRoute } from '../destinations/usual';

type Item = Readonly<Record<string, unknown>>;

const answer = (status: number, body: unknown) =>
  TE.right({ status, body, retryAfterSeconds: null, requestIds: noRequestIds });

/** Creates everything, or refuses the items with these domains as Graph does. */
export const creating =
  (refused: readonly string[] = []): Exchange =>
  ({ body }) => {
    const shown = (item: Item): Item =>
      refused.includes(String(item.domainName))
        ? { ...item, Error: { code: 'InvalidInput', message: 'refused by the provider' } }
        : { ...item, id: `id-of-${String(item.domainName ?? item.externalId)}` };
    const { value } = body as { readonly value?: readonly Item[] };
    return value === undefined ? answer(201, shown(body as Item)) : answer(206, { value: value.map(shown) });
  };

export const down: Exchange = () => TE.left(unavailable('destination', 'ECONNREFUSED'));

export const retired: Exchange = () => answer(410, {});

export interface Faults {
  readonly exchange?: Exchange;
  readonly ledger?: Ledger | null;
  readonly queueDown?: boolean;
  readonly storeDown?: boolean;
  /** The profile has a format of its own, and nothing can evaluate its expressions now. */
  readonly expressionsBusy?: boolean;
  readonly outcomesDown?: boolean;
}

const custom = [{ name: 'soc', match: 'true', mapping: '{"ip": ip}' }];

/** An environment in memory, and what went out of it. */
export interface World {
  readonly environment: Environment;
  readonly calls: HttpCall[];
  readonly queued: { readonly message: string; readonly delaySeconds: number }[];
  /** What is parked, by id. */
  readonly kept: Map<string, string>;
  readonly alerts: string[];
  /** What was given to the record. */
  readonly recorded: Outcome[];
  /** What was written to the queue of outcomes without the host. */
  readonly written: () => readonly Outcome[];
}

const outcomesIn = (message: string): readonly Outcome[] => (JSON.parse(message) as OutcomeMessage).outcomes;

export const now = new Date('2026-01-01T00:00:00Z');

const delivererRules: DelivererRules = {
  requestTimeoutMs: 1000,
  // The clock of this world stands still.
  batchWindowMs: 0,
  callsInFlight: 1,
  breakerSeconds: 30,
  refreshSeconds: 0,
};

export const createWorld = ({
  exchange = creating(),
  ledger = null,
  queueDown,
  storeDown,
  expressionsBusy = false,
  outcomesDown,
}: Faults = {}): World => {
  const telemetry = openTelemetry();
  const calls: HttpCall[] = [];
  const queued: World['queued'] = [];
  const written: string[] = [];
  const recorded: Outcome[] = [];
  const kept: World['kept'] = new Map();
  const labels = new Map<string, ParkedItem>();
  const alerts: string[] = [];
  let ids = 0;
  const environment: Environment = {
    now: () => now,
    newId: () => `new-${(ids += 1)}`,
    formats,
    profile: expressionsBusy ? { ...lenient, custom } : lenient,
    evaluate: expressionsBusy ? () => TE.left(unavailable('expressions', 'busy')) : evaluateHere,
    routes: [
      {
        ...usualRoute,
        name: graph.name,
        deliverer: createDeliverer({
          instance: { name: graph.name, kind: graph },
          exchange: (call, timeoutMs) => {
            calls.push(call);
            return exchange(call, timeoutMs);
          },
          limiter: {
            take: () => TE.right(undefined),
            done: () => undefined,
            permits: plenty,
            pause: () => undefined,
          },
          ledger,
          rules: delivererRules,
          now: () => now,
          random: () => 0,
          telemetry,
          onCircuit: (state) => alerts.push(`circuit-${state}`),
        }),
      },
    ],
    outcomes: {
      write: (messages) =>
        outcomesDown === true
          ? TE.left(unavailable('queue', 'ECONNREFUSED'))
          : TE.fromIO(() => void written.push(...messages)),
    },
    record: {
      keep: (outcomes) => {
        recorded.push(...outcomes);
        return () => Promise.resolve();
      },
    },
    jobs: {
      enqueue: (message, delaySeconds) =>
        queueDown === true
          ? TE.left(unavailable('queue', 'ECONNREFUSED'))
          : TE.fromIO(() => void queued.push({ message, delaySeconds })),
    },
    parked: {
      keep: (item, content) =>
        storeDown === true
          ? TE.left(unavailable('blob', 'ECONNREFUSED'))
          : TE.fromIO(() => {
              kept.set(item.id, content);
              labels.set(item.id, item);
            }),
      list: () => TE.right({ items: [...labels.values()], next: null }),
      read: (id) => TE.right(kept.get(id) ?? null),
      remove: (id) => TE.fromIO(() => labels.delete(id) && kept.delete(id)),
    },
    telemetry,
    identityScope: 'test',
    random: () => 0,
    retry: {
      firstSeconds: 30,
      maxSeconds: 3600,
      maxAttempts: 25,
      maxAgeSeconds: 86_400,
      grantSeconds: 3600,
      oldestSeconds: 90 * 24 * 3600,
    },
    alert: (code) => alerts.push(code),
  };
  return { environment, calls, queued, kept, alerts, recorded, written: () => written.flatMap(outcomesIn) };
};

/** One invocation: its context, the lines it logs, and the outcomes it hands to the output binding. */
export interface Invocation {
  readonly context: InvocationContext;
  readonly lines: string[];
  /** Undefined where nothing was handed over. */
  readonly outcomes: () => readonly Outcome[] | undefined;
}

export const invocation = (triggerMetadata: Readonly<Record<string, unknown>> = {}): Invocation => {
  const lines: string[] = [];
  const context = new InvocationContext({
    invocationId: 'the-invocation',
    triggerMetadata,
    logHandler: (level, ...args) => lines.push(`${level}: ${args.map(String).join(' ')}`),
  });
  const outcomes = () =>
    (context.extraOutputs.get(outcomesOutput) as readonly string[] | undefined)?.flatMap(outcomesIn);
  return { context, lines, outcomes };
};

/** Runs a queue function; rejects when it throws. */
export const run = async (
  handler: StorageQueueHandler,
  message: unknown,
  context: InvocationContext,
): Promise<void> => {
  await handler(message, context);
};

export interface Report {
  readonly intakeId: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly outcomes: readonly Outcome[];
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly expected: string }[];
}

export type Posted = Pick<Invocation, 'lines' | 'outcomes'> & {
  readonly status: number;
  readonly headers: HttpResponse['headers'];
  readonly text: string;
  readonly report: Report;
};

export const limitBytes = 4096;

export const bytesOf = (body: unknown): Uint8Array =>
  body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));

/** The outcomes that a world writes from now on; undefined where it writes none. */
export const writtenFrom = (written: World['written']): Invocation['outcomes'] => {
  const before = written().length;
  return () => {
    const after = written().slice(before);
    return after.length === 0 ? undefined : after;
  };
};

/** Sends a body to `POST /api/indicators`: bytes and text as they are, anything else as JSON. */
export const post = async (
  { environment, written }: World,
  body: unknown,
  headers: Record<string, string> = { 'content-type': 'application/json' },
): Promise<Posted> => {
  const { context, lines } = invocation();
  const outcomes = writtenFrom(written);
  const request = new HttpRequest({
    method: 'POST',
    url: 'https://gateway.example/api/indicators',
    headers,
    body: { bytes: bytesOf(body) },
  });
  const settings = { HTTP_BODY_LIMIT_BYTES: limitBytes };
  const response = new HttpResponse(
    await answered(environment, receiveHttp(environment, settings))(request, context),
  );
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    report: JSON.parse(text) as Report,
    lines,
    outcomes,
  };
};
