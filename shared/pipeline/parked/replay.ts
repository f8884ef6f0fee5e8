import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { parseJson } from '../../codec/json';
import { isObject } from '../../codec/json-value';
import { writeJson } from '../../codec/write-json';
import { refuseReplay, type Attempt } from './not-replayed';
import { type Outcome } from '../outcome';
import { outcomeMessages } from '../outcomes/outcome-messages';
import { type Environment, type ParkedStore } from '../ports';
import { readParked } from './read-parked';
import { resendEvent } from './resend-event';
import { resendJob } from './resend-job';
import { type Earlier, type Parked } from '../wire';

/** The result of a replay. */
export interface Replayed {
  readonly outcomes: readonly Outcome[];
  /** The ids under which it was parked anew; usually none. */
  readonly parkedAs: readonly string[];
  /** false: the old item could not be removed and is still listed. Replaying it again does no harm. */
  readonly removed: boolean;
}

const maxHistory = 20;

/** What is parked again remembers when and why it was parked before. */
const rememberingHistory = (
  parked: ParkedStore,
  { id, parkedAt, reason, history = [] }: Parked,
): ParkedStore => {
  const earlier: readonly Earlier[] = [...history, { id, parkedAt, reason }].slice(-maxHistory);
  const withHistory = (content: string): string =>
    pipe(
      parseJson(content),
      E.match(
        () => content,
        (whole) => (isObject(whole) ? writeJson({ ...whole, history: earlier }) : content),
      ),
    );
  return { ...parked, keep: (item, content) => parked.keep(item, withHistory(content)) };
};

const parkedAgain = (outcomes: readonly Outcome[]): readonly string[] => [
  ...new Set(outcomes.flatMap(({ parkedAs }) => parkedAs ?? [])),
];

const unpack = ({ parked }: Environment, id: string): Attempt<Parked> => {
  const none: Attempt<never> = TE.left({ _tag: 'NotParked' });
  return pipe(
    parked.read(id),
    TE.flatMap((text): Attempt<Parked> => {
      // It is listed without content, which an interrupted removal left behind. The row goes, too.
      if (text === null)
        return pipe(
          parked.remove(id),
          TE.flatMap(() => none),
        );
      const item = readParked(text);
      return item._tag === 'Left' ? refuseReplay(item.left) : TE.right(item.right);
    }),
  );
};

/**
 * Sends once more, in this process, what was parked, as if it had just come; `edited` replaces its content (undefined: as it
 * is). It leaves the store only when every indicator is created, settled, queued or parked anew and the outcomes are written.
 * Whatever stops that leaves it there, and a second replay does no harm.
 */
export const replay =
  (environment: Environment) =>
  (id: string, edited: unknown, deadline: Date): Attempt<Replayed> => {
    const send = (item: Parked): Attempt<readonly Outcome[]> => {
      const { kind, content, provenance } = item;
      const isEdited = edited !== undefined;
      const remembering = { ...environment, parked: rememberingHistory(environment.parked, item) };
      return kind === 'job'
        ? resendJob(remembering, deadline)(content, edited)
        : resendEvent(remembering, deadline)(provenance, isEdited ? edited : content, isEdited);
    };
    const remove = (outcomes: readonly Outcome[]): T.Task<Replayed> =>
      pipe(
        environment.parked.remove(id),
        TE.match(
          () => false,
          () => true,
        ),
        T.map((removed) => ({ outcomes, parkedAs: parkedAgain(outcomes), removed })),
      );
    return pipe(
      unpack(environment, id),
      TE.flatMap(send),
      TE.tap((outcomes) => environment.outcomes.write(outcomeMessages(outcomes))),
      TE.flatMapTask(remove),
    );
  };
