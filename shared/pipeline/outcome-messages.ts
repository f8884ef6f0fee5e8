import { writeJson } from '../codec/write-json';
import { type Outcome } from './outcome';
import { messageBytes, pack } from './pack';

/** A message of the outcome queue. */
export interface OutcomeMessage {
  readonly schema: 'indicator-gateway/outcomes/1';
  readonly outcomes: readonly Outcome[];
}

const overhead = 64;

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/**
 * Outcomes packed into messages under 48 KiB each, as the JSON of an `OutcomeMessage`; none is dropped and their order is
 * kept. Put together from the texts that were measured: to write each outcome twice would cost more than to map it.
 */
export const outcomeMessages = (outcomes: readonly Outcome[]): readonly string[] =>
  pack(outcomes.map(writeJson), overhead, Number.POSITIVE_INFINITY, messageBytes, bytesOf).map(
    (group) => `{"schema":"indicator-gateway/outcomes/1","outcomes":[${group.join(',')}]}`,
  );
