import { type InvocationContext } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { type JsonFault } from '../shared/codec/json';
import { textFromBase64 } from '../shared/envelopes/base64';
import { parseJsonText } from '../shared/envelopes/json-text';
import { type Provenance } from '../shared/pipeline/outcome';
import { type Received } from '../shared/pipeline/read-event';

/** What the host knows of a queue message. */
export interface QueueMessage {
  readonly id: string;
  readonly dequeueCount: number;
}

/** A queue invocation may run for as long as `functionTimeout` in host.json; this leaves room to queue what is left. */
export const queueBudgetMs = 240_000;

export const messageOf = ({ triggerMetadata, invocationId }: InvocationContext): QueueMessage => ({
  id: typeof triggerMetadata?.id === 'string' ? triggerMetadata.id : invocationId,
  dequeueCount: Number(triggerMetadata?.dequeueCount ?? 1) || 1,
});

/** When the message was put on its queue, as the queue says; now where it does not say, or its clock is ahead. */
export const arrivedAt = ({ triggerMetadata }: InvocationContext, now: Date): Date => {
  const { insertionTime } = triggerMetadata ?? {};
  const said = typeof insertionTime === 'string' ? Date.parse(insertionTime) : NaN;
  return Number.isNaN(said) || said > now.getTime() ? now : new Date(said);
};

/** A line of CEF or LEEF, perhaps behind a syslog header. */
const logLine = /^(?:[^\s{[].*\s)?(?:CEF|LEEF):\s?\d/m;

const decodeText = (text: string): E.Either<JsonFault, unknown> =>
  pipe(
    parseJsonText(text),
    E.orElse((fault) => (logLine.test(text) ? E.right(text) : E.left(fault))),
  );

/**
 * What a message holds: JSON, lines of JSON or of CEF or LEEF, plain or in base64 as Event Grid and many SDKs write it
 * (host.json says `messageEncoding: none`, so both arrive). The library has parsed plain JSON already.
 */
export const decodeMessage = (message: unknown): E.Either<JsonFault, unknown> => {
  if (typeof message !== 'string') return E.right(message);
  return pipe(
    decodeText(message),
    E.orElse((fault) =>
      pipe(
        textFromBase64(message),
        E.mapLeft(() => fault),
        E.flatMap(decodeText),
      ),
    ),
  );
};

/** The event of a queue message: its id stays the same over all tries of the host. */
export const eventOf = (
  queue: string,
  context: InvocationContext,
  body: unknown,
  receivedAt: Date,
): Received => ({
  intakeId: context.invocationId,
  origin: { eventId: messageOf(context).id, source: queue, type: null, time: null },
  headers: {},
  body,
  receivedAt,
  format: null,
});

/** What can be said of a message that cannot be read. */
export const provenanceOf = (queue: string, context: InvocationContext, receivedAt: Date): Provenance => ({
  eventId: messageOf(context).id,
  intakeId: context.invocationId,
  source: queue,
  eventType: null,
  eventTime: null,
  format: null,
  place: '',
  receivedAt: receivedAt.toISOString(),
});
