import pc from 'picocolors';
import { ageOf } from '../age';
import { plain } from '../print';
import { fit } from '../table';
import { type Cell } from '../tsv';
import { type DeadLetter } from './dead-letter';
import { type DeadLetters } from './store';

/** Why a letter was given up, in a few words. */
const whyOf = ({ reason, attempts, status, outcome }: DeadLetter): string => {
  const last = [status, outcome].filter((part) => part !== null).join(' ');
  return [
    reason ?? 'no reason',
    ...(attempts === null ? [] : [`after ${attempts} ${attempts === 1 ? 'try' : 'tries'}`]),
    ...(last === '' ? [] : [`(${last})`]),
  ].join(' ');
};

const unread = 'holds no events, or more than 64 MiB: look at it yourself';

/** A line for the blob and one for each event in it; none is wider than the terminal. */
export const linesOf = ({ name, modifiedAt, letters }: DeadLetters, now: Date, width?: number): string => {
  const about =
    letters === null
      ? [unread]
      : letters.map(
          (letter) => `${whyOf(letter)}: ${letter.eventId ?? 'no id'} from ${letter.source ?? 'nobody'}`,
        );
  const head = `${plain(name)}  ${ageOf(modifiedAt, now)}`;
  return [pc.bold(head), ...about.map((line) => `  ${plain(line)}`)]
    .map((line) => fit(line, width))
    .join('\n');
};

/** A row for each event: blob, time, reason, event id, source, last HTTP status, Event Grid's word for it, tries. */
export const rowsOf = ({ name, modifiedAt, letters }: DeadLetters): readonly (readonly Cell[])[] =>
  letters === null
    ? [[name, modifiedAt.toISOString(), unread, null, null, null, null, null]]
    : letters.map(({ at, reason, eventId, source, status, outcome, attempts }) => [
        name,
        at ?? modifiedAt.toISOString(),
        reason,
        eventId,
        source,
        status,
        outcome,
        attempts,
      ]);

/** The record of a blob, without the events themselves. */
export const recordOf = ({ name, modifiedAt, letters }: DeadLetters): unknown => ({
  name,
  modifiedAt: modifiedAt.toISOString(),
  letters:
    letters?.map(({ at, reason, eventId, source, status, outcome, attempts }) => ({
      at,
      reason,
      eventId,
      source,
      status,
      outcome,
      attempts,
    })) ?? null,
});
