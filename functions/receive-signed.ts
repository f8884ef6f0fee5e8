import { type HttpResponseInit } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { identity, pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { checkSender } from '../shared/door/check';
import { messageKey } from '../shared/door/message-key';
import { type Presented, type Proven, type Unproven } from '../shared/door/proof';
import { type Failure, type Unavailable } from '../shared/failure';
import { type Environment } from '../shared/pipeline/ports';
import { senderNamed } from '../shared/pipeline/sender-rights';
import { type Sender } from '../shared/profile/sender';
import { type Handler } from './http/answering';
import { bodyBytes } from './http/body-bytes';
import { type Door } from './door';
import { heldOff } from './held-off';
import { logEntry } from './log-entry';
import { onceOnly } from './once-only';
import { problem } from './http/problem';
import { decodeBody } from './http/read-body';
import { allowOrigin, answerNews, forGood, subscriptionNewsOf } from './receive-event-grid';
import { refuse, takeBody, type Call, type HttpSettings } from './receive-http';

/** One answer for an unknown sender and for a wrong proof, so that neither is revealed. */
const notProven: HttpResponseInit = problem({
  slug: 'not-proven',
  title: 'It is not proven who sends this',
  status: 401,
  detail: 'the log of the gateway says why',
});

/** Takes what is proven to come from the sender: news of a subscription, or an event. */
const take =
  (call: Call) =>
  (bytes: Uint8Array): TE.TaskEither<Failure, HttpResponseInit> =>
    pipe(
      decodeBody(call.request, call.settings.HTTP_BODY_LIMIT_BYTES, bytes),
      TE.flatMap((body) => {
        const news = subscriptionNewsOf(call.request, body);
        return news === null ? takeBody(call)(body) : TE.right(answerNews(news, call.context));
      }),
      TE.mapLeft((failure) => (call.request.headers.has('aeg-event-type') ? forGood(failure) : failure)),
    );

/**
 * `POST` and `OPTIONS /api/in/{sender}`, which needs no key. The sender proves itself by its scheme, on the bytes of the body
 * as they came and before anything in them is read. Answers are those of `POST /api/indicators`, and 401 without a valid proof.
 */
export const receiveSigned =
  (environment: Environment, settings: HttpSettings, door: Door): Handler =>
  (request, context, budget) => {
    if (request.method === 'OPTIONS') return allowOrigin(request);
    const sender = senderNamed(environment.profile, request.params.sender);
    const call: Call = { environment, settings, request, context, budget, sender, channel: 'signed' };
    const unproven = (why: Unproven): HttpResponseInit => {
      const known = sender?.name ?? 'unknown';
      environment.telemetry.count('gateway.unproven', 1, { sender: known, reason: why });
      context.warn(logEntry('door', { intake: context.invocationId, sender: known, refused: why }));
      return notProven;
    };
    const proven =
      (bytes: Uint8Array, from: Sender) =>
      ({ messageId }: Proven): TE.TaskEither<Failure, HttpResponseInit> => {
        const taken = pipe(
          TE.fromTask<HttpResponseInit | null, Failure>(() => heldOff(door, environment.telemetry)(from)),
          TE.flatMap((later) => (later === null ? take(call)(bytes) : TE.right(later))),
        );
        return messageId === null
          ? taken
          : onceOnly(door.window, { key: messageKey(from.name, messageId, bytes), budget }, taken);
      };
    const check = (bytes: Uint8Array): TE.TaskEither<Failure, HttpResponseInit> => {
      const presented: Presented = {
        header: (name) => request.headers.get(name),
        body: bytes,
        now: environment.now(),
      };
      return pipe(
        checkSender(sender, door)(presented),
        TE.mapLeft((failure): Failure & Unavailable => failure),
        TE.flatMap((proof) =>
          E.isLeft(proof) || sender === undefined
            ? TE.right(unproven(E.isLeft(proof) ? proof.left : 'sender-unknown'))
            : proven(bytes, sender)(proof.right),
        ),
      );
    };
    return pipe(
      bodyBytes(request, settings.HTTP_BODY_LIMIT_BYTES, budget),
      TE.flatMap(check),
      TE.match(refuse(call), identity),
    )();
  };
