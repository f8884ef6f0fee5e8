import { randomUUID } from 'node:crypto';
import { HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import { type Handler } from '../../functions/http/answering';
import { startSimulator, type Simulator } from '../../local/simulator/simulator';
import { deliverJob } from '../../functions/deliver-job';
import { receiveEventGrid } from '../../functions/receive-event-grid';
import { receiveHttp } from '../../functions/receive-http';
import { receiveQueue } from '../../functions/receive-queue';
import { exchangeTo, useIdentityEndpoint } from '../azure/managed-identity';
import { bytesOf, createWorld, type Faults, type World } from '../functions/world';
import { startSdk, type Sdk } from './sdk';
import { answered } from '../functions/answered';

const settings = { HTTP_BODY_LIMIT_BYTES: 1024 * 1024, HTTP_BUDGET_SECONDS: 20 };

/** A trace as the sender, or a host, begins it. */
export const newTrace = () => {
  const traceId = randomUUID().replaceAll('-', '');
  const spanId = traceId.slice(0, 16);
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
};

export interface Call {
  readonly body: unknown;
  /** The host's place in the trace; absent where it has none. */
  readonly traceparent?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
}

/** The real handlers on the real client against the simulator of Graph, with the real SDK of OpenTelemetry. */
export interface TracedWorld {
  readonly sdk: Sdk;
  readonly simulator: Simulator;
  readonly lines: string[];
  readonly world: (faults?: Faults) => World;
  readonly http: (world: World, call: Call) => Promise<void>;
  readonly eventGrid: (world: World, call: Call) => Promise<void>;
  /** The answer of any other handler: its status, and all that it says. */
  readonly asked: (world: World, handler: Handler, call: Call) => Promise<readonly [number, string]>;
  readonly queue: (world: World, call: Call) => Promise<void>;
  readonly job: (world: World, call: Call) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export const startTracedWorld = async (): Promise<TracedWorld> => {
  const sdk = startSdk();
  const simulator = await startSimulator();
  const restore = useIdentityEndpoint(simulator.identity.endpoint, simulator.identity.header);
  const clientId = randomUUID();
  const lines: string[] = [];
  const contextOf = ({ traceparent }: Call): InvocationContext =>
    new InvocationContext({
      invocationId: 'the-invocation',
      triggerMetadata: { id: 'the-message', dequeueCount: 1 },
      ...(traceparent === undefined ? {} : { traceContext: { traceParent: traceparent, traceState: 'a=1' } }),
      logHandler: (_, ...args) => lines.push(args.map(String).join(' ')),
    });
  const requestOf = ({ body, headers, query, params }: Call): HttpRequest =>
    new HttpRequest({
      method: 'POST',
      url: 'https://gateway.example/api/indicators',
      query: { ...query },
      params: { ...params },
      headers: { 'content-type': 'application/json', ...headers },
      body: { bytes: bytesOf(body) },
    });
  const queued = async (handler: ReturnType<typeof deliverJob>, call: Call): Promise<void> => {
    await handler(call.body, contextOf(call));
  };
  return {
    sdk,
    simulator,
    lines,
    world: (faults) =>
      createWorld({ exchange: exchangeTo(simulator.graphUrl, randomUUID, clientId), ...faults }),
    http: async ({ environment }, call) => {
      await answered(environment, receiveHttp(environment, settings))(requestOf(call), contextOf(call));
    },
    eventGrid: async ({ environment }, call) => {
      await answered(environment, receiveEventGrid(environment, settings))(requestOf(call), contextOf(call));
    },
    asked: async ({ environment }, handler, call) => {
      const response = new HttpResponse(
        await answered(environment, handler)(requestOf(call), contextOf(call)),
      );
      const said = [JSON.stringify([...response.headers]), await response.text()];
      return [response.status, said.join('\n')];
    },
    queue: ({ environment }, call) => queued(receiveQueue(environment), call),
    job: ({ environment }, call) => queued(deliverJob(environment), call),
    stop: async () => {
      restore();
      await simulator.stop();
      await sdk.stop();
    },
  };
};
