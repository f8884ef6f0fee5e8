import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Ledger, type LedgerEntry, type LedgerRow, type Saying } from '../delivery/ports';
import { type Difference, type ReadBackReport } from '../delivery/read-back/read-back';
import { nameOfSource } from '../delivery/sayings';
import { type Unavailable } from '../failure';
import { dispatchShares, type HeldRequest } from './dispatch-shares';
import { type Outcome, type Planned } from './outcome';
import { type Environment } from './ports';
import { nameAtSource } from './take-back';
import { newestWord } from './tend-ledger';
import { type Unfinished } from './unfinished';

/** What others removed from a destination, or changed there, since it was sent. */
export interface Repair {
  readonly destination: string;
  readonly row: LedgerRow;
  readonly lost: 'missing' | 'foreign-change';
  /** Of what was changed: what is shown otherwise than it was sent. */
  readonly differs: readonly string[];
  /** `goes`: it is sent again; else the row does not hold what was sent, or who says it. */
  readonly fate: 'goes' | 'content-unknown';
}

/**
 * Somebody revoked it, or another put an entry of its own in its place: that is a decision, and the entry is not this gateway's. What
 * a rule drops or the quota leaves out would be dropped again.
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
    const isKnown = row.indicator !== undefined && newestWord(row) !== undefined;
    return lost === null
      ? []
      : [{ destination, row, lost, differs, fate: isKnown ? 'goes' : 'content-unknown' }];
  });

/** In the name of whom the ledger has as the last to say it: nobody new says it by this. */
const plannedOf = (
  { id, receivedAt }: HeldRequest,
  row: LedgerEntry,
  { word, index }: { readonly word: Saying; readonly index: number },
): readonly Planned[] =>
  row.indicator === undefined
    ? []
    : [
        {
          provenance: {
            eventId: id,
            intakeId: id,
            source: nameOfSource(word),
            eventType: 'repair',
            eventTime: null,
            format: null,
            place: `/${index}`,
            receivedAt: receivedAt.toISOString(),
          },
          indicator: { ...row.indicator, externalId: nameAtSource(row, word) },
          saidAt: word.at,
          ...(word.item === undefined ? {} : { item: word.item }),
          ...(row.end === undefined ? {} : { end: row.end }),
        },
      ];

/** Such that the word that is said again goes out, though it is no news; nothing is there as the row says. */
const doubted = ({ lost, row }: Repair): LedgerEntry => ({
  ...row,
  news: [],
  contentHash: '',
  sourceTime: newestWord(row)?.at ?? row.sourceTime,
  ...(lost === 'missing' ? { state: 'absent' as const } : {}),
});

/** Since it was looked at something else came of it: then the ledger decides, as of any word. */
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
 * Puts back what others removed or changed, as it was sent, past the guard and on the way of everything else. An outcome for each;
 * outcomes are written before a Right.
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
        const word = newestWord(row);
        return destination !== name || word === undefined ? [] : plannedOf(request, row, { word, index });
      });
    return pipe(
      names,
      TE.traverseSeqArray(doubt(ledger, going)),
      TE.flatMap((): TE.TaskEither<Unavailable | Unfinished, readonly Outcome[]> =>
        dispatchShares(environment, request)(sharesOf),
      ),
    );
  };
