import { output, type InvocationContext } from '@azure/functions';
import { type Outcome, type State } from '../shared/pipeline/outcome';
import { outcomeMessages } from '../shared/pipeline/outcome-messages';
import { type Environment } from '../shared/pipeline/ports';
import { type Report } from '../shared/pipeline/receive';
import { measure, tallyOf } from '../shared/pipeline/tally';
import { type SpanStart } from '../shared/telemetry/telemetry';
import { logLine, type Channel } from './log-line';
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

type Told = Pick<Environment, 'telemetry'>;

/** By which way it came, and what else its log line is to say. */
export interface Way {
  readonly channel: Channel;
  readonly replayOf?: string;
}

const publishing = (states: Readonly<Record<string, number>>): SpanStart => ({
  name: 'publish outcomes',
  kind: 'producer',
  attributes: Object.fromEntries(
    Object.entries(states).map(([state, count]) => [`gateway.outcomes.${state}`, count]),
  ),
});

/** Measures outcomes, and writes the line of the delivery. */
export const tell = (
  { telemetry }: Told,
  context: InvocationContext,
  way: Way,
  outcomes: readonly Outcome[],
): void => {
  const tally = tallyOf(outcomes);
  measure(telemetry, tally);
  telemetry.mark(publishing(tally.counts));
  const { counts: states, reasons } = tally;
  context.log(logLine('delivery', { intake: context.invocationId, ...way, counts: states, reasons }));
};

/** Hands the outcomes to the output binding, and tells of them. */
export const publish = (
  environment: Told,
  context: InvocationContext,
  way: Way,
  outcomes: readonly Outcome[],
): void => {
  // As text and not as objects: the host would undo the escaping of what its queue cannot carry.
  context.extraOutputs.set(outcomesOutput, outcomeMessages(outcomes));
  tell(environment, context, way, outcomes);
};

/** Few values: one format, several, or none. */
const formatOf = ([first, ...others]: readonly string[]): string =>
  others.length > 0 ? 'several' : (first ?? 'none');

/** Counts an event that was read, writes its line, and publishes what became of it. */
export const publishReport = (
  environment: Told,
  context: InvocationContext,
  channel: Exclude<Channel, 'job'>,
  { outcomes, taken }: Report,
): void => {
  const format = formatOf(taken.formats);
  environment.telemetry.count('gateway.events', 1, { format, channel });
  context.log(logLine('intake', { intake: context.invocationId, channel, ...taken }));
  publish(environment, context, { channel }, outcomes);
};
