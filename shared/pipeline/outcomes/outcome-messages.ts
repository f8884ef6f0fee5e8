import { maxQueueBytes, queueWeight } from '../../codec/queue-weight';
import { writeJson } from '../../codec/write-json';
import { type Outcome } from '../outcome';
import { pack } from '../pack';

/** A message of the outcome queue. */
export interface OutcomeMessage {
  readonly schema: 'indicator-gateway/outcomes/1';
  readonly outcomes: readonly Outcome[];
}

const opening = '{"schema":"indicator-gateway/outcomes/1","outcomes":[';
const closing = ']}';

const textOf = (outcomes: readonly string[]): string => `${opening}${outcomes.join(',')}${closing}`;

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

const isOurs = (message: string): boolean => message.startsWith(opening) && message.endsWith(closing);

/** The outcomes of several messages as one. */
export const joinMessages = (messages: readonly string[]): string => {
  const [only = '', ...others] = messages;
  return others.length === 0
    ? only
    : textOf(messages.map((message) => message.slice(opening.length, -closing.length)));
};

/** Groups messages, in their order, that fit into one message; what is not a message of outcomes stands alone. */
export const groupMessages = <A>(
  items: readonly A[],
  messageOf: (item: A) => string,
): readonly (readonly A[])[] =>
  items.length < 2
    ? items.map((item) => [item])
    : pack(items, {
        weightOf: (item) =>
          isOurs(messageOf(item)) ? queueWeight(messageOf(item)) - overhead : Number.POSITIVE_INFINITY,
        overhead,
        atMost: Number.POSITIVE_INFINITY,
        most: maxQueueBytes,
      });
