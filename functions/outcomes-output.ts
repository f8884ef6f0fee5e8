import { output, type InvocationContext } from '@azure/functions';
import type * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { type Outcome, type State } from '../shared/pipeline/outcome';
import { outcomeMessages } from '../shared/pipeline/outcome-messages';
import { type Environment } from '../shared/pipeline/ports';
import { type KeptAs } from '../shared/pipeline/record/slips';
import { type Report } from '../shared/pipeline/receive';
import { measure, tallyOf } from '../shared/pipeline/tally';
import { settledOf, type Unfinished } from '../shared/pipeline/unfinished';
import { type SpanStart } from '../shared/telemetry/telemetry';
import { logEntry, type Channel } from './log-entry';
import { outcomesQueue, storageConnection } from './names';

/**
 * Outcomes of queue messages go to this queue by an output binding: the host writes them, and fails the invocation where it
 * cannot. Those of a request are written before it is answered (ADR 13).
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

/** By which way it came, and what else its log line is to say. */
export interface Way {
  readonly channel: Channel;
  readonly replayOf?: string;
}

interface Settled {
  readonly way: Way;
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

/** Measures outcomes, writes the line of the delivery, and begins to keep them: the task ends when they are, or soon after. */
export const tell = (
  { telemetry, record }: Told,
  context: InvocationContext,
  { way, outcomes, kept = {} }: Settled,
): T.Task<void> => {
  const tally = tallyOf(outcomes);
  measure(telemetry, tally);
  telemetry.mark(publishing(tally.counts));
  const { counts: states, reasons } = tally;
  context.log(logEntry('delivery', { intake: context.invocationId, ...way, counts: states, reasons }));
  return record.keep(outcomes, kept);
};

/** Hands the outcomes to the output binding, and tells of them. */
export const publish = (
  environment: Told,
  context: InvocationContext,
  { way, outcomes, kept = {} }: Settled,
): T.Task<void> => {
  // As text and not as objects: the host would undo the escaping of what its queue cannot carry.
  context.extraOutputs.set(outcomesOutput, outcomeMessages(outcomes));
  return tell(environment, context, { way, outcomes, kept });
};

/** What is settled although the event comes again. Nobody waits for it: it is written in the background. */
export const publishSettled =
  (environment: Told & Pick<Environment, 'outcomes'>, context: InvocationContext, way: Way) =>
  (unfinished: Unfinished): TE.TaskEither<never, void> =>
    TE.fromIO(() => {
      const settled = settledOf(unfinished);
      if (settled.length === 0) return;
      void tell(environment, context, { way, outcomes: settled })();
      void environment.outcomes.write(outcomeMessages(settled), AbortSignal.abort())();
    });

/** Few values: one format, several, or none. */
const formatOf = ([first, ...others]: readonly string[]): string =>
  others.length > 0 ? 'several' : (first ?? 'none');

/** Counts an event that was read, and writes its line. */
export const tellIntake = (
  { telemetry }: Pick<Told, 'telemetry'>,
  context: InvocationContext,
  { channel, report: { taken } }: { readonly channel: Exclude<Channel, 'job'>; readonly report: Report },
): void => {
  const format = formatOf(taken.formats);
  telemetry.count('gateway.events', 1, { format, channel });
  context.log(logEntry('intake', { intake: context.invocationId, channel, ...taken }));
};
