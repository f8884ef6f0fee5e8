import { open } from '../../shared/envelopes/open';
import { exceedsItemLimit } from '../../shared/pipeline/reading/item-limit';
import { type Interruptible } from '../../shared/pipeline/in-turns';
import { type Reading } from '../../shared/pipeline/reading/merge-duplicates';
import { isTooMuch, readOpening, tooMany, type Received } from '../../shared/pipeline/reading/read-event';
import { type ReadingEnvironment } from '../../shared/pipeline/reading/read-payload';
import { unwrapped } from '../../shared/pipeline/reading/unwrapped';

/** All of it without a break. */
export const atOnce = <A>(work: Interruptible<A>): A => {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
};

function* openAndRead(environment: ReadingEnvironment, event: Received): Interruptible<Reading> {
  const readers = { formats: environment.formats, named: event.format };
  const opening = open(event.body, event.headers, event.origin);
  if (isTooMuch(opening)) return tooMany(event);
  return yield* readOpening(environment, event, { opening: yield* unwrapped(readers, opening) });
}

/** What `read` gives where the profile has no format of its own, without a promise; for laws over many bodies. */
export const readAtOnce =
  (environment: ReadingEnvironment) =>
  (event: Received): Reading =>
    exceedsItemLimit(event.body) ? tooMany(event) : atOnce(openAndRead(environment, event));
