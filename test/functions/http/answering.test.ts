import { HttpRequest, HttpResponse } from '@azure/functions';
import { type Handler } from '../../../functions/http/answering';
import { eventually } from '../../waiting';
import { answered } from '../answered';
import { invocation, now } from '../world';

const clock = { now: () => now };

const canary = 'c4n4ry';

const ask = async (handler: Handler, seconds?: number) => {
  const { context, lines } = invocation();
  const request = new HttpRequest({ method: 'GET', url: 'https://gateway.example/api/x' });
  const response = new HttpResponse(await answered(clock, handler, seconds)(request, context));
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, lines };
};

const throws =
  (what: unknown): Handler =>
  () => {
    throw what;
  };

/** Goes on when it is told to, and notes whether its signals are aborted then. */
const slow = (end: () => void) => {
  const signals: boolean[] = [];
  let goOn = (): void => undefined;
  const told = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const handler: Handler = async (_, __, { delivered, spent }) => {
    await told;
    signals.push(delivered.aborted, spent.aborted);
    end();
    return { status: 200 };
  };
  return { handler, goOn: () => goOn(), signals };
};

describe('a handler', () => {
  it('answers what it answers', async () => {
    const { status, text, lines } = await ask(() => ({ status: 201, body: 'done' }));
    expect([status, text, lines]).toEqual([201, 'done', []]);
  });

  it.each<[string, Handler]>([
    ['throws', throws(new TypeError(canary))],
    ['rejects', () => Promise.reject(new RangeError(canary))],
    ['throws what is no error', throws(canary)],
    ['throws undefined', throws(undefined)],
    ['throws an error without a stack', throws(Object.assign(new Error(canary), { stack: undefined }))],
  ])('that %s is answered 500, logged, and nothing of what it said is told', async (_, handler) => {
    const { status, headers, text, lines } = await ask(handler);
    expect([status, headers.get('content-type')]).toEqual([500, 'application/problem+json']);
    expect(JSON.parse(text)).toMatchObject({ type: 'urn:indicator-gateway:problem:fault', status: 500 });
    expect(lines).toEqual([expect.stringContaining('error: {"line":"answer","intake":"the-invocation"')]);
    expect(`${text} ${lines.join()}`).not.toContain(canary);
  });

  it('that throws says where', async () => {
    const { lines } = await ask(throws(new TypeError(canary)));
    expect(lines.join()).toMatch(/"thrown":"TypeError","at":"[\w.-]+\.ts:\d+:\d+"/);
  });

  it('that is not done within its budget is answered 503 with Retry-After, and goes on', async () => {
    const { handler, goOn, signals } = slow(() => undefined);
    const { status, headers, lines } = await ask(handler, 0.1);
    expect([status, Number(headers.get('retry-after')) > 0]).toEqual([503, true]);
    expect(lines).toEqual([expect.stringContaining('"late":0.1')]);
    goOn();
    expect(await eventually(() => signals.length > 0 && signals)).toEqual([true, true]);
  });

  it('that throws after its budget is logged as well', async () => {
    const { handler, goOn } = slow(() => {
      throw new TypeError(canary);
    });
    const { lines } = await ask(handler, 0.1);
    goOn();
    expect(await eventually(() => lines.length > 1 && lines[1])).toContain('"thrown":"TypeError"');
  });
});

describe('every answer', () => {
  it.each<readonly [string, Handler]>([
    ['a good one', () => ({ status: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' })],
    ['one without headers', () => ({ status: 204 })],
    ['a fault', throws(new Error('x'))],
  ])('is kept by nobody on the way, and taken for nothing else than it says: %s', async (_, handler) => {
    const { headers } = await ask(handler);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
