import { HttpRequest } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { bodyBytes } from '../../../functions/http/body-bytes';
import { startBudget } from '../../../functions/http/budget';
import { now } from '../world';

const limitBytes = 8;

/** A body in pieces, as it comes in: what is asked for after the last piece is up to `rest`. */
const streamOf = (
  pieces: readonly string[],
  rest: (controller: ReadableStreamDefaultController<Uint8Array>) => void | Promise<void>,
) => {
  const left = pieces.map((piece) => Buffer.from(piece)).values();
  let pulled = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const { value } = left.next();
        if (value === undefined) return rest(controller);
        pulled += 1;
        controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, pulled: () => pulled };
};

const reading = async (
  stream: ReadableStream<Uint8Array> | null,
  { headers = {}, seconds = 600 }: { headers?: Record<string, string>; seconds?: number } = {},
) => {
  const request = new HttpRequest({ method: 'POST', url: 'https://gateway.example/api/x', headers });
  Object.defineProperty(request, 'body', { value: stream });
  const { budget, end } = startBudget(now, seconds);
  const result = await bodyBytes(request, limitBytes, budget)().finally(end);
  return E.match(
    (failure) => failure,
    (bytes: Uint8Array): unknown => Buffer.from(bytes).toString(),
  )(result);
};

const ending = (controller: ReadableStreamDefaultController<Uint8Array>): void => controller.close();
const never = (): Promise<void> => new Promise(() => undefined);

describe('a body that comes in pieces', () => {
  it.each([
    ['nothing', [], ''],
    ['one', ['abc'], 'abc'],
    ['several', ['a', 'bc', '', 'def'], 'abcdef'],
    ['as many as there may be', ['abcd', 'efgh'], 'abcdefgh'],
  ])('is put together: %s', async (_, pieces, whole) => {
    expect(await reading(streamOf(pieces, ending).stream)).toBe(whole);
  });

  it('is empty where there is none', async () => {
    expect(await reading(null)).toBe('');
  });

  it('is put together of single bytes as well', async () => {
    expect(await reading(streamOf(Array.from('abcdefgh'), ending).stream)).toBe('abcdefgh');
  });

  it('is refused as soon as it is over the limit, the rest neither kept nor waited for', async () => {
    const { stream } = streamOf(['abcd', 'efgh', 'i'], never);
    expect(await reading(stream)).toEqual({ _tag: 'BodyTooLarge', limitBytes });
  });

  it('is refused unread when its length says that it is too large', async () => {
    const { stream, pulled } = streamOf(['a'], ending);
    const headers = { 'content-length': String(limitBytes + 1) };
    expect(await reading(stream, { headers })).toEqual({ _tag: 'BodyTooLarge', limitBytes });
    expect(pulled()).toBe(0);
  });

  it('is given up when it is slower than its part of the budget', async () => {
    expect(await reading(streamOf(['abc'], never).stream, { seconds: 0.2 })).toEqual({
      _tag: 'BodyTooSlow',
      seconds: expect.closeTo(0.15) as number,
    });
  });

  it('is cut off where the connection ends before it does', async () => {
    const { stream } = streamOf(['abc'], (controller) => controller.error(new Error('aborted')));
    expect(await reading(stream)).toEqual({ _tag: 'BodyCutOff' });
  });
});

describe('what comes after a body was refused', () => {
  it('is read and thrown away, so that its sender reads the answer', async () => {
    const { stream, pulled } = streamOf(['abcdefgh', 'i', 'j', 'k'], ending);
    expect(await reading(stream)).toMatchObject({ _tag: 'BodyTooLarge' });
    await new Promise(setImmediate);
    expect(pulled()).toBe(4);
  });
});
