import * as t from 'io-ts';
import { integerBetween } from '../codec/number';
import { violationCodec } from '../pipeline/wire';
import { previewAnswer, reportProps, suggestionsAnswer } from './answers';

/** Problem details (RFC 9457), the form of every error that the gateway itself answers. */
export const problem = t.type({
  type: t.string,
  title: t.string,
  status: integerBetween(400, 599),
  detail: t.string,
  errors: t.readonlyArray(violationCodec),
});

/** 400 to an event, with the report where the event could be opened. */
export const eventProblem = t.intersection([problem, t.partial(reportProps)]);

/** 400 to a preview, with what was left where it could be opened. */
export const previewProblem = t.intersection([
  problem,
  t.partial({ ...previewAnswer.props, suggestions: suggestionsAnswer }),
]);

export const tooLarge = t.intersection([problem, t.type({ limitBytes: integerBetween(1, 104_857_600) })]);

/** 409 to a request whose `count` is not the number of matches, with the right number. */
export const countDiffers = t.intersection([
  problem,
  t.partial({ count: integerBetween(0, Number.MAX_SAFE_INTEGER) }),
]);
