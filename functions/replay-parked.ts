import { type HttpHandler, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Violation } from '../shared/codec/violation';
import { type Failure } from '../shared/failure';
import { type NotReplayed } from '../shared/pipeline/not-replayed';
import { type Environment } from '../shared/pipeline/ports';
import { replay, type Replayed } from '../shared/pipeline/replay';
import { counts, publish } from './outcomes-output';
import { notParked, parkedLine, refuseParked } from './parked';
import { problem } from './problem';
import { readBody } from './read-body';
import { type HttpSettings } from './receive-http';
import { isOpen } from './status';

const isEmpty = async (request: HttpRequest): Promise<boolean> =>
  request.body === null || (await request.clone().arrayBuffer()).byteLength === 0;

/** The edited content; undefined where nothing was sent. */
const editedBody = (request: HttpRequest, limitBytes: number): TE.TaskEither<Failure, unknown> =>
  Number(request.headers.get('content-length') ?? 0) > limitBytes
    ? readBody(request, limitBytes)
    : pipe(
        TE.fromTask(() => isEmpty(request)),
        TE.flatMap((empty) => (empty ? TE.right(undefined) : readBody(request, limitBytes))),
      );

const notReplayable = (errors: readonly Violation[]): HttpResponseInit =>
  problem({
    slug: 'not-replayable',
    title: 'It cannot be replayed like this; it is still parked',
    status: 400,
    detail: 'errors names each place and what was expected there: send the content again, corrected',
    errors,
  });

/**
 * `POST /api/parked/{id}/replay`, without a body or with the edited content: 200 settled, 202 something of it is queued or parked
 * anew, both with a report; 400 with violations, 404, 413, 415, and 503 with Retry-After. Whatever is not 200 or 202 left it parked.
 */
export const replayParked =
  (environment: Environment, settings: HttpSettings): HttpHandler =>
  (request, context) => {
    const { id = '' } = request.params;
    const refuse = (why: NotReplayed): HttpResponseInit => {
      if (why._tag === 'NotParked') return notParked;
      return why._tag === 'NotReplayable'
        ? notReplayable(why.violations)
        : refuseParked(context, 'replay')(why);
    };
    const answer = ({ outcomes, parkedAs, removed }: Replayed): HttpResponseInit => {
      publish(environment, context, { channel: 'http', replayOf: id }, outcomes);
      if (!removed) context.warn(parkedLine(context, 'replay', { id, failed: 'could not be removed' }));
      const count = counts(outcomes);
      return {
        status: isOpen(count) ? 202 : 200,
        jsonBody: { id, counts: count, outcomes, parkedAs, removed },
      };
    };
    const send = (edited: unknown): TE.TaskEither<NotReplayed, Replayed> => {
      const deadline = new Date(environment.now().getTime() + settings.HTTP_BUDGET_SECONDS * 1000);
      return replay(environment)(id, edited, deadline);
    };
    return pipe(
      editedBody(request, settings.HTTP_BODY_LIMIT_BYTES),
      TE.flatMap(send),
      TE.match(refuse, answer),
    )();
  };
