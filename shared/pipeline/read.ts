import { pipe } from 'fp-ts/function';
import type * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { type Opened } from '../envelopes/envelope';
import { open } from '../envelopes/open';
import { type Unavailable } from '../failure';
import { type Format } from '../formats/format';
import { customFormatsFor } from '../profile/custom-format';
import { isCrowded } from './crowded';
import { inTurns } from './in-turns';
import { type Environment } from './ports';
import { isTooMuch, readOpening, tooMany, type Received, type Reading } from './read-event';
import { type ReadingEnvironment } from './read-payload';

/** All expressions over one event, so that a batch of slow payloads does not keep others waiting. */
const maxMsPerEvent = 5000;

/** The profile's own formats for each payload, one after the other. */
const ownFormats =
  (
    { profile, now, evaluate }: ReadingEnvironment & Pick<Environment, 'evaluate'>,
    format: string | null,
    opened: readonly Opened[],
  ): TE.TaskEither<Unavailable, readonly (readonly Format[])[]> =>
  () => {
    let leftMs = maxMsPerEvent;
    const formatsFor = customFormatsFor(profile, format, evaluate, { now, maxMs: () => leftMs });
    return pipe(
      opened,
      TE.traverseSeqArray(({ payload }) =>
        pipe(
          formatsFor(payload),
          TE.map(({ formats, tookMs }) => {
            leftMs -= tookMs;
            return formats;
          }),
        ),
      ),
    )();
  };

/**
 * Opens the envelopes, finds each payload's format and reads it, a little at a time. The custom formats of the profile come first:
 * an operator's word goes before what is built in. What it cannot read is `left`; a Left says that their expressions cannot be
 * evaluated now.
 */
export const read =
  (environment: ReadingEnvironment & Pick<Environment, 'evaluate'>) =>
  (event: Received): TE.TaskEither<Unavailable, Reading> => {
    if (isCrowded(event.body)) return TE.right(tooMany(event));
    const opening = open(event.body, event.headers, event.origin);
    const readWith = (own: readonly (readonly Format[])[]): T.Task<Reading> =>
      inTurns(environment.now, () => readOpening(environment, event, opening, own));
    if (environment.profile.custom.length === 0 || isTooMuch(opening)) return TE.fromTask(readWith([]));
    return pipe(ownFormats(environment, event.format, opening.opened), TE.flatMapTask(readWith));
  };
