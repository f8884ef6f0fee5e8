import { type HttpResponseInit } from '@azure/functions';
import { pipe } from 'fp-ts/function';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { type Violation } from '../shared/codec/violation';
import { type NotReplayed } from '../shared/pipeline/parked/not-replayed';
import { type Environment } from '../shared/pipeline/ports';
import { replay, type Replayed } from '../shared/pipeline/parked/replay';
import { withinBudget } from '../shared/pipeline/within-budget';
import { type Handler } from './http/answering';
import { counts, publishSettled, reportOutcomes } from './outcomes-output';
import { notParked, parkedLine, refuseParked } from './parked';
import { problem } from './http/problem';
import { readOptionalBody } from './http/read-body';
import { type HttpSettings } from './receive-http';
import { isOpen } from './http/status';

const notReplayable = (errors: readonly Violation[]): HttpResponseInit =>
  problem({
    slug: 'not-replayable',
    title: 'It cannot be replayed like this; it is still parked',
    status: 400,
    detail: 'errors names each place and what was expected there: send the content again, corrected',
    errors,
  });

/**
 * `POST /api/parked/{id}/replay`, without a body or with the edited content. 200 settled, 202 something is queued or parked
 * anew, both with a report. 400 with violations, or when the body that the headers promise did not come. 404, 408, 413, 415,
 * and 503 with Retry-After. Any answer but 200 and 202 leaves it parked.
 */
export const replayParked =
  (environment: Environment, settings: HttpSettings): Handler =>
  (request, context, budget) => {
    const { id = '' } = request.params;
    const arrival = { channel: 'http', replayOf: id } as const;
    const bounded = withinBudget(environment, budget.spent);
    const refuse = (why: NotReplayed): HttpResponseInit => {
      if (why._tag === 'NotParked') return notParked;
      return why._tag === 'NotReplayable'
        ? notReplayable(why.violations)
        : refuseParked(context, 'replay')(why);
    };
    const answer = ({ outcomes, parkedAs, removed }: Replayed): T.Task<HttpResponseInit> => {
      const reported = reportOutcomes(bounded, context, { arrival, outcomes });
      if (!removed) context.warn(parkedLine(context, 'replay', { id, failed: 'could not be removed' }));
      const count = counts(outcomes);
      return pipe(
        reported,
        T.map(() => ({
          status: isOpen(count) ? 202 : 200,
          jsonBody: { id, counts: count, outcomes, parkedAs, removed },
        })),
      );
    };
    const send = (edited: unknown): TE.TaskEither<NotReplayed, Replayed> =>
      pipe(
        replay(bounded)(id, edited, budget.deliverBy),
        TE.tapError((why) =>
          'settled' in why ? publishSettled(environment, context, arrival)(why) : TE.right(undefined),
        ),
      );
    return pipe(
      readOptionalBody(request, settings.HTTP_BODY_LIMIT_BYTES, budget),
      TE.flatMap(send),
      TE.matchE((why) => T.of(refuse(why)), answer),
    )();
  };
