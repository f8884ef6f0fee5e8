import * as E from 'fp-ts/Either';
import { type ExpressionFault } from '../profile/expression-fault';
import { type Expressions } from '../profile/evaluation';
import { evaluate } from './evaluate';

/** A question for the process that evaluates. It holds only text and numbers, which cross quickly whatever they say. */
export interface EvaluationRequest {
  readonly formats: readonly Expressions[];
  /** The payload as JSON. */
  readonly payload: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A judgement as it comes back. `result` is JSON; null for nothing. */
export type EvaluationResult =
  | { readonly _tag: 'NotMatched' }
  | { readonly _tag: 'MatchFailed' | 'MappingFailed'; readonly fault: ExpressionFault }
  | { readonly _tag: 'Mapped'; readonly result: string | null };

/** How far the evaluation is, reported as it happens, for whoever may have to end it. */
export type Progress =
  | { readonly _tag: 'Began'; readonly part: 'match' | 'mapping' }
  /** The format did not take the payload; the next one is tried. */
  | { readonly _tag: 'Passed'; readonly result: EvaluationResult };

const mapped = async ({ mapping }: Expressions, payload: unknown, now: number): Promise<EvaluationResult> => {
  const result = await evaluate(mapping, payload, now);
  return E.isLeft(result)
    ? { _tag: 'MappingFailed', fault: result.left }
    : { _tag: 'Mapped', result: result.right };
};

/** Whether the match takes the payload; if not, what to say of the format. */
const matched = async (match: string, payload: unknown, now: number): Promise<true | EvaluationResult> => {
  const result = await evaluate(match, payload, now);
  if (E.isLeft(result)) return { _tag: 'MatchFailed', fault: result.left };
  return result.right === 'true' ? true : { _tag: 'NotMatched' };
};

/** Tries the formats in order. Gives what the first that takes the payload made of it; null where none takes it. */
export const judge = async (
  { formats, payload, now }: EvaluationRequest,
  tell: (progress: Progress) => void,
): Promise<EvaluationResult | null> => {
  const parsed: unknown = JSON.parse(payload);
  for (const format of formats) {
    if (format.match !== null) {
      tell({ _tag: 'Began', part: 'match' });
      const takes = await matched(format.match, parsed, now);
      if (takes !== true) {
        tell({ _tag: 'Passed', result: takes });
        continue;
      }
    }
    tell({ _tag: 'Began', part: 'mapping' });
    return mapped(format, parsed, now);
  }
  return null;
};
