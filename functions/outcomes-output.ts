import { output, type InvocationContext } from '@azure/functions';
import type * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { type Outcome, type State } from '../shared/pipeline/outcome';
import { outcomeMessages } from '../shared/pipeline/outcomes/outcome-messages';
import { type Environment } from '../shared/pipeline/ports';
import { type KeptAs } from '../shared/pipeline/record/outcome-batches';
import { type Report } from '../shared/pipeline/receive';
import { measure, tallyOf } from '../shared/pipeline/outcomes/tally';
import { settledOf, type Unfinished } from '../shared/pipeline/unfinished';
import { type SpanStart } from '../shared/telemetry/telemetry';
import { logEntry, type Channel } from './log-entry';
import { outcomesQueue, storageConnection } from './names';

/**
 * Outcomes of queue messages go to this queue by an output binding: the host writes them, and fails the invocation where it
 * cannot. Those of a request are written before its answer (ADR 13).
 */
export const outcomesOutput = output.storageQueue({
  queueName: outcomesQueue,
  connection: storageConnection,
});

export const counts = (outcomes: readonly Outcome[]): Readonly<Record<State | 'total', number>> => {
  const settled = { created: 0, updated: 0, revoked: 0, duplicate: 0, rejected: 0, skipped: 0 };
  const count = { total: outcomes.length, ...settled, deferred: 0, parked: 0 };
  for (const { state } of outcomes) count[state] += 1;
  return count;
};

type Told = Pick<Environment, 'telemetry' | 'record'>;

/** The channel by which it came, and what else its log line says. */
export interface Arrival {
  readonly channel: Channel;
  readonly replayOf?: string;
}

interface Settled {
  readonly arrival: Arrival;
  readonly outcomes: readonly Outcome[];
  readonly kept?: KeptAs;
}

const publishing = (states: Readonly<Record<string, number>>): SpanStart => ({
  name: 'publish outcomes',
  kind: 'producer',
  attributes: Object.fromEntries(
    Object.entries(states).map(([state, count]) => [`gateway.outcomes.${state}`, count]),
  ),
});

/**
 * Measures outcomes, writes the log line of the delivery, and begins to keep them. The task ends when they are kept, or soon
 * after.
 */
export const reportOutcomes = (
  { telemetry, record }: Told,
  context: InvocationContext,
  { arrival, outcomes, kept = {} }: Settled,
): T.Task<void> => {
  const tally = tallyOf(outcomes);
  measure(telemetry, tally);
  telemetry.mark(publishing(tally.counts));
  const { counts: states, reasons } = tally;
  context.log(logEntry('delivery', { intake: context.invocationId, ...arrival, counts: states, reasons }));
  return record.keep(outcomes, kept);
};

/** Hands the outcomes to the output binding, then measures and logs them. */
export const publish = (
  environment: Told,
  context: InvocationContext,
  { arrival, outcomes, kept = {} }: Settled,
): T.Task<void> => {
  // The messages are text, since with objects the host would undo the escaping of what its queue cannot carry.
  context.extraOutputs.set(outcomesOutput, outcomeMessages(outcomes));
  return reportOutcomes(environment, context, { arrival, outcomes, kept });
};

/** Writes what is settled although the event comes again. Nobody waits for it, so it is written in the background. */
export const publishSettled =
  (environment: Told & Pick<Environment, 'outcomes'>, context: InvocationContext, arrival: Arrival) =>
  (unfinished: Unfinished): TE.TaskEither<never, void> =>
    TE.fromIO(() => {
      const settled = settledOf(unfinished);
      if (settled.length === 0) return;
      void reportOutcomes(environment, context, { arrival, outcomes: settled })();
      void environment.outcomes.write(outcomeMessages(settled), AbortSignal.abort())();
    });

/** A dimension with few values: one format, several, or none. */
const formatOf = ([first, ...others]: readonly string[]): string =>
  others.length > 0 ? 'several' : (first ?? 'none');

/** Counts an event that was read, and writes its log line. */
export const reportIntake = (
  { telemetry }: Pick<Told, 'telemetry'>,
  context: InvocationContext,
  { channel, report: { taken } }: { readonly channel: Exclude<Channel, 'job'>; readonly report: Report },
): void => {
  const format = formatOf(taken.formats);
  telemetry.count('gateway.events', 1, { format, channel });
  context.log(logEntry('intake', { intake: context.invocationId, channel, ...taken }));
};
