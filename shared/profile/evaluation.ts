import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../failure';
import { type ExpressionFault } from './expression-fault';

/** The source of one format's expressions; `match` is null where the sender names the format. */
export interface Expressions {
  readonly match: string | null;
  readonly mapping: string;
}

/** One payload, and the formats to try it with, in order, up to the first that takes it. */
export interface Question {
  readonly formats: readonly Expressions[];
  readonly payload: unknown;
  /** The time that `$now()` and `$millis()` give. */
  readonly now: Date;
  /** Milliseconds of evaluating that the event has left. */
  readonly maxMs: number;
}

/** What became of one format's expressions. */
export type EvaluationJudgement =
  | { readonly _tag: 'NotMatched' }
  | { readonly _tag: 'MatchFailed'; readonly fault: ExpressionFault }
  | { readonly _tag: 'MappingFailed'; readonly fault: ExpressionFault }
  /** As parsed JSON; undefined where the mapping gave nothing. */
  | { readonly _tag: 'Mapped'; readonly result: unknown };

/** The formats that were tried, in order. Only the last of them may have taken the payload. */
export interface EvaluationAnswer {
  readonly judgements: readonly EvaluationJudgement[];
  /** Milliseconds of evaluation, without waiting. */
  readonly tookMs: number;
}

/**
 * Evaluates an operator's expressions outside this process. What an expression does wrong is a judgement; a Left says that
 * nothing could evaluate it now, and that the same may succeed later.
 */
export type Evaluate = (question: Question) => TaskEither<Unavailable, EvaluationAnswer>;
