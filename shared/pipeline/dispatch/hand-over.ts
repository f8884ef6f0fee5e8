import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type ErrorDetail } from '../../destinations/destination';
import { type Failure } from '../../failure';
import { type Job } from '../job';
import { notCreated, reason, type Outcome, type Planned, type Stamp } from '../outcome';
import { enqueueJob } from './enqueue-job';
import { type Past } from './postpone';
import { type Environment } from '../ports';

/** The job for those of a destination that were tried again and not settled. */
export const nextJob = (
  destination: string,
  { attempts, firstSeenAt, history }: Past,
  unsettled: readonly { readonly planned: Planned }[],
): Job => ({
  destination,
  eventId: unsettled[0]?.planned.provenance.eventId ?? '',
  attempts: attempts + 1,
  firstSeenAt,
  notBefore: null,
  history,
  items: unsettled.map(({ planned }) => planned),
});

/**
 * Hands a job to the successor as a job of its own, with no tries yet. It leaves out what the successor already had and decided
 * on.
 */
export const handOver =
  (environment: Environment, stamp: Stamp, because: string) =>
  (job: Job, detail: ErrorDetail, successor: string): TE.TaskEither<Failure, readonly Outcome[]> => {
    const { code, status } = detail;
    const text = `${because}; ${successor} gets it`;
    const why = reason('handed-over', text, { destinationCode: code, status });
    const here = job.items.map((item) =>
      notCreated(item, { destination: job.destination, state: 'skipped', why }, stamp),
    );
    const firstSeenAt = environment.now().toISOString();
    const items = job.items.filter(({ decidedAt = [] }) => !decidedAt.includes(successor));
    return items.length === 0
      ? TE.right(here)
      : pipe(
          enqueueJob(environment)(
            { ...job, items, destination: successor, attempts: 0, firstSeenAt },
            { delaySeconds: 0, detail },
            stamp,
          ),
          TE.map((there) => [...here, ...there]),
        );
  };
