import { type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { callIdAt } from '../../shared/telemetry/call-id';
import { indicators } from '../integration/indicators';
import { newTrace, startTracedWorld, type TracedWorld } from './traced-world';

let traced: TracedWorld;

beforeAll(async () => {
  traced = await startTracedWorld();
});
afterEach(async () => {
  traced.simulator.reset();
  await traced.sdk.reset();
});
afterAll(() => traced.stop());

const parentOf = ({ parentSpanContext }: ReadableSpan): string | undefined => parentSpanContext?.spanId;
const idOf = (span: ReadableSpan): string => span.spanContext().spanId;
const traceOf = (span: ReadableSpan): string => span.spanContext().traceId;
const linksOf = ({ links }: ReadableSpan): readonly string[] => links.map(({ context }) => context.spanId);

const named = (name: string): ReadableSpan => {
  const [found, ...others] = traced.sdk.spans().filter((span) => span.name === name);
  if (found === undefined || others.length > 0)
    throw new Error(`not one span ${name} but ${others.length === 0 ? 'none' : 'several'}`);
  return found;
};

/** Names of the spans, each under its parent, the sender's place first. */
const tree = (parent: string, spans: readonly ReadableSpan[]): object =>
  Object.fromEntries(
    spans.filter((span) => parentOf(span) === parent).map((span) => [span.name, tree(idOf(span), spans)]),
  );

const cloudEvent = (data: unknown, more: object) => ({
  specversion: '1.0',
  id: 'cloud-1',
  source: '/a/source',
  type: 'a.type',
  data,
  ...more,
});

describe('one trace', () => {
  it('holds the sender, the function, the call to Graph and the outcomes of an event by HTTP', async () => {
    const sender = newTrace();
    await traced.http(traced.world(), { body: indicators(2, 'http'), traceparent: sender.traceparent });
    expect(tree(sender.spanId, traced.sdk.spans())).toEqual({
      'receive-http': { 'POST graph': {}, 'publish outcomes': {} },
    });
    expect(traced.sdk.spans().map(traceOf)).toEqual(traced.sdk.spans().map(() => sender.traceId));
    expect(named('publish outcomes').attributes).toEqual({ 'gateway.outcomes.created': 2 });
  });

  it('goes on through the queue of jobs, under the trace of the sender and linked to that of the host', async () => {
    const sender = newTrace();
    const host = newTrace();
    const world = traced.world();
    const headers = { prefer: 'respond-async' };
    await traced.http(world, {
      body: indicators(2, 'queued'),
      headers,
      traceparent: sender.traceparent,
    });
    const job: unknown = JSON.parse(world.queued[0]?.message ?? '');
    expect(job).toMatchObject({ traceparent: expect.stringContaining(sender.traceId) as string, tracestate: 'a=1' }); // prettier-ignore
    await traced.job(world, { body: job, traceparent: host.traceparent });
    expect(tree(sender.spanId, traced.sdk.spans())).toEqual({
      'receive-http': {
        'send job': { 'deliver-job': { 'POST graph': {}, 'publish outcomes': {} } },
        'publish outcomes': {},
      },
    });
    expect(linksOf(named('deliver-job'))).toEqual([host.spanId]);
    expect(named('POST graph').spanContext().traceState?.get('a')).toBe('1');
  });

  it('goes on a second time when a job has to wait again', async () => {
    const sender = newTrace();
    const world = traced.world();
    traced.simulator.inject({ on: 'graph', times: null, answer: { kind: 'status', status: 500 } });
    await traced.http(world, { body: indicators(1, 'again'), traceparent: sender.traceparent });
    await traced.job(world, { body: JSON.parse(world.queued[0]?.message ?? '') as unknown });
    traced.simulator.reset();
    await traced.job(world, { body: JSON.parse(world.queued[1]?.message ?? '') as unknown });
    expect(new Set(traced.sdk.spans().map(traceOf))).toEqual(new Set([sender.traceId]));
    expect(traced.simulator.stored()).toHaveLength(1);
  });

  it.each(['eventGrid', 'queue'] as const)(
    'is that of a CloudEvent in its envelope, and the host is linked: %s',
    async (channel) => {
      const sender = newTrace();
      const host = newTrace();
      const headers = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
      const body = cloudEvent(indicators(1, channel), { traceparent: sender.traceparent, tracestate: 'b=2' });
      await traced[channel](traced.world(), { body, headers, traceparent: host.traceparent });
      const name = channel === 'queue' ? 'receive-queue' : 'receive-event-grid';
      expect(tree(sender.spanId, traced.sdk.spans())).toMatchObject({ [name]: { 'POST graph': {} } });
      expect(linksOf(named(name))).toEqual([host.spanId]);
    },
  );

  it('of a batch of CloudEvents is that of the first, and the others are linked', async () => {
    const [one, two, host] = [newTrace(), newTrace(), newTrace()];
    const body = [one, two, two].map(({ traceparent }, n) =>
      cloudEvent(indicators(1, `batch-${n}`), { id: `cloud-${n}`, traceparent }),
    );
    await traced.queue(traced.world(), { body, traceparent: host.traceparent });
    expect(traceOf(named('receive-queue'))).toBe(one.traceId);
    expect(linksOf(named('receive-queue'))).toEqual([two.spanId, host.spanId]);
  });

  it.each([
    ['no place at all', {}],
    ['something else', { traceparent: 'hello' }],
    ['a number', { traceparent: 7 }],
    ['a place that is none', { traceparent: `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01` }],
  ])('is a new one where the message holds %s', async (_, more) => {
    await traced.queue(traced.world(), { body: cloudEvent(indicators(1, 'new'), more) });
    expect(parentOf(named('receive-queue'))).toBeUndefined();
    expect(traced.simulator.stored()).toHaveLength(1);
  });
});

describe('a call that serves several events', () => {
  it('is a part of the first and linked to the others', async () => {
    const senders = [newTrace(), newTrace(), newTrace()];
    const world = traced.world();
    // One call at a time: what comes in one turn shares it, what comes later shares the next.
    await Promise.all(
      senders.map(({ traceparent }, n) =>
        traced.http(world, { body: indicators(1, `shared-${n}`), traceparent }),
      ),
    );
    const calls = traced.sdk.spans().filter(({ name }) => name === 'POST graph');
    const functions = traced.sdk.spans().filter(({ name }) => name === 'receive-http');
    const functionOf = (n: number): string =>
      functions.filter((span) => traceOf(span) === senders[n]?.traceId).map(idOf)[0] ?? '';
    const served = calls.map((span) => [parentOf(span), ...linksOf(span)]);
    expect(served.flat()).toEqual([0, 1, 2].map(functionOf));
    expect(served.length).toBeLessThan(3);
  });
});

describe('a call to Graph', () => {
  it('has a client-request-id that follows from its span, and both ids on the span', async () => {
    await traced.http(traced.world(), { body: indicators(1, 'id'), ...newTrace() });
    const span = named('POST graph');
    const id = callIdAt({ traceparent: `00-${traceOf(span)}-${idOf(span)}-01` });
    const sent = traced.simulator.requests().filter(({ on }) => on === 'graph');
    expect(sent.map(({ clientRequestId }) => clientRequestId)).toEqual([id]);
    expect(span.attributes).toEqual({
      'http.request.method': 'POST',
      'http.response.status_code': 201,
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(traced.simulator.url).port),
      'gateway.destination': 'graph',
      'az.client_request_id': id,
      'az.service_request_id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  it('that is refused for its token is two spans with two ids', async () => {
    traced.simulator.inject({ on: 'graph', answer: { kind: 'status', status: 401 } });
    await traced.http(traced.world(), { body: indicators(1, 'token'), ...newTrace() });
    const calls = traced.sdk.spans().filter(({ name }) => name === 'POST graph');
    expect(calls.map(({ attributes }) => attributes['http.response.status_code'])).toEqual([401, 201]);
    expect(new Set(calls.map(({ attributes }) => attributes['az.client_request_id'])).size).toBe(2);
    expect(calls.map(({ attributes }) => attributes['error.type'])).toEqual(['401', undefined]);
  });
});

describe('a function that gives up for now', () => {
  it('is a failed span, with the code of the failure', async () => {
    const world = traced.world({ queueDown: true });
    traced.simulator.inject({ on: 'graph', times: null, answer: { kind: 'status', status: 500 } });
    await traced.http(world, { body: indicators(1, 'failed'), ...newTrace() });
    expect(named('receive-http').attributes).toMatchObject({ 'error.type': 'ECONNREFUSED' });
  });
});
