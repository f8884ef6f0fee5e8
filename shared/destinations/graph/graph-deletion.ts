import { isObject } from '../../codec/json-value';
import { errorDetailOf, everyOne, isSuccess } from '../answers';
import { type Answer, type HttpAnswer, type HttpCall, type Update, type Verdict } from '../destination';
import { readRefusal } from './graph-answer';
import { graphPerCall, tiIndicators } from './graph-collection';

/**
 * Defender's indicators can't be deleted in bulk (Graph documentation), so each is deleted alone, by its id where that is
 * known.
 */
const isAlone = ({ id, indicator }: Update): boolean =>
  indicator.targetProduct !== 'Azure Sentinel' && id !== '';

/** No number is published for a bulk deletion; Microsoft's own sample takes a hundred. */
export const deletionCalls = (held: readonly Update[]): readonly (readonly Update[])[] => {
  const inBulk = held.filter((one) => !isAlone(one));
  const bulks = Array.from({ length: Math.ceil(inBulk.length / graphPerCall) }, (_, n) =>
    inBulk.slice(n * graphPerCall, (n + 1) * graphPerCall),
  );
  return [...bulks, ...held.filter(isAlone).map((one) => [one])];
};

/** A deletion by `externalId` also removes a duplicate that came of a call whose end nobody saw. */
export const deletion = (held: readonly Update[]): HttpCall => {
  const [first] = held;
  return first !== undefined && held.length === 1 && isAlone(first)
    ? { method: 'DELETE', path: `${tiIndicators}/${encodeURIComponent(first.id)}`, body: undefined }
    : {
        method: 'POST',
        path: `${tiIndicators}/deleteTiIndicatorsByExternalId`,
        body: { value: held.map(({ indicator }) => indicator.externalId) },
      };
};

interface Result {
  readonly code: number;
  readonly message: string;
}

/** A resultInfo; its `code` was seen as the text "204". */
const resultOf = (item: unknown): Result | undefined => {
  if (!isObject(item)) return undefined;
  const code = Number(item.code);
  return Number.isInteger(code)
    ? { code, message: typeof item.message === 'string' ? item.message : '' }
    : undefined;
};

const verdictOf = (answer: HttpAnswer, { id, indicator }: Update, result: Result | undefined): Verdict => {
  const { externalId } = indicator;
  const { requestIds } = answer;
  if (result === undefined) {
    const detail = errorDetailOf(answer, 'no-answer-for-item', 'the answer has nothing for this indicator');
    return { _tag: 'Unsettled', externalId, ...detail };
  }
  const { code, message } = result;
  if (code >= 200 && code < 300) return { _tag: 'Revoked', externalId, id, requestIds };
  const detail = errorDetailOf(answer, `result-${code}`, message);
  if (code === 404) return { _tag: 'Gone', externalId, ...detail };
  return { _tag: code === 429 || code >= 500 ? 'Unsettled' : 'Rejected', externalId, ...detail };
};

/**
 * The verdicts on a deletion that was accepted: 204 for a single one, a resultInfo for each item of a bulk, whose message
 * begins with its key.
 */
const readDeleted = (held: readonly Update[], answer: HttpAnswer): Answer => {
  const [only] = held;
  if (only !== undefined && held.length === 1 && isAlone(only))
    return { _tag: 'Verdicts', verdicts: [verdictOf(answer, only, { code: 204, message: '' })] };
  const { body } = answer;
  const items: readonly unknown[] = isObject(body) && Array.isArray(body.value) ? body.value : [];
  const results = items.map(resultOf);
  const isFor = (externalId: string) => (result: Result | undefined) =>
    result?.message === externalId || result?.message.startsWith(`${externalId} `) === true;
  const resultFor = ({ indicator: { externalId } }: Update, index: number): Result | undefined => {
    const here = results.length === held.length ? results[index] : undefined;
    return isFor(externalId)(here) || held.length === 1
      ? (here ?? results[0])
      : results.find(isFor(externalId));
  };
  return {
    _tag: 'Verdicts',
    verdicts: held.map((one, index) => verdictOf(answer, one, resultFor(one, index))),
  };
};

/** The answer to a deletion. A 404 to a single one is about its id and not about the collection. */
export const readGraphDeletion = (held: readonly Update[], answer: HttpAnswer): Answer => {
  const indicators = held.map(({ indicator }) => indicator);
  if (answer.status === 404 && held.length === 1 && held.every(isAlone))
    return everyOne('Gone', indicators, errorDetailOf(answer, 'ResourceNotFound', ''));
  return isSuccess(answer) ? readDeleted(held, answer) : readRefusal(indicators, answer);
};
