import { type HttpAnswer, type Verdict } from '../../shared/destinations/destination';
import { graph } from '../../shared/destinations/graph/graph';
import { indicatorOf } from '../pipeline/planned';

export const requestIds = { request: 'request-1', client: 'client-1' };

export const [a, b, c] = [indicatorOf('a'), indicatorOf('b'), indicatorOf('c')];

export const answerOf = (
  status: number,
  body: unknown,
  retryAfterSeconds: number | null = null,
): HttpAnswer => ({
  status,
  body,
  retryAfterSeconds,
  requestIds,
});

/** What Graph's answer means for each of the indicators of a call. */
export const readAll = (answer: HttpAnswer, indicators = [a, b]): readonly Verdict[] | 'Split' => {
  const said = graph.read(indicators, answer);
  return said._tag === 'Split' ? 'Split' : said.verdicts;
};

/** Identity, verdict, and the id or the code of each. */
export const brief = (verdicts: readonly Verdict[] | 'Split'): unknown =>
  verdicts === 'Split'
    ? 'Split'
    : verdicts.map((verdict) => {
        const { _tag, externalId } = verdict;
        return [externalId, _tag, 'id' in verdict ? verdict.id : verdict.code];
      });

export const marker = 'Failed to create, check Error element for reason';
