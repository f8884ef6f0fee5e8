import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Remark } from '../destinations/destination';
import { type Failure } from '../failure';
import { type Job } from './job';
import { notCreated, reason, type Outcome, type Planned, type Stamp } from './outcome';
import { because, briefly, enqueueJob, parkJob, postpone, type Past } from './postpone';
import { type Environment, type Route } from './ports';

/** What a destination took no more, and what it said. */
export interface Retired {
  readonly planned: Planned;
  readonly said: Remark;
}

/** How far these had come, and where else they go by themselves. */
interface Course extends Past {
  readonly routes: readonly Route[];
  readonly shareOf?: (route: Route) => readonly Planned[];
}

type Settle = TE.TaskEither<Failure, readonly Outcome[]>;

/** Kept, not tried again: the API is gone. What cannot be kept now comes again later. */
const keep = (
  environment: Environment,
  job: Job,
  course: Course,
  stamp: Stamp,
  retired: readonly Retired[],
  said: Remark,
): Settle =>
  pipe(
    parkJob(environment)(job, because('destination-retired', said), stamp),
    TE.orElse(() => postpone(environment)(job.destination, retired, course, stamp)),
  );

const identityOf = ({ indicator, provenance: { eventId, place } }: Planned): string =>
  JSON.stringify([eventId, place, indicator.externalId]);

/** Those that do not go there by themselves: routes may send it only a part, or another. */
const notGoing = (items: Job['items'], { routes, shareOf }: Course, name: string): Job['items'] => {
  const there = routes.find((route) => route.name === name);
  if (there === undefined) return items;
  const going = shareOf && new Set(shareOf(there).map(identityOf));
  return going === undefined ? [] : items.filter((item) => !going.has(identityOf(item)));
};

/** To the successor as a job of its own, tried anew, without what goes there anyway. */
const handOver = (
  environment: Environment,
  job: Job,
  course: Course,
  stamp: Stamp,
  said: Remark,
  successor: string,
): Settle => {
  const { code, status } = said;
  const text = `this destination takes nothing any more; ${successor} gets it`;
  const why = reason('handed-over', text, { destinationCode: code, status });
  const here = job.items.map((item) => notCreated(item, job.destination, 'skipped', why, stamp));
  const firstSeenAt = environment.now().toISOString();
  const items = notGoing(job.items, course, successor);
  return items.length === 0
    ? TE.right(here)
    : pipe(
        enqueueJob(environment)(
          { ...job, items, destination: successor, attempts: 0, firstSeenAt },
          0,
          said,
          stamp,
        ),
        TE.map((there) => [...here, ...there]),
      );
};

/** What a route takes no more: to its successor, or parked. One alert for all. */
export const giveUpRetired =
  (environment: Environment, { name, successor }: Route, course: Course, stamp: Stamp) =>
  (retired: readonly Retired[]): Settle => {
    const [first] = retired;
    if (first === undefined) return TE.right([]);
    const { said } = first;
    environment.alert('destination-retired', name, briefly(said));
    const job: Job = {
      destination: name,
      eventId: first.planned.provenance.eventId,
      attempts: course.attempts + 1,
      firstSeenAt: course.firstSeenAt,
      notBefore: null,
      history: course.history,
      items: retired.map(({ planned }) => planned),
    };
    return successor === null
      ? keep(environment, job, course, stamp, retired, said)
      : handOver(environment, job, course, stamp, said, successor);
  };
