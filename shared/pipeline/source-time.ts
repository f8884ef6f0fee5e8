import { momentOf } from '../indicator/moment';
import { type Planned } from './outcome';

/** The envelope's time, but never later than it arrived: a wrong clock must not shut out what comes after. */
export const sourceTimeOf = ({ provenance: { eventTime, receivedAt } }: Planned): string => {
  const said = momentOf(eventTime) ?? receivedAt;
  return said < receivedAt ? said : receivedAt;
};
