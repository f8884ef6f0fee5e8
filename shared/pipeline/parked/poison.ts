import type * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Failure } from '../../failure';
import { giveUpEvent, giveUpJob, giveUpUnread, type GivenUp } from './give-up';
import { type Outcome, type Provenance } from '../outcome';
import { outcomeMessages } from '../outcomes/outcome-messages';
import { type Environment, type PoisonMessage, type PoisonQueue } from '../ports';
import { contentOf } from '../as-it-came';
import { senderOfQueue } from '../sender-rights';

const provenanceOf = (
  { id, insertedAt }: PoisonMessage,
  {
    queue,
    sender,
    intakeId,
  }: { readonly queue: string; readonly sender: string | undefined; readonly intakeId: string },
): Provenance => ({
  eventId: id,
  intakeId,
  source: sender ?? queue,
  ...(sender === undefined ? {} : { sender }),
  eventType: null,
  eventTime: null,
  format: null,
  place: '',
  receivedAt: insertedAt.toISOString(),
});

type GiveUp = TE.TaskEither<Failure, readonly Outcome[]>;

/** Reads the message, so that there is an outcome for each of its indicators. A fault in that reading is one of ours. */
const giveUpRead = (environment: Environment, kind: PoisonQueue['kind'], message: GivenUp): GiveUp => {
  const giveUp = kind === 'event' ? giveUpEvent : giveUpJob;
  return pipe(
    TE.tryCatch(
      () => giveUp(environment)(message, contentOf(message.content))(),
      () => giveUpUnread(environment)(kind, message),
    ),
    TE.orElseW((instead) => TE.fromTask(instead)),
    TE.flatMapEither((result): E.Either<Failure, readonly Outcome[]> => result),
  );
};

/**
 * Parks one message, writes its outcomes, and then removes it from the queue. What stops that leaves it there to be taken
 * again; then it is not read any more, since its content may be what ended the process. It is parked under the message's id, so
 * there is only one.
 */
export const settlePoison =
  (
    environment: Environment,
    { of, kind, remove }: PoisonQueue,
    { intakeId, tries }: { readonly intakeId: string; readonly tries: number },
  ) =>
  (message: PoisonMessage): TE.TaskEither<Failure, readonly Outcome[]> => {
    const { id, text, insertedAt, times } = message;
    const keeping = { ...environment, now: () => insertedAt, newId: () => id };
    const sender = senderOfQueue(environment.profile, of)?.name;
    const given: GivenUp = {
      provenance: provenanceOf(message, { queue: of, sender, intakeId }),
      content: text,
      tries,
    };
    return pipe(
      times > 1 ? giveUpUnread(keeping)(kind, given) : giveUpRead(keeping, kind, given),
      TE.tap((outcomes) => environment.outcomes.write(outcomeMessages(outcomes))),
      TE.tap(() => remove(message)),
    );
  };
