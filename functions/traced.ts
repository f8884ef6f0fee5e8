import { type InvocationContext } from '@azure/functions';
import { type TaskEither } from 'fp-ts/TaskEither';
import { codeOfFailure, type Failure } from '../shared/failure';
import { type Environment } from '../shared/pipeline/ports';
import { spanned } from '../shared/telemetry/spanned';
import { type SpanStart } from '../shared/telemetry/telemetry';
import { placeOf, placesIn, type TracePlace } from '../shared/telemetry/trace-place';
import { type Channel } from './log-entry';

/** One invocation, for its trace. */
export interface Traced {
  /** Name of the function. */
  readonly name: string;
  readonly channel: Channel;
  readonly context: InvocationContext;
  /** The event or job, which may hold its place in a trace. */
  readonly message: unknown;
}

const spanStart = ({ name, channel, context, message }: Traced): SpanStart => {
  const { traceContext, invocationId } = context;
  const host = placeOf(traceContext?.traceParent, traceContext?.traceState);
  const places = placesIn(message);
  // An HTTP caller gives its place in a header. A queue message has it inside, and the host knows only its own trace.
  const near: readonly (TracePlace | null)[] = channel === 'http' ? [host, ...places] : [...places, host];
  const [parent = null, ...links] = near.filter((place) => place !== null);
  const attributes = { 'faas.invocation_id': invocationId, 'gateway.channel': channel };
  return { name, kind: 'internal', attributes, parent, links };
};

/** Runs work as a span in its sender's trace, linked to the host's trace where that is another. */
export const traced =
  ({ telemetry }: Pick<Environment, 'telemetry'>, invocation: Traced) =>
  <A>(work: TaskEither<Failure, A>): TaskEither<Failure, A> =>
    spanned(telemetry, spanStart(invocation), codeOfFailure)(work);
