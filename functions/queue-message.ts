import { type InvocationContext } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { type JsonFault, parseJson } from '../shared/codec/json';
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

const base64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/**
 * The JSON of a message: plain, or base64 as Event Grid and many SDKs write it (host.json says `messageEncoding: none`, so
 * both arrive). The library has parsed plain JSON already.
 */
export const decodeMessage = (message: unknown): E.Either<JsonFault, unknown> => {
  if (typeof message !== 'string') return E.right(message);
  return pipe(
    parseJson(message),
    E.orElse((fault) =>
      base64.test(message) ? parseJson(Buffer.from(message, 'base64').toString('utf8')) : E.left(fault),
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
