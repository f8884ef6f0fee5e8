import { type InvocationContext } from '@azure/functions';
import { type TaskEither } from 'fp-ts/TaskEither';
import { codeOfFailure, type Failure } from '../shared/failure';
import { type Environment } from '../shared/pipeline/ports';
import { spanned } from '../shared/telemetry/spanned';
import { type SpanStart } from '../shared/telemetry/telemetry';
import { placeOf, placesIn, type TracePlace } from '../shared/telemetry/trace-place';
import { type Channel } from './log-entry';

/** One invocation, as its trace is to show it. */
export interface Traced {
  /** Of the function. */
  readonly name: string;
  readonly channel: Channel;
  readonly context: InvocationContext;
  /** The event or job, which may say the trace that it belongs to. */
  readonly message: unknown;
}

const spanStart = ({ name, channel, context, message }: Traced): SpanStart => {
  const { traceContext, invocationId } = context;
  const host = placeOf(traceContext?.traceParent, traceContext?.traceState);
  const said = placesIn(message);
  // A caller by HTTP says its place in a header; what comes off a queue has it inside, and the host knows only of itself.
  const near: readonly (TracePlace | null)[] = channel === 'http' ? [host, ...said] : [...said, host];
  const [parent = null, ...links] = near.filter((place) => place !== null);
  const attributes = { 'faas.invocation_id': invocationId, 'gateway.channel': channel };
  return { name, kind: 'internal', attributes, parent, links };
};

/** Work as a span in the trace of its sender, linked to the trace of the host where that is another. */
export const traced =
  ({ telemetry }: Pick<Environment, 'telemetry'>, invocation: Traced) =>
  <A>(work: TaskEither<Failure, A>): TaskEither<Failure, A> =>
    spanned(telemetry, spanStart(invocation), codeOfFailure)(work);
