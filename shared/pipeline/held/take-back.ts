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

/** The request is the event; the source is the one whose assertion it takes back. */
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

type MatchedAssertion = readonly [
  match: HeldMatch,
  assertion: Pick<Assertion, 'source' | 'sourceName' | 'externalId'>,
];

/** The assertions to take back; for those of everybody, the last stands. */
const assertionsToTakeBack = (match: HeldMatch): readonly MatchedAssertion[] => {
  const { entry, assertions } = match;
  const last = entry.saidBy?.at(-1) ?? anybody;
  return assertions.length === 0 ? [[match, last]] : assertions.map((assertion) => [match, assertion]);
};

/** The id that the source gave it. A row holds a long one as its hash. */
export const nameAtSource = (
  { externalId }: LedgerEntry,
  assertion: Pick<Assertion, 'externalId'>,
): string =>
  assertion.externalId === '' ||
  assertion.externalId === assertionSourceOf({ ...anybody, externalId }).externalId
    ? externalId
    : assertion.externalId;

const plannedOf = (
  request: HeldRequest,
  [{ entry, assertions }, assertion]: MatchedAssertion,
  index: number,
): readonly Planned[] =>
  entry.indicator === undefined
    ? []
    : [
        {
          provenance: provenanceOf(request, sourceNameOf(assertion), index),
          indicator: {
            ...entry.indicator,
            externalId: nameAtSource(entry, assertion),
            isActive: false,
          },
          ...(assertions.length === 0 ? { takesBack: 'everyone' as const } : {}),
        },
      ];

/** Takes back what was found. Gives an outcome for each assertion; outcomes are written before a Right. */
export const takeBack =
  (environment: Environment) =>
  (request: HeldRequest, matches: readonly HeldMatch[]): TE.TaskEither<Unfinished, readonly Outcome[]> => {
    const asked = matches.filter(({ fate }) => fate !== 'content-unknown').flatMap(assertionsToTakeBack);
    return dispatchShares(
      environment,
      request,
    )((destination) =>
      asked.flatMap((assertion, index) =>
        assertion[0].destination === destination ? plannedOf(request, assertion, index) : [],
      ),
    );
  };
