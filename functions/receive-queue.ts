import { type StorageQueueHandler } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type JsonFault } from '../shared/codec/json';
import { readMessageText } from '../shared/envelopes/message-text';
import { listsFrom } from '../shared/profile/rules-for';
import { type Failure } from '../shared/failure';
import { senderOfQueue } from '../shared/pipeline/sender-rights';
import { type Outcome } from '../shared/pipeline/outcome';
import { type Environment, type QueuedShare } from '../shared/pipeline/ports';
import { receive, receiveUnreadable, type Report } from '../shared/pipeline/receive';
import { eventsQueue } from './names';
import { publish, reportIntake } from './outcomes-output';
import { arrivedAt, eventOf, messageOf, provenanceOf, queueBudgetMs, textOf } from './queue-message';
import { orThrow } from './or-throw';
import { traced } from './traced';

/** Whether an outcome means that a destination was asked. */
const isCall = ({ state }: Outcome): boolean => state !== 'skipped' && state !== 'duplicate';

const sharesOf = (outcomes: readonly Outcome[]): readonly QueuedShare[] => {
  const counts = new Map<string, number>();
  for (const { destination } of outcomes.filter(isCall))
    if (destination !== null) counts.set(destination, (counts.get(destination) ?? 0) + 1);
  return [...counts].map(([destination, items]) => ({ destination, items }));
};

/**
 * The queue `indicator-events`: one event a message, JSON or base64. Throws where another try may help, so that the host makes
 * it.
 */
export const receiveQueue =
  (environment: Environment): StorageQueueHandler =>
  (message, context) => {
    const text = textOf(message);
    const sender = senderOfQueue(environment.profile, eventsQueue)?.name;
    const startedAt = environment.now();
    const receivedAt = arrivedAt(context, startedAt);
    const { dequeueCount } = messageOf(context);
    const unreadable = ({ position }: JsonFault): TE.TaskEither<Failure, Report> => {
      const where = position === null ? '' : `, readable up to position ${position}`;
      const provenance = provenanceOf(context, { queue: eventsQueue, receivedAt, sender });
      return receiveUnreadable(environment)(provenance, {
        text: `expected JSON, plain or base64${where}`,
        content: text,
        attempt: dequeueCount,
      });
    };
    const readable = (body: unknown): TE.TaskEither<Failure, Report> =>
      receive(environment)(eventOf(context, { body, text }, { queue: eventsQueue, receivedAt, sender }), {
        channel: 'queue',
        attempts: dequeueCount - 1,
        deadline: new Date(startedAt.getTime() + queueBudgetMs),
        later: false,
      });
    const decoded = readMessageText(text, listsFrom(environment.profile, sender ?? eventsQueue));
    const body = decoded._tag === 'Right' ? decoded.right : null;
    return pipe(
      decoded,
      E.match(unreadable, readable),
      TE.flatMapTask((report) => {
        reportIntake(environment, context, { channel: 'queue', report });
        environment.onMessage?.('events', sharesOf(report.outcomes));
        return publish(environment, context, { arrival: { channel: 'queue' }, outcomes: report.outcomes });
      }),
      traced(environment, { name: 'receive-queue', channel: 'queue', context, message: body }),
      orThrow(context, 'queue'),
    );
  };
