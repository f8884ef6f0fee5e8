import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Remark } from '../destinations/destination';
import { type Failure } from '../failure';
import { type Job } from './job';
import { notCreated, reason, type Outcome, type Planned, type Stamp } from './outcome';
import { enqueueJob, type Past } from './postpone';
import { type Environment, type Route } from './ports';

/** How far these had come, and where else they go by themselves. */
export interface Course extends Past {
  readonly routes: readonly Route[];
  readonly shareOf?: (route: Route) => readonly Planned[];
}

/** What these of a destination are, once they were tried again and settled nothing. */
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
export const handOver =
  (environment: Environment, course: Course, stamp: Stamp, because: string) =>
  (job: Job, said: Remark, successor: string): TE.TaskEither<Failure, readonly Outcome[]> => {
    const { code, status } = said;
    const text = `${because}; ${successor} gets it`;
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
