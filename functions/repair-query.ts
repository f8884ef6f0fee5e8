import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { section } from '../shared/codec/document';
import { integerText, oneOfTexts, optional } from '../shared/codec/text-value';
import { type Violation } from '../shared/codec/violation';
import { destinationNames, readQuery } from './http/query';

/** What `POST /api/repair` is asked for. */
export interface RepairAsked {
  /** Names of destinations, separated by commas; null: all. */
  readonly destination: string | null;
  /** The number that the dry run gave; null: this is the dry run. */
  readonly count: number | null;
}

const codec = section({
  destination: destinationNames,
  dryRun: optional('true or false', oneOfTexts('true', 'false')),
  count: optional('the count of the dry run, an integer', integerText(0, 1_000_000_000)),
});

const noCount: Violation = {
  pointer: '/count',
  expected: 'the count of a dry run (dryRun=true), as nothing is put back that nobody looked at',
};

const askedOf = (
  isDry: boolean,
  count: number | undefined,
  destination: string | undefined,
): E.Either<readonly Violation[], RepairAsked> =>
  isDry || count !== undefined
    ? E.right({ destination: destination ?? null, count: isDry ? null : (count ?? null) })
    : E.left([noCount]);

/** Reads the query. Anything wrong is refused, because with a filter missing more would be put back. */
export const readRepairQuery = (query: URLSearchParams): E.Either<readonly Violation[], RepairAsked> =>
  pipe(
    readQuery(codec)(query),
    E.flatMap(({ destination, dryRun, count }) => askedOf(dryRun === 'true', count, destination)),
  );
