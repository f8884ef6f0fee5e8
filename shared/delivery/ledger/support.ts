import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Instance } from '../../destinations/destination';
import { type Unavailable } from '../../failure';
import { type Indicator } from '../../indicator/indicator';
import { isSupported, tombstone, withdrawnEntry } from './decide-take-back';
import { type DeliveryItem } from '../delivery';
import { isHeld } from './life-state';
import { type Ledger, type LedgerEntry, type Assertion } from '../ports';
import { anySource, withRetraction } from './assertions';
import { unfitOf } from '../unfits';

/**
 * Says of each item, at its position, whether its source said it before and stands by it, as far as a destination's ledger
 * tells. Where nothing is known, the item is recorded as withdrawn, since something that still waits may say it.
 */
export type FindSupported = (
  items: readonly DeliveryItem[],
) => TE.TaskEither<Unavailable, readonly boolean[]>;

/** What an indicator is at a destination: one entry or several, each with its identity there. */
export const entriesAt =
  ({ kind }: Pick<Instance, 'kind'>) =>
  (indicator: Indicator, isTakenBack = false): readonly Indicator[] =>
    kind.known === undefined || unfitOf(kind, indicator) !== null
      ? [indicator]
      : kind.known(indicator, isTakenBack);

type At = Pick<Instance, 'name' | 'kind'>;

const recording = (
  ledger: Ledger,
  name: string,
  entries: readonly LedgerEntry[],
): TE.TaskEither<Unavailable, void> =>
  entries.length === 0 ? TE.right(undefined) : ledger.record(name, entries);

/** What the ledger of one destination knows of who stands by what. */
export const findSupportedAt =
  (instance: At, ledger: Ledger, now: () => Date): FindSupported =>
  (items) => {
    const entriesOf = entriesAt(instance);
    const there = items.map((item) =>
      entriesOf(item.indicator, true).map((indicator) => ({ ...item, indicator })),
    );
    return pipe(
      ledger.find(
        instance.name,
        there.flat().map(({ indicator: { externalId } }) => externalId),
      ),
      TE.map((held) =>
        there.map((entries) =>
          entries.map((item) => {
            const entry = held.get(item.indicator.externalId);
            return isSupported(entry, item, now()) ? null : { entry: withdrawnEntry(entry, item) };
          }),
        ),
      ),
      TE.tap((left) =>
        recording(
          ledger,
          instance.name,
          left.flat().flatMap((one) => one?.entry ?? []),
        ),
      ),
      TE.map((left) => left.map((entries) => entries.includes(null))),
    );
  };

/** What somebody takes back although nothing is held there. */
export interface Retraction {
  /** Identities at the destination. */
  readonly there: readonly string[];
  /** Ids that sources gave. */
  readonly given: readonly string[];
  /** What is held elsewhere of the same. */
  readonly contents: readonly Indicator[];
  readonly by: Pick<Assertion, 'eventId' | 'receivedAt'>;
}

/**
 * Records that somebody took back whatever anybody said until then, since something that still waits may say it. Gives the
 * number of indicators.
 */
export type Retract = (what: Retraction) => TE.TaskEither<Unavailable, number>;

export const retractAt =
  (instance: At, ledger: Ledger, now: () => Date): Retract =>
  ({ there, given, contents, by }) => {
    const { name, kind } = instance;
    // A kind that knows indicators by their value can't be told by another's id, only by the content.
    const known =
      kind.known === undefined
        ? given
        : contents
            .filter((one) => unfitOf(kind, one) === null)
            .flatMap((one) => entriesAt(instance)(one).map(({ externalId }) => externalId));
    const ids = [...new Set([...there, ...known])];
    const assertion: Assertion = { ...anySource, ...by, at: by.receivedAt, takenBack: true };
    const silent = (externalId: string, entry: LedgerEntry | undefined): readonly LedgerEntry[] => {
      if (entry !== undefined && isHeld(entry, now())) return [];
      const assertions = withRetraction(entry, assertion);
      return [
        entry === undefined ? tombstone(externalId, assertion.at, assertions) : { ...entry, ...assertions },
      ];
    };
    return pipe(
      ledger.find(name, ids),
      TE.map((held) => ids.flatMap((id) => silent(id, held.get(id)))),
      TE.tap((entries) => recording(ledger, name, entries)),
      TE.map((entries) => entries.length),
    );
  };
