import { pipe } from 'fp-ts/function';
import * as T from 'fp-ts/Task';
import { open } from '../envelopes/open';
import { customFormatsFor, type Bounds } from '../profile/custom-format';
import { mostItems, readOpening, type Received, type Reading } from './read-event';
import { type ReadingEnvironment } from './read-payload';

/** One expression may take this long; nothing else runs in the process meanwhile. 1 MiB takes a tenth to a third of it. */
const mostMsPerExpression = 2000;

/** All expressions over one event, so that a batch of slow payloads does not hold the process. */
const mostMsPerEvent = 5000;

const boundsFrom = (now: () => Date): Bounds => {
  const until = now().getTime() + mostMsPerEvent;
  return { now, mostMs: () => Math.min(mostMsPerExpression, until - now().getTime()) };
};

/** `readEvent` with the custom formats of the profile, which come first: an operator's word goes before what is built in. */
export const read =
  (environment: ReadingEnvironment) =>
  (event: Received): T.Task<Reading> => {
    const { profile, now } = environment;
    const opening = open(event.body, event.headers, event.origin);
    if (profile.custom.length === 0 || opening.opened.length > mostItems)
      return T.of(readOpening(environment)(event, opening));
    const customFormats = customFormatsFor(profile, event.format, boundsFrom(now));
    return pipe(
      opening.opened,
      T.traverseSeqArray(({ payload }) => customFormats(payload)),
      T.map((own) => readOpening(environment, own)(event, opening)),
    );
  };
