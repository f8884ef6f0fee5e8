import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Ledger, type LedgerEntry, type LedgerRow, type Assertion } from '../../delivery/ports';
import { type Difference, type ReadBackReport } from '../../delivery/read-back/read-back';
import { sourceNameOf } from '../../delivery/ledger/assertions';
import { type Unavailable } from '../../failure';
import { dispatchShares, type HeldRequest } from './dispatch-shares';
import { type Outcome, type Planned } from '../outcome';
import { type Environment } from '../ports';
import { nameAtSource } from './take-back';
import { newestAssertion } from './maintain-ledger';
import { type Unfinished } from '../unfinished';

/** Something that others removed from a destination, or changed there, since it was sent. */
export interface Repair {
  readonly destination: string;
  readonly row: LedgerRow;
  readonly lost: 'missing' | 'foreign-change';
  /** For a change: what is shown differently from what was sent. */
  readonly differs: readonly string[];
  /** `goes`: it is sent again. Otherwise the row does not hold what was sent, or who says it. */
  readonly fate: 'goes' | 'content-unknown';
}

/**
 * What was lost and may be put back; null for the rest. A revocation by somebody was a decision, and an entry that another put
 * in its place is not this gateway's. What a rule drops or the quota leaves out would be dropped again.
 */
const lostOf = ({ visibility }: Difference): Repair['lost'] | null => {
  if (visibility._tag === 'missing') return 'missing';
  const isOurs =
    visibility._tag === 'foreign-change' &&
    !visibility.differs.includes('revoked') &&
    !visibility.differs.includes('id');
  return isOurs ? 'foreign-change' : null;
};

/** What of a report can be put back. */
export const repairsIn = ({ destination, differences }: ReadBackReport): readonly Repair[] =>
  differences.flatMap((difference) => {
    const { row, visibility } = difference;
    const lost = lostOf(difference);
    const differs = visibility._tag === 'foreign-change' ? visibility.differs : [];
    const isKnown = row.indicator !== undefined && newestAssertion(row) !== undefined;
    return lost === null
      ? []
      : [{ destination, row, lost, differs, fate: isKnown ? 'goes' : 'content-unknown' }];
  });

/** Sends in the name of the last source in the ledger, so that nobody new asserts it. */
const plannedOf = (
  { id, receivedAt }: HeldRequest,
  row: LedgerEntry,
  { assertion, index }: { readonly assertion: Assertion; readonly index: number },
): readonly Planned[] =>
  row.indicator === undefined
    ? []
    : [
        {
          provenance: {
            eventId: id,
            intakeId: id,
            source: sourceNameOf(assertion),
            eventType: 'repair',
            eventTime: null,
            format: null,
            place: `/${index}`,
            receivedAt: receivedAt.toISOString(),
          },
          indicator: { ...row.indicator, externalId: nameAtSource(row, assertion) },
          saidAt: assertion.at,
          ...(assertion.item === undefined ? {} : { item: assertion.item }),
          ...(row.end === undefined ? {} : { end: row.end }),
        },
      ];

/** A row that lets a repeated assertion go out although it is no news: the destination does not hold what the row says. */
const doubted = ({ lost, row }: Repair): LedgerEntry => ({
  ...row,
  news: [],
  contentHash: '',
  sourceTime: newestAssertion(row)?.at ?? row.sourceTime,
  ...(lost === 'missing' ? { state: 'absent' as const } : {}),
});

/** Whether the row is unchanged since the look. If it is not, the ledger decides as about any assertion. */
const isAsSeen = ({ row }: Repair, held: LedgerEntry | undefined): boolean =>
  (['state', 'id', 'contentHash', 'sourceTime'] as const).every((name) => held?.[name] === row[name]);

const doubt =
  (ledger: Ledger, repairs: readonly Repair[]) =>
  (destination: string): TE.TaskEither<Unavailable, void> => {
    const own = repairs.filter((repair) => repair.destination === destination);
    const identities = own.map(({ row }) => row.externalId);
    return pipe(
      ledger.find(destination, identities),
      TE.map((held) => own.filter((repair) => isAsSeen(repair, held.get(repair.row.externalId)))),
      TE.flatMap((same) => ledger.record(destination, same.map(doubted))),
    );
  };

/**
 * Puts back what others removed or changed, as it was sent, past the guard and in the same way as everything else. Gives an
 * outcome for each; outcomes are written before a Right.
 */
export const putBack =
  (environment: Environment, ledger: Ledger) =>
  (
    request: HeldRequest,
    repairs: readonly Repair[],
  ): TE.TaskEither<Unavailable | Unfinished, readonly Outcome[]> => {
    const going = repairs.filter(({ fate }) => fate === 'goes');
    const names = [...new Set(going.map(({ destination }) => destination))];
    const sharesOf = (name: string): readonly Planned[] =>
      going.flatMap(({ destination, row }, index) => {
        const assertion = newestAssertion(row);
        return destination !== name || assertion === undefined
          ? []
          : plannedOf(request, row, { assertion, index });
      });
    return pipe(
      names,
      TE.traverseSeqArray(doubt(ledger, going)),
      TE.flatMap((): TE.TaskEither<Unavailable | Unfinished, readonly Outcome[]> =>
        dispatchShares(environment, request)(sharesOf),
      ),
    );
  };
