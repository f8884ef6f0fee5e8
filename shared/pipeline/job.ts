import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import type * as t from 'io-ts';
import { at } from '../codec/json-pointer';
import { maxQueueBytes, queueWeight } from '../codec/queue-weight';
import { anySizeTiIndicatorCodec } from '../codec/ti-indicator';
import { writeJson } from '../codec/write-json';
import { underPointer, violations, type Violation } from '../codec/violation';
import { identify } from '../indicator/identity';
import { momentOf } from '../indicator/moment';
import { placeOf, type TracePlace } from '../telemetry/trace-place';
import { type Planned, type Provenance } from './outcome';
import { pack } from './pack';
import { jobCodec, jobSchema, type Try } from './wire';

/**
 * One destination's share of an intake: the unit that is queued, retried and parked. Where traces are kept, it holds its
 * event's place in the trace, so that the trace goes on when it is taken.
 */
export interface Job extends Partial<TracePlace> {
  readonly destination: string;
  /** Event id of the first of its indicators; each has its own. */
  readonly eventId: string;
  /** Tries that were made before this job was queued. */
  readonly attempts: number;
  /** ISO 8601, UTC: the age of a job counts from here. */
  readonly firstSeenAt: string;
  /** ISO 8601, UTC: not to be tried before; null where it may be tried at once. */
  readonly notBefore: string | null;
  /** The latest tries, the oldest first. */
  readonly history: readonly Try[];
  readonly items: readonly Planned[];
}

/** Most indicators in a job, at least as many as a bulk call of any destination takes. */
const itemsPerJob = 100;

const maxTries = 10;

/** A job as it is written into a message, or into what is parked, so that it can be put on the queue again. */
export const jobRecord = (job: Job): Job & { readonly schema: string } => ({ schema: jobSchema, ...job });

const eventIdOf = (items: readonly Planned[], fallback: string): string =>
  items[0]?.provenance.eventId ?? fallback;

const weightOf = (value: unknown): number => queueWeight(writeJson(value));

/** The weight of the heaviest event id that a part of the job may be named after. */
const eventIdWeight = ({ eventId, items }: Job): number => {
  const ids = new Set([eventId, ...items.map(({ provenance }) => provenance.eventId)]);
  return Math.max(...[...ids].map(weightOf));
};

/**
 * A job in one message or, where it is too heavy for that, in several, each with its text. A single indicator may still be too
 * heavy.
 */
export const jobMessages = (job: Job): readonly { readonly job: Job; readonly message: string }[] => {
  const history = job.history.slice(-maxTries);
  const overhead = weightOf(jobRecord({ ...job, history, items: [], eventId: '' })) + eventIdWeight(job);
  return pack(job.items, { weightOf, overhead, atMost: itemsPerJob, most: maxQueueBytes }).map((items) => {
    const one = { ...job, history, items, eventId: eventIdOf(items, job.eventId) };
    return { job: one, message: writeJson(jobRecord(one)) };
  });
};

/** A job that was read back: the indicators that are still valid and those that are not, since one may expire while it waits. */
export interface ReadJob {
  readonly job: Job;
  /** JSON pointers of the job's items, one for each. */
  readonly places: readonly string[];
  readonly expired: readonly { readonly provenance: Provenance; readonly violations: readonly Violation[] }[];
}

const longAgo = (): Date => new Date(0);

type Item = t.TypeOf<typeof jobCodec>['items'][number];

export const readJob =
  (now: () => Date) =>
  (message: unknown): E.Either<readonly Violation[], ReadJob> => {
    const readItem = (
      index: number,
      { provenance, indicator, saidAt, item, end, takesBack, expected, decidedAt }: Item,
    ): E.Either<ReadJob['expired'][number], readonly [place: string, planned: Planned]> => {
      const place = `${at('/items', index)}/indicator`;
      return pipe(
        // It fitted into a message, or was parked, so its size now is no reason to lose it. A take-back stays valid after its
        // end.
        anySizeTiIndicatorCodec(indicator.isActive === false ? longAgo : now).decode(indicator),
        E.bimap(
          (errors) => ({ provenance, violations: violations(errors).map(underPointer(place)) }),
          (valid) =>
            [
              place,
              {
                provenance,
                indicator: identify('')(valid),
                ...(saidAt === undefined ? {} : { saidAt }),
                ...(item === undefined ? {} : { item }),
                ...(end === undefined ? {} : { end }),
                ...(takesBack === undefined ? {} : { takesBack }),
                ...(expected === undefined ? {} : { expected }),
                ...(decidedAt === undefined ? {} : { decidedAt }),
              },
            ] as const,
        ),
      );
    };
    return pipe(
      jobCodec.decode(message),
      E.bimap(violations, ({ destination, attempts, items, ...more }) => {
        const { left: expired, right } = RA.partitionMapWithIndex(readItem)(items);
        const { eventId = items[0]?.provenance.eventId ?? '', notBefore = null, history = [] } = more;
        const firstSeenAt =
          momentOf(more.firstSeenAt ?? items[0]?.provenance.receivedAt) ?? now().toISOString();
        const place = placeOf(more.traceparent, more.tracestate);
        const job = {
          destination,
          eventId,
          attempts,
          firstSeenAt,
          notBefore,
          history,
          ...place,
          items: right.map(([, planned]) => planned),
        };
        return { job, places: right.map(([place]) => place), expired };
      }),
    );
  };
