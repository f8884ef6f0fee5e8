import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { writeJson } from '../../codec/write-json';
import { type RoomView } from '../../delivery/ports';
import { type Unavailable } from '../../failure';
import { type Indicator } from '../../indicator/indicator';
import { dispatch } from '../dispatch/dispatch';
import { expiredOutcome, expiredWhileParked } from '../expired';
import { jobRecord } from '../job';
import { nextForRoom } from './next-for-room';
import { type Outcome, type Planned } from '../outcome';
import { outcomeMessages } from '../outcomes/outcome-messages';
import { type Environment, type Route } from '../ports';
import { type Unfinished } from '../unfinished';
import { readWaitingJob, waitingJobs, type WaitingJobsEnvironment, type WaitingJob } from './waiting-jobs';

/** The most entries in one run; the next run comes soon. */
const maxEntries = 2_000;

/** Includes the provenance, since two parked jobs may hold the same indicator. */
const keyOf = ({ provenance: { eventId, place }, indicator: { externalId } }: Planned): string =>
  JSON.stringify([eventId, place, externalId]);

/**
 * Leaves in a parked job what did not go. The job is read anew, since somebody may have dropped or replayed it meanwhile; then
 * it stays gone. If this is interrupted, what is left in it goes once more, and the ledger recognises it.
 */
const takeOut =
  (store: WaitingJobsEnvironment, gone: ReadonlySet<string>) =>
  ({ label }: WaitingJob): TE.TaskEither<Unavailable, unknown> =>
    pipe(
      readWaitingJob(store)(label),
      TE.flatMap((waiting): TE.TaskEither<Unavailable, unknown> => {
        if (waiting === null) return TE.right(undefined);
        const { job } = waiting.reading;
        const items = job.items.filter((item) => !gone.has(keyOf(item)));
        const indicators = items.length;
        if (indicators === 0) return store.parked.remove(label.id);
        const content = writeJson({
          ...waiting.parked,
          raw: undefined,
          indicators,
          content: jobRecord({ ...job, items }),
        });
        return store.parked.keep({ ...label, indicators }, content);
      }),
    );

const bring =
  (
    environment: Environment,
    route: Route,
    { store, deadline }: { readonly store: WaitingJobsEnvironment; readonly deadline: Date },
  ) =>
  (
    parkedJobs: readonly WaitingJob[],
    going: readonly Planned[],
  ): TE.TaskEither<Unfinished, readonly Outcome[]> => {
    const settledAt = store.now().toISOString();
    const expired = parkedJobs.flatMap(({ reading }) => reading.expired);
    const left = expired.map(expiredOutcome(route.name, { attempt: 1, settledAt }, expiredWhileParked));
    if (going.length + left.length === 0) return TE.right([]);
    const gone = new Set(going.map(keyOf));
    const touched = parkedJobs.filter(
      ({ reading }) => reading.expired.length > 0 || reading.job.items.some((item) => gone.has(keyOf(item))),
    );
    const past = { attempts: 0, firstSeenAt: settledAt, history: [] };
    return pipe(
      dispatch(environment)({ planned: going, routes: [route], ...past, deadline, later: false }),
      TE.map((outcomes) => [...outcomes, ...left]),
      TE.tap((outcomes) => environment.outcomes.write(outcomeMessages(outcomes))),
      TE.tap(() => pipe(touched, TE.traverseSeqArray(takeOut(store, gone)))),
    );
  };

const identitiesOf = ({ entriesOf }: RoomView, indicator: Indicator): readonly string[] =>
  entriesOf(indicator).map(({ externalId }) => externalId);

/**
 * Sends what is parked for want of room, as far as there is room now: through the one door, like everything else. It leaves its
 * parked job when its outcomes are written. A Left says that all of it is still parked.
 */
export const refill =
  (environment: Environment, deadline: Date) =>
  (route: Route): TE.TaskEither<Unfinished, readonly Outcome[]> => {
    const { room = null } = route;
    if (room === null) return TE.right([]);
    // One moment serves for all of it: what expires meanwhile is reported by the next run, and does not get lost between two
    // readings.
    const at = environment.now();
    const store = { parked: environment.parked, now: () => at };
    return pipe(
      waitingJobs(store, route.name),
      TE.bindTo('parkedJobs'),
      // The entries are counted anew where something waits; otherwise the hourly count is enough.
      TE.bind('held', ({ parkedJobs }) =>
        TE.fromTask<number | null, Unavailable>(() => room.held(parkedJobs.length === 0 ? undefined : 0)),
      ),
      TE.bind('waiting', ({ parkedJobs }) =>
        TE.right(parkedJobs.flatMap(({ reading }) => reading.job.items)),
      ),
      TE.bind('known', ({ waiting }) =>
        TE.fromTask<ReadonlySet<string>, Unavailable>(() =>
          room.known(waiting.flatMap(({ indicator }) => identitiesOf(room, indicator))),
        ),
      ),
      TE.flatMap(({ parkedJobs, held, waiting, known }) => {
        const free = Math.min(maxEntries, held === null ? 0 : room.max - held);
        const placesOf = (one: Indicator) =>
          identitiesOf(room, one).filter((identity) => !known.has(identity));
        return bring(environment, route, { store, deadline })(
          parkedJobs,
          nextForRoom(waiting, free, placesOf),
        );
      }),
    );
  };
