import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as TE from 'fp-ts/TaskEither';
import { type Unavailable } from '../../failure';
import { contentOf } from '../as-it-came';
import { readJob, type ReadJob } from '../job';
import { type Environment, type ParkedItem } from '../ports';
import { readParked } from './read-parked';
import { type Parked } from '../wire';

/** A parked job that waits for room, as it stands in the store. */
export interface WaitingJob {
  readonly label: ParkedItem;
  readonly parked: Parked;
  readonly reading: ReadJob;
}

export type WaitingJobsEnvironment = Pick<Environment, 'now' | 'parked'>;

const pageSize = 100;

/** The most jobs in one run, the newest first; each is a read of the storage account. */
const maxJobs = 1_000;

const readsAtOnce = 16;

/** The labels of what waits for room at a destination. */
const labelsFor =
  ({ parked }: WaitingJobsEnvironment, destination: string) =>
  async (): Promise<Awaited<ReturnType<TE.TaskEither<Unavailable, readonly ParkedItem[]>>>> => {
    const labels: ParkedItem[] = [];
    for (let next: string | null = null; ;) {
      const page = await parked.list({ reason: 'quota', destination }, { size: pageSize, next })();
      if (page._tag === 'Left') return page;
      labels.push(...page.right.items);
      next = page.right.next;
      if (next === null || labels.length >= maxJobs) return TE.right(labels)();
    }
  };

/** Expired indicators may go. Anything else that is wrong was edited by somebody, who has to be told. */
const isWhole = ({ expired }: ReadJob): boolean =>
  expired.every(({ violations }) =>
    violations.every(({ pointer }) => pointer.endsWith('/expirationDateTime')),
  );

/** Null where the job is gone, or somebody wrote something else into it. */
export const readWaitingJob =
  ({ parked, now }: WaitingJobsEnvironment) =>
  (label: ParkedItem): TE.TaskEither<Unavailable, WaitingJob | null> =>
    pipe(
      parked.read(label.id),
      TE.map((text) => {
        const item = text === null ? undefined : readParked(text);
        if (item?._tag !== 'Right' || item.right.kind !== 'job') return null;
        const reading = readJob(now)(contentOf(item.right.content));
        return reading._tag === 'Right' && isWhole(reading.right)
          ? { label, parked: item.right, reading: reading.right }
          : null;
      }),
    );

/** What waits for room at a destination. What can't be read stays in the list for people to see. */
export const waitingJobs = (
  store: WaitingJobsEnvironment,
  destination: string,
): TE.TaskEither<Unavailable, readonly WaitingJob[]> =>
  pipe(
    labelsFor(store, destination),
    TE.map(RA.chunksOf(readsAtOnce)),
    TE.flatMap(TE.traverseSeqArray(TE.traverseArray(readWaitingJob(store)))),
    TE.map((chunks) => chunks.flat().filter((job) => job !== null)),
  );
