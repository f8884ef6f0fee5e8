import { type Outcome } from './outcome';
import { messageBytes, pack } from './pack';

/** A message of the outcome queue. */
export interface OutcomeMessage {
  readonly schema: 'indicator-gateway/outcomes/1';
  readonly outcomes: readonly Outcome[];
}

const overhead = 64;

/** Outcomes packed into messages under 48 KiB each; none is dropped and their order is kept. */
export const outcomeMessages = (outcomes: readonly Outcome[]): readonly OutcomeMessage[] =>
  pack(outcomes, overhead, Number.POSITIVE_INFINITY, messageBytes).map((group) => ({
    schema: 'indicator-gateway/outcomes/1',
    outcomes: group,
  }));
