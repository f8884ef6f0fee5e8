import { type State } from '../shared/pipeline/outcome';

/** The destinations that `npm start` sends to unless told otherwise. */
export const usualDestinations = ['graph', 'sentinel', 'defender'] as const;

/** The expected result of an indicator at each of them. A state alone is for what was left before any was asked. */
export type Expected = State | Readonly<Record<(typeof usualDestinations)[number], State>>;

/** An event that `npm start` sends, and what is expected of it. */
export interface Sample {
  readonly name: string;
  readonly channel: 'http' | 'queue' | 'queue, base64';
  readonly body: unknown;
  /** HTTP status, for an event sent by HTTP. */
  readonly status?: number;
  /** In the order of places in the event. */
  readonly expected: readonly Expected[];
}

export const created: Expected = { graph: 'created', sentinel: 'created', defender: 'created' };

/** Defender has no words for mail, and gets only the best hash of a file. */
export const notAtDefender: Expected = { ...created, defender: 'skipped' };
