import { isObject } from '../../codec/json-value';
import { type Indicator } from '../../indicator/indicator';
import { everyOne, isOfContent, isSuccess, errorDetailOf, textOr } from '../answers';
import { type Answer, type HttpAnswer, type ErrorDetail, type Update, type Verdict } from '../destination';

/** An indicator of an import, with the values that it became. Its id is made of theirs, with commas between. */
export interface Imported {
  readonly indicator: Indicator;
  readonly values: readonly string[];
}

const indicatorsOf = (imports: readonly Imported[]): readonly Indicator[] =>
  imports.map(({ indicator }) => indicator);

const detailOfRefusal = (answer: HttpAnswer): ErrorDetail => {
  const { body } = answer;
  const error = isObject(body) && isObject(body.error) ? body.error : {};
  return errorDetailOf(answer, textOr(error.code, `http-${answer.status}`), textOr(error.message, ''));
};

/** Compares in lower case: Defender writes hosts and hashes so, and is asked in the gateway's spelling. */
const keyOf = (value: string): string => value.toLowerCase();

type Result = Readonly<Record<string, unknown>>;

/** The results by value, since their order is not promised. */
const resultsIn = (body: unknown): ReadonlyMap<string, Result> => {
  const items: readonly unknown[] = isObject(body) && Array.isArray(body.value) ? body.value : [];
  return new Map(
    items.flatMap((item) =>
      isObject(item) && typeof item.indicator === 'string' ? [[keyOf(item.indicator), item] as const] : [],
    ),
  );
};

/** Rules by which an instance reads the answer to an import. */
export interface ReadingRules {
  readonly done: 'Created' | 'Updated';
  /** Words in lower case. One of them stands in the reason where the tenant holds as many as it may. */
  readonly fullWords: readonly string[];
}

interface Reading {
  readonly rules: ReadingRules;
  readonly results: ReadonlyMap<string, Result>;
}

const verdictOf = (
  answer: HttpAnswer,
  { indicator: { externalId }, values }: Imported,
  { rules: { done, fullWords }, results }: Reading,
): Verdict => {
  const { requestIds } = answer;
  const found = values.map((value) => results.get(keyOf(value)));
  const missing = found.filter((result) => result === undefined).length;
  const failed = found.find((result) => result !== undefined && result.isFailed !== false);
  if (failed !== undefined) {
    const reason = textOr(failed.failureReason, 'refused without a reason');
    const isFull = fullWords.some((word) => reason.toLowerCase().includes(word));
    const code = isFull ? 'tenant-full' : 'indicator-refused';
    return { _tag: isFull ? 'Full' : 'Rejected', externalId, ...errorDetailOf(answer, code, reason) };
  }
  const ids = found.map((result) => textOr(result?.id, ''));
  if (missing > 0 || ids.includes('')) {
    const detail = errorDetailOf(answer, 'no-answer-for-item', 'the answer has nothing for this indicator');
    return { _tag: 'Unsettled', externalId, ...detail };
  }
  return { _tag: done, externalId, id: ids.join(','), requestIds };
};

/** The verdicts on an import: 200 says nothing of a single indicator, `isFailed` does. */
export const readImport = (answer: HttpAnswer, rules: ReadingRules, imports: readonly Imported[]): Answer => {
  if (isSuccess(answer)) {
    const results = resultsIn(answer.body);
    return { _tag: 'Verdicts', verdicts: imports.map((one) => verdictOf(answer, one, { rules, results })) };
  }
  const detail = detailOfRefusal(answer);
  if (!isOfContent(answer)) return everyOne('Unsettled', indicatorsOf(imports), detail);
  return imports.length > 1 ? { _tag: 'Split', detail } : everyOne('Rejected', indicatorsOf(imports), detail);
};

/**
 * The verdicts on a deletion whose indicators are each named by their id. It is all or nothing, so where one is gone already
 * the others are asked for in halves.
 */
export const readRevocation = (answer: HttpAnswer, held: readonly Update[]): Answer => {
  const indicators = held.map(({ indicator }) => indicator);
  const detail = detailOfRefusal(answer);
  const { requestIds } = answer;
  if (isSuccess(answer))
    return {
      _tag: 'Verdicts',
      verdicts: held.map(({ id, indicator: { externalId } }) => ({
        _tag: 'Revoked',
        externalId,
        id,
        requestIds,
      })),
    };
  if (![400, 403, 404, 413].includes(answer.status)) return everyOne('Unsettled', indicators, detail);
  if (held.length > 1) return { _tag: 'Split', detail };
  return everyOne(answer.status === 404 ? 'Gone' : 'Unsettled', indicators, detail);
};

/**
 * The verdicts on a deletion that is the first half of a change of action. `Gone` is what was wanted: the indicator is then
 * created with its new action. A deletion is all or nothing, so where one is gone already the others are asked for in halves.
 */
export const readDeletion = (answer: HttpAnswer, imports: readonly Imported[]): Answer => {
  const detail = detailOfRefusal(answer);
  const isDeleted = isSuccess(answer) || (answer.status === 404 && imports.length === 1);
  if (isDeleted) return everyOne('Gone', indicatorsOf(imports), { ...detail, code: 'deleted-for-change' });
  if (![400, 403, 404, 413].includes(answer.status))
    return everyOne('Unsettled', indicatorsOf(imports), detail);
  return imports.length > 1
    ? { _tag: 'Split', detail }
    : everyOne('Unsettled', indicatorsOf(imports), detail);
};
