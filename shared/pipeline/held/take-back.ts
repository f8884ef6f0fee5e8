import type * as TE from 'fp-ts/TaskEither';
import { type LedgerEntry, type Assertion } from '../../delivery/ports';
import { sourceNameOf, assertionSourceOf } from '../../delivery/ledger/assertions';
import { dispatchShares, type HeldRequest } from './dispatch-shares';
import { type HeldMatch } from './find-held';
import { type Outcome, type Planned, type Provenance } from '../outcome';
import { type Environment } from '../ports';
import { type Unfinished } from '../unfinished';

/** The source to take back from, where a row names none. */
const anybody = { source: 'http', externalId: '', receivedAt: '', eventId: '' };

/** The request is the event; the source is the one whose word it takes back. */
const provenanceOf = ({ id, receivedAt }: HeldRequest, source: string, index: number): Provenance => ({
  eventId: id,
  intakeId: id,
  source,
  eventType: 'take-back',
  eventTime: null,
  format: null,
  place: `/${index}`,
  receivedAt: receivedAt.toISOString(),
});

type Word = readonly [match: HeldMatch, word: Pick<Assertion, 'source' | 'sourceName' | 'externalId'>];

/** The words to take back; everybody's word is one. */
const wordsOf = (match: HeldMatch): readonly Word[] => {
  const { entry, words } = match;
  const last = entry.saidBy?.at(-1) ?? anybody;
  return words.length === 0 ? [[match, last]] : words.map((word) => [match, word]);
};

/** The id that the source gave it. A row holds a long one as its hash. */
export const nameAtSource = ({ externalId }: LedgerEntry, word: Pick<Assertion, 'externalId'>): string =>
  word.externalId === '' || word.externalId === assertionSourceOf({ ...anybody, externalId }).externalId
    ? externalId
    : word.externalId;

const plannedOf = (
  request: HeldRequest,
  [{ entry, words }, word]: Word,
  index: number,
): readonly Planned[] =>
  entry.indicator === undefined
    ? []
    : [
        {
          provenance: provenanceOf(request, sourceNameOf(word), index),
          indicator: {
            ...entry.indicator,
            externalId: nameAtSource(entry, word),
            isActive: false,
          },
          ...(words.length === 0 ? { takesBack: 'everyone' as const } : {}),
        },
      ];

/** Takes back what was found. Gives an outcome for each word; outcomes are written before a Right. */
export const takeBack =
  (environment: Environment) =>
  (request: HeldRequest, matches: readonly HeldMatch[]): TE.TaskEither<Unfinished, readonly Outcome[]> => {
    const asked = matches.filter(({ fate }) => fate !== 'content-unknown').flatMap(wordsOf);
    return dispatchShares(
      environment,
      request,
    )((destination) =>
      asked.flatMap((word, index) =>
        word[0].destination === destination ? plannedOf(request, word, index) : [],
      ),
    );
  };
