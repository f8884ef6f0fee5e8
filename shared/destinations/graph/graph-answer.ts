import * as E from 'fp-ts/Either';
import { isObject } from '../../codec/json-value';
import { type Indicator } from '../../indicator/indicator';
import { errorDetailOf, everyOne, filledText, isSuccess } from '../answers';
import { type Answer, type ErrorDetail, type HttpAnswer, type Update, type Verdict } from '../destination';

/** What Graph writes in place of an id when a bulk item failed at its provider. */
const failedIdMarker = /^failed to create/i;

/** Codes that pass and are not about the indicator. Names as in Graph's error list and as seen live. */
const passing = new Set(
  [
    'TooManyRequests',
    'activityLimitReached',
    'serviceNotAvailable',
    'ServiceUnavailable',
    'generalException',
    'InternalServerError',
    'UnknownError',
    'Timeout',
    'GatewayTimeout',
    'resourceModified',
  ].map((code) => code.toLowerCase()),
);

interface GraphError {
  readonly code: string;
  readonly message: string;
}

const parseJson = (value: string): unknown =>
  E.toUnion(
    E.tryCatch(
      (): unknown => JSON.parse(value),
      () => value,
    ),
  );

/** Sentinel's provider writes `Code: what is wrong`. */
const fromSentence = (sentence: string): GraphError => {
  const colon = sentence.indexOf(': ');
  const code = sentence.slice(0, Math.max(colon, 0));
  return code.length <= 60 && /^[A-Za-z]{3,}$/.test(code) && colon + 2 < sentence.length
    ? { code, message: sentence.slice(colon + 2) }
    : { code: 'unknown', message: sentence };
};

/** The error of an answer, or the `Error` of a bulk item: an object, JSON in a string, or plain text. */
const errorOf = (value: unknown): GraphError => {
  const parsed = typeof value === 'string' ? parseJson(value) : value;
  const inner = isObject(parsed) && isObject(parsed.error) ? parsed.error : parsed;
  return isObject(inner)
    ? { code: filledText(inner.code) ?? 'unknown', message: filledText(inner.message) ?? '' }
    : fromSentence(filledText(inner) ?? '');
};

const detailOf = (answer: HttpAnswer, { code, message }: GraphError): ErrorDetail =>
  errorDetailOf(answer, code, message);

type Done = 'Created' | 'Updated';

/** Whether Graph does not hold the id of an update (any more). */
const isGone = (done: Done, { code }: GraphError): boolean =>
  done === 'Updated' && ['resourcenotfound', 'itemnotfound'].includes(code.toLowerCase());

const verdictOf =
  (answer: HttpAnswer, done: Done) =>
  (externalId: string, item: unknown): Verdict => {
    if (!isObject(item)) {
      const error = { code: 'no-answer-for-item', message: 'the answer has nothing for this indicator' };
      return { _tag: 'Unsettled', externalId, ...detailOf(answer, error) };
    }
    const id = filledText(item.id);
    const failed = item.Error !== undefined && item.Error !== null;
    if (!failed && id !== undefined && !failedIdMarker.test(id)) {
      return { _tag: done, externalId, id, requestIds: answer.requestIds };
    }
    if (!failed && id === undefined) {
      const error = { code: 'no-id-in-answer', message: 'the answer has no id for this indicator' };
      return { _tag: 'Unsettled', externalId, ...detailOf(answer, error) };
    }
    const error = errorOf(failed ? item.Error : id);
    const unmade = passing.has(error.code.toLowerCase()) ? 'Unsettled' : 'Rejected';
    const tag = isGone(done, error) ? 'Gone' : unmade;
    return { _tag: tag, externalId, ...detailOf(answer, error) };
  };

/**
 * Matches items by `externalId`; by position where there is one for each indicator, or where no item of a complete answer
 * carries one.
 */
const correlate = (
  indicators: readonly Indicator[],
  items: readonly unknown[],
): ReadonlyMap<string, unknown> => {
  const named = items.flatMap((item) =>
    isObject(item) && filledText(item.externalId) ? [[String(item.externalId), item] as const] : [],
  );
  const [only] = indicators;
  if (only !== undefined && indicators.length === 1 && items.length === 1)
    return new Map([[only.externalId, items[0]]]);
  return named.length === 0 && items.length === indicators.length
    ? new Map(indicators.map(({ externalId }, index) => [externalId, items[index]]))
    : new Map(named);
};

const readSuccess = (indicators: readonly Indicator[], answer: HttpAnswer, done: Done): Answer => {
  const { body } = answer;
  const items = isObject(body) && Array.isArray(body.value) ? (body.value as readonly unknown[]) : [body];
  const found = correlate(indicators, items);
  return {
    _tag: 'Verdicts',
    verdicts: indicators.map(({ externalId }) => verdictOf(answer, done)(externalId, found.get(externalId))),
  };
};

/** The collection is gone (docs: removal announced for April 2026): an alert, never a retry. */
const isRetired = ({ status }: HttpAnswer, { code }: GraphError): boolean =>
  [404, 405, 410, 501].includes(status) || code.toLowerCase() === 'notsupported';

/** 401 and 403 pass when the role has spread or the token is renewed; 3xx is never followed with a token. */
const isBusy = ({ status, retryAfterSeconds }: HttpAnswer): boolean =>
  status < 400 ||
  [401, 403, 408, 425, 429].includes(status) ||
  (status === 503 && retryAfterSeconds !== null);

/**
 * Trouble of the moment, or a bulk too large for it: 100 gave `UnknownError` where 50 worked (security-api-solutions issue 71).
 */
const isTrouble = ({ status }: HttpAnswer, { code }: GraphError): boolean =>
  status >= 500 || passing.has(code.toLowerCase());

/** An answer that refused the whole call. */
export const readRefusal = (indicators: readonly Indicator[], answer: HttpAnswer): Answer => {
  const error = errorOf(isObject(answer.body) ? answer.body : undefined);
  const detail = detailOf(
    answer,
    error.code === 'unknown' ? { ...error, code: `http-${answer.status}` } : error,
  );
  if (isRetired(answer, error)) return everyOne('Retired', indicators, detail);
  if (isBusy(answer)) return everyOne('Unsettled', indicators, detail);
  if (indicators.length > 1) return { _tag: 'Split', detail };
  return everyOne(isTrouble(answer, error) ? 'Unsettled' : 'Rejected', indicators, detail);
};

/** The answer to one creation, or to several in a bulk. */
export const readCreation = (indicators: readonly Indicator[], answer: HttpAnswer): Answer =>
  isSuccess(answer) ? readSuccess(indicators, answer, 'Created') : readRefusal(indicators, answer);

/** The answer to a single update is 204 without a body; 404 is about the id and not about the collection. */
export const readUpdate = (updates: readonly Update[], answer: HttpAnswer): Answer => {
  const indicators = updates.map(({ indicator }) => indicator);
  const [only] = updates;
  if (only === undefined || updates.length > 1)
    return isSuccess(answer) ? readSuccess(indicators, answer, 'Updated') : readRefusal(indicators, answer);
  const { externalId } = only.indicator;
  const { requestIds } = answer;
  if (answer.status === 404) {
    const detail = detailOf(answer, {
      code: 'ResourceNotFound',
      message: 'there is no indicator of this id',
    });
    return everyOne('Gone', indicators, detail);
  }
  return isSuccess(answer)
    ? { _tag: 'Verdicts', verdicts: [{ _tag: 'Updated', externalId, id: only.id, requestIds }] }
    : readRefusal(indicators, answer);
};
