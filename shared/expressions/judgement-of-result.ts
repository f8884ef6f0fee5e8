import { type EvaluationJudgement } from '../profile/evaluation';
import { type EvaluationResult } from './judge';

/** The judgement with its result parsed. It stands apart from `judge`, so that the app does not load what evaluates. */
export const judgementOfResult = (answer: EvaluationResult): EvaluationJudgement =>
  answer._tag === 'Mapped'
    ? { ...answer, result: answer.result === null ? undefined : (JSON.parse(answer.result) as unknown) }
    : answer;
