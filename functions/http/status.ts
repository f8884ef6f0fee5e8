import { type counts } from '../outcomes-output';

type Counts = ReturnType<typeof counts>;

/** Whether something is kept and not done yet: it waits on the queue of jobs, or is parked until somebody acts. */
export const isOpen = ({ deferred, parked }: Counts): boolean => deferred + parked > 0;

/**
 * The status for an event that was read: 201 every indicator was created at every destination; 202 something is durably kept
 * and not done yet; 200 for anything else, with a final outcome for each.
 */
export const statusOf = (count: Counts): 200 | 201 | 202 => {
  if (isOpen(count)) return 202;
  return count.total > 0 && count.created === count.total ? 201 : 200;
};
