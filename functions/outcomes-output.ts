import { output, type InvocationContext } from '@azure/functions';
import { type Outcome, type State } from '../shared/pipeline/outcome';
import { outcomeMessages } from '../shared/pipeline/outcome-messages';
import { outcomesQueue, storageConnection } from './names';

/** Outcomes go to this queue by an output binding: the host writes them, and fails the invocation where it cannot. */
export const outcomesOutput = output.storageQueue({
  queueName: outcomesQueue,
  connection: storageConnection,
});

export const counts = (outcomes: readonly Outcome[]): Readonly<Record<State | 'total', number>> => {
  const none = { created: 0, updated: 0, duplicate: 0, rejected: 0, skipped: 0, deferred: 0, parked: 0 };
  const count = { total: outcomes.length, ...none };
  for (const { state } of outcomes) count[state] += 1;
  return count;
};

/** Hands the outcomes to the output binding and writes the one log line of this invocation: ids and counts, no content. */
export const publish = (context: InvocationContext, what: string, outcomes: readonly Outcome[]): void => {
  // As text and not as objects: the host would undo the escaping of what its queue cannot carry.
  context.extraOutputs.set(outcomesOutput, outcomeMessages(outcomes));
  const numbers = Object.entries(counts(outcomes)).map(([name, number]) => `${name}=${number}`);
  context.log(`${what} intake=${context.invocationId} ${numbers.join(' ')}`);
};
