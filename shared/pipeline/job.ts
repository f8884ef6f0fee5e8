import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as t from 'io-ts';
import { at } from '../codec/json-pointer';
import { tiIndicatorCodec } from '../codec/ti-indicator';
import { writeJson } from '../codec/write-json';
import { under, violations, type Violation } from '../codec/violation';
import { identify } from '../indicator/identity';
import { type Planned, type Provenance } from './outcome';
import { pack } from './pack';

/** One destination's share of an intake: the unit that is queued, retried and parked. */
export interface Job {
  readonly destination: string;
  /** Tries that were made before this job was queued. */
  readonly attempts: number;
  readonly items: readonly Planned[];
}

const schema = 'indicator-gateway/job/1';

const nullable = t.union([t.string, t.null]);

const provenanceCodec: t.Type<Provenance, unknown> = t.type({
  eventId: t.string,
  intakeId: t.string,
  source: t.string,
  eventType: nullable,
  eventTime: nullable,
  format: nullable,
  place: t.string,
  receivedAt: t.string,
});

const jobCodec = t.type(
  {
    schema: t.literal(schema),
    destination: t.string,
    attempts: t.number,
    items: t.array(t.type({ provenance: provenanceCodec, indicator: t.UnknownRecord })),
  },
  'a job of this gateway',
);

/** Most indicators in a job: a bulk call of any destination takes fewer or as many. */
const itemsPerJob = 100;

const overhead = 256;

/** A job as it is written: into a message, or into what is parked, so that it can be put on the queue again. */
export const jobRecord = (job: Job): Job & { readonly schema: string } => ({ schema, ...job });

/** The messages that hold a job: one, or several where it is too large for one. */
export const jobMessages = ({ destination, attempts, items }: Job): readonly string[] =>
  pack(items, overhead, itemsPerJob).map((group) =>
    writeJson(jobRecord({ destination, attempts, items: group })),
  );

/** A job as read back: what is still valid now, and what is not any more (an indicator may expire while it waits). */
export interface ReadJob {
  readonly job: Job;
  readonly expired: readonly { readonly provenance: Provenance; readonly violations: readonly Violation[] }[];
}

type Item = t.TypeOf<typeof jobCodec>['items'][number];

export const readJob =
  (now: () => Date) =>
  (message: unknown): E.Either<readonly Violation[], ReadJob> => {
    const readItem = (
      index: number,
      { provenance, indicator }: Item,
    ): E.Either<ReadJob['expired'][number], Planned> =>
      pipe(
        tiIndicatorCodec(now).decode(indicator),
        E.bimap(
          (errors) => ({ provenance, violations: violations(errors).map(under(at('/items', index))) }),
          (valid) => ({ provenance, indicator: identify('')(valid) }),
        ),
      );
    return pipe(
      jobCodec.decode(message),
      E.bimap(violations, ({ destination, attempts, items }) => {
        const { left: expired, right } = RA.partitionMapWithIndex(readItem)(items);
        return { job: { destination, attempts, items: right }, expired };
      }),
    );
  };
