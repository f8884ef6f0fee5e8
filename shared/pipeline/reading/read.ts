import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { open, type Opening } from '../../envelopes/open';
import { type Unavailable } from '../../failure';
import { type Format } from '../../formats/format';
import { customFormatsFor } from '../../profile/custom-format';
import { exceedsItemLimit } from './item-limit';
import { inTurns } from '../in-turns';
import { type Environment } from '../ports';
import { type Reading } from './merge-duplicates';
import { numberedFrom } from './numbered';
import { isTooMuch, readOpening, tooMany, type Received } from './read-event';
import { type ReadingEnvironment } from './read-payload';
import { unwrapped } from './unwrapped';

/** The time for all expressions over one event, so that a batch of slow payloads does not keep others waiting. */
const maxMsPerEvent = 5000;

/** The profile's own formats for each payload. */
type Own = readonly (readonly Format[])[];

type Ask = (opening: Opening) => TE.TaskEither<Unavailable, Own>;

/** Asks the profile's own formats about the payloads of one event, one by one, as long as there is time. */
const ownFormats = (
  { profile, now, evaluate }: ReadingEnvironment & Pick<Environment, 'evaluate'>,
  format: string | null,
): Ask => {
  if (profile.custom.length === 0) return () => TE.right([]);
  let leftMs = maxMsPerEvent;
  const formatsFor = customFormatsFor(profile, format, { evaluate, now, maxMs: () => leftMs });
  return ({ opened }) =>
    pipe(
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
    );
};

const readWhole = (
  environment: ReadingEnvironment & Pick<Environment, 'evaluate'>,
  event: Received,
): TE.TaskEither<Unavailable, Reading> => {
  if (exceedsItemLimit(event.body)) return TE.right(tooMany(event));
  const opening = open(event.body, event.headers, event.origin);
  if (isTooMuch(opening)) return TE.right(tooMany(event));
  const { now, formats } = environment;
  const ask = ownFormats(environment, event.format);
  const isTakenBy = (own: Own) => (index: number) =>
    own[index]?.some(({ recognises }) => recognises(opening.opened[index]?.payload)) === true;
  const takeOff = (own: Own) =>
    inTurns(now, () => unwrapped({ formats, named: event.format }, opening, isTakenBy(own)));
  const readIn = (inner: Opening) => (own: Own) =>
    inTurns(now, () => readOpening(environment, event, { opening: inner, own }));
  return pipe(
    ask(opening),
    TE.flatMap((own) =>
      pipe(
        TE.fromTask<Opening, Unavailable>(takeOff(own)),
        TE.flatMap((inner) =>
          pipe(inner === opening ? TE.right(own) : ask(inner), TE.flatMapTask(readIn(inner))),
        ),
      ),
    ),
  );
};

/**
 * Opens the envelopes, and the wrappers around what no format knows. Finds each payload's format and reads it, a little at a
 * time. The profile's custom formats come first, since an operator's word outranks the built-in formats. What cannot be read is
 * `left`; a Left says that the expressions cannot be evaluated now.
 */
export const read =
  (environment: ReadingEnvironment & Pick<Environment, 'evaluate'>) =>
  (event: Received): TE.TaskEither<Unavailable, Reading> => {
    const { firstItem } = event;
    if (firstItem === undefined) return readWhole(environment, event);
    return pipe(
      readWhole(environment, event),
      TE.map((reading) => numberedFrom(firstItem, reading)),
    );
  };
