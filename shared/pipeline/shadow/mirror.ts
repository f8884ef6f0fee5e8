import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';
import { jobMessages } from '../job';
import { type Environment, type ReportToShadows, type Route } from '../ports';
import { countsOf } from '../record/outcome-batches';
import { type Final, type Shadow, type Shadows } from './shadow';

/** So many messages may be on their way to the queue at once. What comes beyond that is missed, since nobody waits. */
const maxUnderWay = 64;

/** How long a count of the queue holds. What was put there since is added. */
const countedMs = 5_000;

type Effects = Pick<Environment, 'now' | 'jobs' | 'telemetry'>;

/**
 * Puts what a destination was brought on the queue for its shadows, as jobs that know the outcome there. Nothing waits for that
 * and nothing fails by it. What cannot be put there, or exceeds the cap, is counted as missed.
 */
export const createMirror = (
  { now, jobs, telemetry }: Effects,
  { all, waiting, record }: Shadows<Route>,
): ReportToShadows => {
  let underWay = 0;
  let counted = { at: -Infinity, messages: Promise.resolve(0) };
  let since = 0;

  const depth = async (): Promise<number> => {
    const at = now().getTime();
    if (at - counted.at > countedMs) {
      since = 0;
      // An unknown number counts as full.
      const messages = pipe(
        waiting,
        TE.getOrElse(() => () => Promise.resolve(Infinity)),
      )();
      counted = { at, messages };
    }
    return (await counted.messages) + since;
  };

  const miss = ({ route: { name } }: Shadow<Route>, finals: readonly Final[]): void => {
    telemetry.count('gateway.shadow', finals.length, { destination: name, result: 'missed' });
    const counts = countsOf(finals.map(({ outcome }) => outcome));
    void record.keep([], { intakeId: name, mark: { kind: 'missed' }, counts })();
  };

  const put = async (shadow: Shadow<Route>, finals: readonly Final[]): Promise<void> => {
    const at = now().toISOString();
    const messages = jobMessages({
      destination: shadow.route.name,
      eventId: finals[0]?.planned.provenance.eventId ?? '',
      attempts: 0,
      firstSeenAt: at,
      notBefore: null,
      history: [],
      items: finals.map(({ planned, outcome: { state, reason } }) => ({
        ...planned,
        expected: { state, code: reason?.code ?? null },
      })),
    });
    if (underWay + messages.length > maxUnderWay || (await depth()) + messages.length > shadow.maxJobs) {
      miss(shadow, finals);
      return;
    }
    underWay += messages.length;
    since += messages.length;
    for (const { message, job } of messages) {
      const isPut = (await jobs.enqueue(message, 0)())._tag === 'Right';
      underWay -= 1;
      if (!isPut) {
        const items = new Set(job.items.map(({ indicator }) => indicator.externalId));
        miss(
          shadow,
          finals.filter(({ planned }) => items.has(planned.indicator.externalId)),
        );
      }
    }
  };

  return (destination, finals) => {
    if (finals.length === 0) return;
    for (const shadow of all) if (shadow.of === destination) void put(shadow, finals);
  };
};
