import { open } from '../../shared/envelopes/open';
import { isCrowded } from '../../shared/pipeline/crowded';
import { type Interruptible } from '../../shared/pipeline/in-turns';
import { readOpening, tooMany, type Received, type Reading } from '../../shared/pipeline/read-event';
import { type ReadingEnvironment } from '../../shared/pipeline/read-payload';

/** All of it without a break. */
export const atOnce = <A>(work: Interruptible<A>): A => {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
};

/** What `read` answers where the profile has no format of its own, without a promise: for laws over many bodies. */
export const readAtOnce =
  (environment: ReadingEnvironment) =>
  (event: Received): Reading =>
    isCrowded(event.body)
      ? tooMany(event)
      : atOnce(readOpening(environment, event, open(event.body, event.headers, event.origin)));
