import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import * as t from 'io-ts';
import { maxQueueBytes, queueBytes, queueWeight } from '../../codec/queue-weight';
import { writeJson } from '../../codec/write-json';
import { listMark } from '../../envelopes/list-mark';
import { type Unavailable } from '../../failure';
import { textOfPart, type PartSize } from '../../codec/text-parts';
import { listsFrom } from '../../profile/rules-for';
import { maxItems } from '../reading/item-limit';
import { type Provenance } from '../outcome';
import { type Environment } from '../ports';
import { pack } from '../pack';
import { fewAtOnce, headStartSeconds } from '../put-messages';
import { provenanceOfEvent, receivedAgain, type Received } from '../reading/read-event';
import { receive, type Report } from '../receive';
import { type JobMessage } from '../run-job';
import { formatRefused, senderNamed } from '../sender-rights';
import { type Unfinished } from '../unfinished';
import { count, provenanceCodec } from '../wire';

/** The format of text that is a list. */
const listName = 'list';

const partSchema = 'indicator-gateway/feed-part/1';

/** A part of a text, or of the items of an array. */
const partCodec = t.intersection([
  t.type({
    schema: t.literal(partSchema),
    provenance: provenanceCodec,
    head: t.string,
    first: count,
    text: t.string,
  }),
  t.partial({
    items: t.readonlyArray(t.unknown),
    /** How often it found no room. */
    putBack: count,
  }),
]);

/** A part of a list too long for one event, as it waits on the queue of jobs. */
export type FeedPart = t.TypeOf<typeof partCodec>;

export const feedPartOf = (message: unknown): FeedPart | null => (partCodec.is(message) ? message : null);

/** A list, in the messages that it takes. */
export interface Feed {
  readonly lines: number;
  readonly messages: readonly string[];
}

/** The name of a part, the same for all messages that bring it. */
export const nameOfPart = ({ provenance, first }: FeedPart): string => `${provenance.intakeId} ${first}`;

/** The message of a part that found no room. It is no longer than before, since a message may have the full length already. */
export const putBackPart = (part: FeedPart): string =>
  writeJson({ ...part, putBack: Math.min(9, (part.putBack ?? 0) + 1) } satisfies FeedPart);

/** So many lines are read and delivered well within the time of a queue message. */
const maxLines = 1_000;

const messageOf = (
  provenance: Provenance,
  { head, first, text }: Pick<FeedPart, 'head' | 'first' | 'text'>,
): string => writeJson({ schema: partSchema, provenance, head, first, text, putBack: 0 } satisfies FeedPart);

const itemsMessageOf = (provenance: Provenance, first: number, items: readonly unknown[]): string =>
  writeJson({
    schema: partSchema,
    provenance,
    head: '',
    first,
    text: '',
    items,
    putBack: 0,
  } satisfies FeedPart);

const saysList = (event: Received, { profile }: Pick<Environment, 'profile'>): boolean =>
  event.format?.toLowerCase() === listName ||
  (event.format === null &&
    (listMark(event.headers['content-type']).isList === true || listsFrom(profile, event.origin.source)));

/** The number of lines that are not blank. */
const filledLines = (text: string): number => text.split('\n').filter((line) => line.trim() !== '').length;

/** The number of lines or items of a part. */
export const linesOfPart = ({ text, items }: FeedPart): number => items?.length ?? filledLines(text);

const isThing = (item: unknown): boolean => typeof item === 'object' && item !== null;

/** Whether headers describe the event as a whole, as those of a binary CloudEvent do. */
const isEnveloped = ({ headers }: Received): boolean =>
  Object.keys(headers).some((name) => name.startsWith('ce-'));

/** An array with more items than one event may have; each part is read by itself. */
const feedOfItems = (event: Received, items: readonly unknown[], most: number): Feed | null => {
  if (items.length <= maxItems || items.length > most || isEnveloped(event) || !items.every(isThing))
    return null;
  const provenance = { ...provenanceOfEvent(event), format: event.format };
  const overhead = queueWeight(itemsMessageOf(provenance, items.length, []));
  const weightOf = (item: unknown): number => queueWeight(writeJson(item));
  let first = 0;
  const messages = pack(items, { weightOf, overhead, atMost: maxLines, most: maxQueueBytes }).map((some) => {
    const message = itemsMessageOf(provenance, first, some);
    first += some.length;
    return message;
  });
  return messages.every((message) => queueBytes(message) <= maxQueueBytes)
    ? { lines: items.length, messages }
    : null;
};

/**
 * An event as a feed, where it is a list with more lines, or an array with more items, than one event may have, and at most
 * `most`. Null where it is none.
 */
export const feedOf = (environment: Environment, event: Received, most: number): Feed | null => {
  const { body } = event;
  if (Array.isArray(body)) return feedOfItems(event, body, most);
  if (typeof body !== 'string' || !saysList(event, environment)) return null;
  const inParts = environment.formats.find(({ name }) => name === listName)?.inParts;
  const sender = senderNamed(environment.profile, event.sender);
  if (inParts === undefined || formatRefused(sender, listName) !== undefined) return null;
  const lines = filledLines(body);
  if (lines <= maxItems || lines > most) return null;
  const provenance = { ...provenanceOfEvent(event), format: listName };
  const size: PartSize = {
    weightOf: (text) => queueWeight(writeJson(text)),
    maxWeight: maxQueueBytes - queueWeight(messageOf(provenance, { head: '', first: lines, text: '' })),
    maxLines,
  };
  const { head, parts } = inParts(body, size);
  const messages = parts.map(({ first, text }) => messageOf(provenance, { head, first, text }));
  // Where the head leaves no room for a line, the list is refused as too long.
  return messages.every((message) => queueBytes(message) <= maxQueueBytes) ? { lines, messages } : null;
};

/**
 * Puts a feed on the queue. None of it begins before all of it is there: otherwise, after a failure, what is sent again would
 * be there twice.
 */
export const enqueueFeed =
  ({ jobs }: Pick<Environment, 'jobs'>) =>
  ({ messages }: Feed): TE.TaskEither<Unavailable, void> =>
    pipe(
      messages,
      fewAtOnce((message) => jobs.enqueue(message, headStartSeconds(messages.length))),
      TE.asUnit,
    );

const eventOf = ({ provenance, head, first, text, items }: FeedPart): Received =>
  items === undefined
    ? receivedAgain(provenance, textOfPart(head, { first, text }), listName)
    : { ...receivedAgain(provenance, items, provenance.format), firstItem: first };

/** Reads and delivers a part. Gives an outcome for each of its lines, at the number that the line has in the whole list. */
export const receivePart =
  (environment: Environment) =>
  (
    part: FeedPart,
    { dequeueCount, deadline }: Pick<JobMessage, 'dequeueCount' | 'deadline'>,
  ): TE.TaskEither<Unfinished, Report> =>
    receive(environment)(eventOf(part), {
      // Its sender was answered already and learns the rest from the outcomes, so lines that can't be read are not parked.
      channel: 'http',
      attempts: dequeueCount - 1,
      deadline,
      later: false,
    });
