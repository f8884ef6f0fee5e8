import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { maxQueueBytes, queueBytes } from '../../codec/queue-weight';
import { type ErrorDetail } from '../../destinations/destination';
import { codeOfFailure, type Failure } from '../../failure';
import { spanned } from '../../telemetry/spanned';
import { type SpanStart } from '../../telemetry/telemetry';
import { reasonFor } from './error-reason';
import { jobMessages, type Job } from '../job';
import { notCreated, reason, type Outcome, type Stamp } from '../outcome';
import { parkJob } from '../parked/park-job';
import { type Environment } from '../ports';
import { fewAtOnce, headStartSeconds, putsAtOnce } from '../put-messages';

type Settle = TE.TaskEither<Failure, readonly Outcome[]>;

/** The longest time for which a queue hides a message: seven days (Azure Storage documentation). */
export const maxVisibilitySeconds = 7 * 24 * 3600;

const tooLarge = reason(
  'too-large-to-queue',
  'one indicator is larger than a queue message, so it cannot wait there; it is kept',
);

const enqueueing = ({ destination }: Job): SpanStart => ({
  name: 'send job',
  kind: 'producer',
  attributes: { 'gateway.destination': destination },
});

/** The jobs of a large event do not begin while it is still being put on the queue, which would delay its answer. */
const waitForOthers = (messages: number): number =>
  messages > 4 * putsAtOnce ? headStartSeconds(messages) : 0;

/** How long a job waits, and what was said last of it. */
interface Waiting {
  readonly delaySeconds: number;
  readonly detail: ErrorDetail;
}

/** Puts a job on the queue, in as many messages as it takes, with one `deferred` outcome for each of its indicators. */
export const enqueueJob =
  (environment: Environment) =>
  (job: Job, { delaySeconds, detail }: Waiting, stamp: Stamp): Settle => {
    const why = reasonFor('queued', detail);
    const requestIds = detail.requestIds;
    const one =
      (visibility: number) =>
      ({ job: part, message }: { readonly job: Job; readonly message: string }): Settle =>
        queueBytes(message) > maxQueueBytes
          ? parkJob(environment)(part, tooLarge, stamp)
          : pipe(
              environment.jobs.enqueue(message, visibility),
              TE.tapIO(() => () => {
                const { destination, items } = part;
                environment.onMessage?.('jobs', [{ destination, items: items.length }]);
              }),
              TE.map(() =>
                part.items.map((item) =>
                  notCreated(
                    item,
                    { destination: job.destination, state: 'deferred', why, requestIds },
                    stamp,
                  ),
                ),
              ),
            );
    const { telemetry } = environment;
    const send: Settle = () => {
      // The messages are written inside the span, so that they carry its place in the trace.
      const messages = jobMessages({ ...job, ...telemetry.here() });
      const wait = Math.max(delaySeconds, waitForOthers(messages.length));
      const put = one(Math.min(wait, maxVisibilitySeconds));
      return pipe(
        messages,
        fewAtOnce(put),
        TE.map((outcomes) => outcomes.flat()),
      )();
    };
    return pipe(send, spanned(telemetry, enqueueing(job), codeOfFailure));
  };
