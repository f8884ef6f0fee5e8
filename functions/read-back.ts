import { type TimerHandler } from '@azure/functions';
import { readBackOf, type ReadBackReport } from '../shared/delivery/read-back/read-back';
import { type Environment } from '../shared/pipeline/ports';
import { keepReadBack, verifyLine, type Verifying } from './verify';

/** A schedule of every so many hours, at a minute when nothing else begins. */
export const readBackSchedule = (hours: number): string => `0 23 ${hours === 24 ? '0' : `*/${hours}`} * * *`;

/** Less than the time that the host gives a function. */
const maxMs = 240_000;

/**
 * The number of differences worth waking somebody for: what others removed or changed, and what was taken and never shown.
 * Expired indicators do not count.
 */
const wrongIn = ({ counts, differences }: ReadBackReport): string => {
  const expired = differences.filter(
    ({ visibility }) => visibility._tag === 'accepted-not-visible' && visibility.causes[0] === 'expired',
  ).length;
  const found = [
    [counts.missing, 'missing'],
    [counts['foreign-change'], 'changed by others'],
    [counts['accepted-not-visible'] - expired, 'accepted and not visible'],
  ] as const;
  return found
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
};

/** The timer `read-back`: compares the ledger with what each product shows, and reports the differences. It changes nothing. */
export const readBack =
  (
    { now, alert }: Pick<Environment, 'now' | 'alert'>,
    { sources, tools, readBacks }: Verifying,
  ): TimerHandler =>
  async (_, context) => {
    const deadline = new Date(now().getTime() + maxMs);
    for (const source of sources) {
      const report = await readBackOf(tools, deadline)(source);
      if (report.unseen === null) context.log(verifyLine(context.invocationId, report));
      else context.warn(verifyLine(context.invocationId, report));
      await keepReadBack({ readBacks }, context, report);
      const wrong = wrongIn(report);
      if (wrong !== '') alert('not-as-sent', report.destination, wrong);
    }
  };
