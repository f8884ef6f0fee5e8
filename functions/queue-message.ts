import { type InvocationContext } from '@azure/functions';
import { writeJson } from '../shared/codec/write-json';
import { type Provenance } from '../shared/pipeline/outcome';
import { type Received } from '../shared/pipeline/reading/read-event';

/** What the host knows of a queue message. */
export interface QueueMessage {
  readonly id: string;
  readonly dequeueCount: number;
}

/** A queue invocation may run for as long as `functionTimeout` in host.json says; this leaves time to queue the rest. */
export const queueBudgetMs = 240_000;

export const messageOf = ({ triggerMetadata, invocationId }: InvocationContext): QueueMessage => ({
  id: typeof triggerMetadata?.id === 'string' ? triggerMetadata.id : invocationId,
  dequeueCount: Number(triggerMetadata?.dequeueCount ?? 1) || 1,
});

/** When the message was put on its queue, by the queue's word; now, where the queue does not say, or its clock is ahead. */
export const arrivedAt = ({ triggerMetadata }: InvocationContext, now: Date): Date => {
  const { insertionTime } = triggerMetadata ?? {};
  const inserted = typeof insertionTime === 'string' ? Date.parse(insertionTime) : NaN;
  return Number.isNaN(inserted) || inserted > now.getTime() ? now : new Date(inserted);
};

/**
 * The text of a message, to the byte. The triggers ask for bytes (`dataType: 'binary'`): the library would parse text that is
 * JSON, and round numbers that JavaScript does not hold.
 */
export const textOf = (message: unknown): string => {
  if (message instanceof Uint8Array) return Buffer.from(message).toString('utf8');
  return typeof message === 'string' ? message : writeJson(message);
};

interface Arrival {
  readonly queue: string;
  readonly receivedAt: Date;
  /** The sender whose queue it is; undefined where it is nobody's in particular. */
  readonly sender?: string | undefined;
}

/** The event of a queue message. Its id stays the same over all tries of the host. */
export const eventOf = (
  context: InvocationContext,
  message: { readonly body: unknown; readonly text: string },
  { queue, receivedAt, sender }: Arrival,
): Received => ({
  intakeId: context.invocationId,
  origin: { eventId: messageOf(context).id, source: sender ?? queue, type: null, time: null },
  sender,
  headers: {},
  ...message,
  receivedAt,
  format: null,
});

/** The provenance of a message that cannot be read. */
export const provenanceOf = (
  context: InvocationContext,
  { queue, receivedAt, sender }: Arrival,
): Provenance => ({
  eventId: messageOf(context).id,
  intakeId: context.invocationId,
  source: sender ?? queue,
  ...(sender === undefined ? {} : { sender }),
  eventType: null,
  eventTime: null,
  format: null,
  place: '',
  receivedAt: receivedAt.toISOString(),
});
