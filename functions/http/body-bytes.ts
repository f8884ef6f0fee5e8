import { setTimeout as sleep } from 'node:timers/promises';
import { type HttpRequest } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { type TaskEither } from 'fp-ts/TaskEither';
import { type Failure } from '../../shared/failure';
import { type Budget } from './budget';

type Bytes = E.Either<Failure, Uint8Array>;

type Stream = NonNullable<HttpRequest['body']>;

/**
 * How long the rest of a body is read and thrown away after the answer, in milliseconds: many senders read no answer before
 * they have sent everything.
 */
const lingerMs = 2_000;

const linger = async (body: Stream): Promise<void> => {
  const reader = body.getReader();
  const isOver = sleep(lingerMs, true, { ref: false });
  const rest = async (): Promise<boolean> => {
    while (!(await reader.read()).done);
    return true;
  };
  await Promise.race([rest(), isOver]);
  await reader.cancel();
};

/** Grows by doubling, so that a body that arrives in single bytes costs no more than another. */
const createCollector = () => {
  let room = new Uint8Array(0);
  let length = 0;
  return {
    add: (chunk: Uint8Array): number => {
      if (length + chunk.byteLength > room.byteLength) {
        const larger = new Uint8Array(Math.max(2 * room.byteLength, length + chunk.byteLength));
        larger.set(room.subarray(0, length));
        room = larger;
      }
      room.set(chunk, length);
      length += chunk.byteLength;
      return length;
    },
    bytes: (): Uint8Array => room.subarray(0, length),
  };
};

const tooLarge = (limitBytes: number): Bytes => E.left({ _tag: 'BodyTooLarge', limitBytes });

/** Reads to the end, or until there is a reason to stop; the rest then stays in the stream. */
const collect = async (
  body: Stream,
  limitBytes: number,
  { delivered, bodySeconds: seconds }: Budget,
): Promise<Bytes> => {
  const reader = body.getReader();
  // This rejects the read that is under way.
  const stop = (): void => reader.releaseLock();
  delivered.addEventListener('abort', stop, { once: true });
  const { add, bytes } = createCollector();
  try {
    if (delivered.aborted) return E.left({ _tag: 'BodyTooSlow', seconds });
    for (;;) {
      const next = await reader.read();
      if (next.done) return E.right(bytes());
      if (add(next.value as Uint8Array) > limitBytes) return tooLarge(limitBytes);
    }
  } catch {
    return E.left(delivered.aborted ? { _tag: 'BodyTooSlow', seconds } : { _tag: 'BodyCutOff' });
  } finally {
    delivered.removeEventListener('abort', stop);
    if (!delivered.aborted) stop();
  }
};

/**
 * Reads the body of a request. It gives up as soon as the body exceeds `limitBytes`, and when the time is over. A Left is
 * `BodyTooLarge`, `BodyTooSlow` or `BodyCutOff`.
 */
export const bodyBytes =
  ({ headers, body }: HttpRequest, limitBytes: number, budget: Budget): TaskEither<Failure, Uint8Array> =>
  async () => {
    if (Number(headers.get('content-length') ?? 0) > limitBytes) return tooLarge(limitBytes);
    if (body === null) return E.right(new Uint8Array(0));
    const read = await collect(body, limitBytes, budget);
    if (E.isLeft(read) && read.left._tag !== 'BodyCutOff') void linger(body).catch(() => undefined);
    return read;
  };
