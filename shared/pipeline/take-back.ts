import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { type LedgerEntry, type Saying } from '../delivery/ports';
import { sayerOf } from '../delivery/sayings';
import { dispatch } from './dispatch';
import { type HeldMatch } from './find-held';
import { type Outcome, type Planned, type Provenance } from './outcome';
import { outcomeMessages } from './outcome-messages';
import { type Environment } from './ports';
import { settledOf, type Unfinished } from './unfinished';

/** A request to take back. */
export interface TakeBackRequest {
  /** Of the invocation. */
  readonly id: string;
  readonly receivedAt: Date;
  readonly deadline: Date;
}

/** Whom a row names that names nobody. */
const anybody = { source: 'http', externalId: '', receivedAt: '', eventId: '' };

/** The request is the event; whose word it takes back is the source. */
const provenanceOf = ({ id, receivedAt }: TakeBackRequest, source: string, index: number): Provenance => ({
  eventId: id,
  intakeId: id,
  source,
  eventType: 'take-back',
  eventTime: null,
  format: null,
  place: `/${index}`,
  receivedAt: receivedAt.toISOString(),
});

type Word = readonly [match: HeldMatch, word: Pick<Saying, 'source' | 'externalId'>];

/** A word for each that is to be taken back; of everybody's word one. */
const wordsOf = (match: HeldMatch): readonly Word[] => {
  const { entry, words } = match;
  const last = entry.saidBy?.at(-1) ?? anybody;
  return words.length === 0 ? [[match, last]] : words.map((word) => [match, word]);
};

/** Under which the source gave it; a row spells a long name as its hash. */
export const nameAtSource = ({ externalId }: LedgerEntry, word: Pick<Saying, 'externalId'>): string =>
  word.externalId === '' || word.externalId === sayerOf({ ...anybody, externalId }).externalId
    ? externalId
    : word.externalId;

const plannedOf = (
  request: TakeBackRequest,
  [{ entry, words }, word]: Word,
  index: number,
): readonly Planned[] =>
  entry.indicator === undefined
    ? []
    : [
        {
          provenance: provenanceOf(request, word.source, index),
          indicator: {
            ...entry.indicator,
            externalId: nameAtSource(entry, word),
            isActive: false,
          },
          ...(words.length === 0 ? { takesBack: 'everyone' as const } : {}),
        },
      ];

/**
 * Takes back what was found, at each destination on the way of everything else: its limits, its ledger, its jobs. An outcome for
 * each word; what is not done in time is queued. Outcomes are written before a Right; a Left says what could not be queued.
 */
export const takeBack =
  (environment: Environment) =>
  (
    request: TakeBackRequest,
    matches: readonly HeldMatch[],
  ): TE.TaskEither<Unfinished, readonly Outcome[]> => {
    const firstSeenAt = request.receivedAt.toISOString();
    const asked = matches.filter(({ fate }) => fate !== 'content-unknown').flatMap(wordsOf);
    const shares = environment.routes.map((route) => {
      const planned = asked.flatMap((word, index) =>
        word[0].destination === route.name ? plannedOf(request, word, index) : [],
      );
      const past = { attempts: 0, firstSeenAt, history: [] };
      return planned.length === 0
        ? TE.right<Unfinished, readonly Outcome[]>([])
        : dispatch(environment)({
            planned,
            routes: [route],
            ...past,
            deadline: request.deadline,
            later: false,
          });
    });
    return pipe(
      shares,
      T.traverseArray((share) => share),
      T.map((said): E.Either<Unfinished, readonly Outcome[]> => {
        const failed = said.find(E.isLeft);
        const outcomes = said.flatMap((one) => (E.isLeft(one) ? settledOf(one.left) : one.right));
        return failed === undefined ? E.right(outcomes) : E.left({ ...failed.left, settled: outcomes });
      }),
      TE.tap((outcomes) => environment.outcomes.write(outcomeMessages(outcomes))),
    );
  };
