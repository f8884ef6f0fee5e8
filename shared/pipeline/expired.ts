import { type ReadJob } from './job';
import { leftOut, reason, type Outcome, type Reason, type Stamp } from './outcome';

/** The outcome of a job's indicator that has expired. */
export const expiredOutcome =
  (destination: string, stamp: Stamp, why: (violations: Reason['violations']) => Reason) =>
  ({ provenance, violations }: ReadJob['expired'][number]): Outcome => ({
    ...leftOut(provenance, { state: 'skipped', why: why(violations) }, stamp),
    destination,
  });

export const expiredWhileParked = (violations: Reason['violations']): Reason =>
  reason('expired-while-waiting', 'it expired while it was parked', { violations });
