import { type HttpResponseInit } from '@azure/functions';
import { setTimeout as sleep } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import { type TaskEither } from 'fp-ts/TaskEither';
import { type Claim, type KeptAnswer, type MessageWindow } from '../shared/door/message-window';
import { type Failure } from '../shared/failure';
import { type Budget } from './http/budget';
import { retryLaterHeaders, problem } from './http/problem';

/** A row of a table holds 32,768 characters. The answer stands in it as text inside JSON, where each of its quotes takes two. */
const maxKept = 32_000;

const fits = (answer: KeptAnswer): boolean => JSON.stringify(answer).length <= maxKept;

/** An answer as it is kept: whole or, where it is too long, only its counts. */
const keptOf = ({ status = 200, jsonBody }: HttpResponseInit): KeptAnswer => {
  const whole = { status, body: JSON.stringify(jsonBody ?? null) };
  if (fits(whole)) return whole;
  const { intakeId, counts } = jsonBody as { readonly intakeId?: unknown; readonly counts?: unknown };
  return { status, body: JSON.stringify({ intakeId, counts, outcomes: [] }) };
};

const repeated = ({ status, body }: KeptAnswer): HttpResponseInit => ({
  status,
  headers: {
    'Idempotent-Replayed': 'true',
    ...(body === 'null' ? {} : { 'Content-Type': 'application/json' }),
  },
  ...(body === 'null' ? {} : { body }),
});

const stillRunning: HttpResponseInit = problem({
  slug: 'still-running',
  title: 'The same message is being taken; send it again later',
  status: 503,
  detail: 'it came before and is not answered yet',
  headers: retryLaterHeaders,
});

const isGood = ({ status = 200 }: HttpResponseInit): boolean => status >= 200 && status < 300;

const pauseMs = 250;

/** Asks until nobody else handles the message, or the time is over. */
const claimed = async (
  { claim }: MessageWindow,
  key: string,
  { delivered }: Budget,
): Promise<E.Either<unknown, Claim>> => {
  for (;;) {
    const asked = await claim(key)();
    const isOver = E.isLeft(asked) || asked.right._tag !== 'Running' || delivered.aborted;
    if (isOver) return asked;
    await sleep(pauseMs, undefined, { signal: delivered, ref: false }).catch(() => undefined);
  }
};

/**
 * Takes a message once. One that came before and was answered 2xx is a duplicate, and gets that answer again. While another
 * instance handles it, this one waits, and answers 503 when it has waited long enough. Where that is not known the message is
 * taken, because doing it twice is harmless.
 */
export const onceOnly =
  (
    window: MessageWindow,
    { key, budget }: { readonly key: string; readonly budget: Budget },
    work: TaskEither<Failure, HttpResponseInit>,
  ): TaskEither<Failure, HttpResponseInit> =>
  async () => {
    const claim = await claimed(window, key, budget);
    if (E.isLeft(claim)) return work();
    if (claim.right._tag === 'Running') return E.right(stillRunning);
    if (claim.right._tag === 'Duplicate') return E.right(repeated(claim.right.answer));
    const { version } = claim.right;
    const done = await work().catch(async (fault: unknown) => {
      await window.settle(key, version, null)();
      throw fault;
    });
    const kept = E.isRight(done) && isGood(done.right) ? keptOf(done.right) : null;
    await window.settle(key, version, kept)();
    return done;
  };
