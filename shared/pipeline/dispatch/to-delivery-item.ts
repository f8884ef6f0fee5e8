import { type DeliveryItem } from '../../delivery/delivery';
import { isTakenBack } from '../../indicator/taken-back';
import { type Planned } from '../outcome';
import { sourceTimeOf } from './source-time';

/** A planned indicator as a deliverer takes it: when it was said, by whom, and whether it is taken back. */
export const toDeliveryItem = (planned: Planned): DeliveryItem => {
  const { indicator, provenance, takesBack, item, end } = planned;
  const { source, receivedAt, eventId, sender } = provenance;
  const { externalId } = indicator;
  return {
    indicator,
    sourceTime: sourceTimeOf(planned),
    assertedBy: {
      source,
      externalId,
      receivedAt,
      eventId,
      ...(sender === undefined ? {} : { sender }),
      ...(item === undefined ? {} : { item }),
    },
    ...(end === undefined ? {} : { end }),
    takeBackScope: takesBack ?? (isTakenBack(indicator) ? 'own' : undefined),
  };
};
