import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { oversize } from '../../codec/size';
import { underPointer, type Violation } from '../../codec/violation';
import { externalIdOf } from '../../indicator/identity';
import { dangersAt } from '../dispatch/admit';
import { contentOf } from '../as-it-came';
import { dispatch } from '../dispatch/dispatch';
import { expiredOutcome, expiredWhileParked } from '../expired';
import { readJob, type Job, type ReadJob } from '../job';
import { refuseReplay, type Attempt } from './not-replayed';
import { feedPartOf, receivePart } from '../feed/feed';
import { type Outcome } from '../outcome';
import { type Environment } from '../ports';

const isExpiry = ({ pointer }: Violation): boolean => pointer.endsWith('/expirationDateTime');

/** What has expired, or must not go out any more, may be left out of an old job. In an edited job, anything wrong is a slip. */
const faultsOfJob = (
  { routes, profile }: Environment,
  { job, places, expired }: ReadJob,
  isEdited: boolean,
): readonly Violation[] => {
  const names = routes.map(({ name }) => name);
  if (!names.includes(job.destination))
    return [{ pointer: '/destination', expected: `a destination that is switched on: ${names.join(', ')}` }];
  if (job.items.length + expired.length === 0)
    return [{ pointer: '/items', expected: 'at least one indicator' }];
  if (!isEdited) return expired.flatMap(({ violations }) => (violations.every(isExpiry) ? [] : violations));
  const faults = job.items.map(({ indicator }, index) => {
    const place = places[index] ?? '';
    return [...oversize(indicator).map(underPointer(place)), ...dangersAt(profile.guard)(place, indicator)];
  });
  return [...expired.flatMap(({ violations }) => violations), ...faults.flat()];
};

/** A moment before any expiry: an indicator that has expired had an identity, too. */
const longAgo = (): Date => new Date(0);

/** An edited observable makes another indicator. A computed identity is computed anew; a sender's own identity stays. */
const reidentified = (scope: string, original: unknown, items: Job['items']): Job['items'] => {
  const reading = readJob(longAgo)(contentOf(original));
  const before = reading._tag === 'Right' ? reading.right.job.items : [];
  const computed = new Set(
    before
      .filter(({ indicator }) => indicator.externalId === externalIdOf(scope, indicator))
      .map(({ indicator }) => indicator.externalId),
  );
  return items.map(({ indicator, ...more }) => ({
    ...more,
    indicator: computed.has(indicator.externalId)
      ? { ...indicator, externalId: externalIdOf(scope, indicator) }
      : indicator,
  }));
};

/**
 * Delivers a parked job, or `edited` in its place where that is given. Its tries and its age count from now. A Left says that
 * what is left could not be queued, or why it cannot be sent.
 */
export const resendJob =
  (environment: Environment, deadline: Date) =>
  (parked: unknown, edited: unknown): Attempt<readonly Outcome[]> => {
    const isEdited = edited !== undefined;
    const send = (reading: ReadJob): Attempt<readonly Outcome[]> => {
      const { destination, history, items } = reading.job;
      const faults = faultsOfJob(environment, reading, isEdited);
      const settledAt = environment.now().toISOString();
      const order = {
        planned: isEdited ? reidentified(environment.identityScope, parked, items) : items,
        routes: environment.routes.filter(({ name }) => name === destination),
        attempts: 0,
        firstSeenAt: settledAt,
        history,
        deadline,
        later: false,
      };
      const left = reading.expired.map(
        expiredOutcome(destination, { attempt: 1, settledAt }, expiredWhileParked),
      );
      return faults.length > 0
        ? refuseReplay(faults)
        : pipe(
            dispatch(environment)(order),
            TE.map((outcomes) => [...outcomes, ...left]),
          );
    };
    const content = contentOf(isEdited ? edited : parked);
    const part = feedPartOf(content);
    return part === null
      ? pipe(readJob(environment.now)(content), E.match(refuseReplay, send))
      : pipe(
          receivePart(environment)(part, { dequeueCount: 1, deadline }),
          TE.map(({ outcomes }) => outcomes),
        );
  };
