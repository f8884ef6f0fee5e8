import * as E from 'fp-ts/Either';
import { judge, type Progress, type Said } from '../../shared/expressions/judge';
import { type Evaluate, type EvaluationJudgement } from '../../shared/profile/evaluation';

const judgementOf = (said: Said): EvaluationJudgement =>
  said._tag === 'Mapped'
    ? { ...said, result: said.result === null ? undefined : (JSON.parse(said.result) as unknown) }
    : said;

/** Expressions evaluated in this process, without any limit: for worlds in memory, where nothing is hostile. */
export const evaluateHere: Evaluate =
  ({ formats, payload, now }) =>
  async () => {
    const passed: Said[] = [];
    const tell = (progress: Progress): void => {
      if (progress._tag === 'Passed') passed.push(progress.said);
    };
    const last = await judge({ formats, payload: JSON.stringify(payload), now: now.getTime() }, tell);
    const judgements = [...passed, ...(last === null ? [] : [last])].map(judgementOf);
    return E.right({ judgements, tookMs: 0 });
  };
