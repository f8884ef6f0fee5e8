import * as t from 'io-ts';
import { dateTime } from '../codec/date-time';
import { textOrNull } from '../pipeline/wire';
import { outcome } from './answers';

/** Codecs of what is answered from the record of outcomes. */

export const recordedOutcome = t.intersection([outcome, t.type({ recordedAt: dateTime, cursor: t.string })]);

export const outcomePage = t.type({ outcomes: t.readonlyArray(recordedOutcome), next: textOrNull });
