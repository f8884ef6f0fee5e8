import * as t from 'io-ts';
import { dateTime } from '../codec/date-time';
import { count, nullable, textOrNull } from '../pipeline/wire';
import { outcome, state } from './answers';

/** Codecs of the answers from the record of outcomes. */

export const recordedOutcome = t.intersection([outcome, t.type({ recordedAt: dateTime, cursor: t.string })]);

const finalCount = t.type({ destination: textOrNull, state, reason: textOrNull, count });

/** How far an intake has come. */
export const intakeAnswer = t.type({
  intakeId: t.string,
  feed: nullable(t.type({ lines: count, parts: count, linesRead: count, partsRead: count })),
  queued: count,
  settled: t.type({
    created: count,
    updated: count,
    revoked: count,
    duplicate: count,
    rejected: count,
    skipped: count,
    parked: count,
  }),
  reasons: t.readonlyArray(finalCount),
  done: t.boolean,
  allCounted: t.boolean,
});

const differing = t.intersection([
  outcome,
  t.type({
    expected: t.type({ state, code: textOrNull }),
    recordedAt: dateTime,
  }),
]);

/** An outcome that differs at a shadow. */
export const shadowAnswer = t.type({
  shadow: t.string,
  of: t.string,
  since: dateTime,
  same: count,
  different: count,
  missed: count,
  complete: t.boolean,
  differences: t.readonlyArray(differing),
  next: textOrNull,
});

/** The answer that a destination is used again. */
export const failedBackAnswer = t.type({ destination: t.string, failedOverSince: nullable(dateTime) });

export const outcomePage = t.type({ outcomes: t.readonlyArray(recordedOutcome), next: textOrNull });
