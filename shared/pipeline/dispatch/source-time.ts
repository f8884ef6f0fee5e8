import { momentOf } from '../../indicator/moment';
import { type Planned } from '../outcome';

/**
 * The indicator's own time or the envelope's, but never later than its arrival: a wrong clock must not shut out what comes
 * after.
 */
export const sourceTimeOf = ({ provenance: { eventTime, receivedAt }, saidAt }: Planned): string => {
  const stated = momentOf(saidAt) ?? momentOf(eventTime) ?? receivedAt;
  return stated < receivedAt ? stated : receivedAt;
};
