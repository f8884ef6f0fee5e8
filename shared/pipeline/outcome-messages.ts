import { maxQueueBytes, queueWeight } from '../codec/queue-weight';
import { writeJson } from '../codec/write-json';
import { type Outcome } from './outcome';
import { pack } from './pack';

/** A message of the outcome queue. */
export interface OutcomeMessage {
  readonly schema: 'indicator-gateway/outcomes/1';
  readonly outcomes: readonly Outcome[];
}

const textOf = (outcomes: readonly string[]): string =>
  `{"schema":"indicator-gateway/outcomes/1","outcomes":[${outcomes.join(',')}]}`;

const overhead = queueWeight(textOf([]));

/**
 * Packs outcomes into messages that a queue takes, as the JSON of an `OutcomeMessage`. None is dropped and their order is kept.
 * The messages are put together from the texts that were measured: writing each outcome twice would cost more than mapping it.
 */
export const outcomeMessages = (outcomes: readonly Outcome[]): readonly string[] =>
  pack(outcomes.map(writeJson), {
    weightOf: queueWeight,
    overhead,
    atMost: Number.POSITIVE_INFINITY,
    most: maxQueueBytes,
  }).map(textOf);
