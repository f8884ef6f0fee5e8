import * as E from 'fp-ts/Either';
import { type Exchange, type Instance, type ReadBack } from '../../destinations/destination';
import { type LedgerRow, type LedgerRows } from '../ports';
import {
  eitherOf,
  viewOf,
  type ProductViewOptions,
  type ProductView,
  type ViewFailure,
} from './product-view';
import { sentOf, visibilityOf, type ReadBackScope, type Visibility } from './visibility';

/** A destination that can be read back. */
export interface ReadSource {
  readonly instance: Pick<Instance, 'name' | 'kind'>;
  /** Null where it can't be asked what it holds, or not with these settings. */
  readonly readBack: ReadBack | null;
  /** Sends the calls that ask. */
  readonly exchange: Exchange;
}

export interface ReadBackTools {
  /** Null where no ledger is kept. */
  readonly rows: LedgerRows | null;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly requestTimeoutMs: number;
}

/** A row that does not stand as the ledger says. */
export interface Difference {
  readonly row: LedgerRow;
  readonly visibility: Exclude<Visibility, { readonly _tag: 'visible' | 'pending' | 'unseen' }>;
}

export type Counts = Readonly<Record<Visibility['_tag'] | 'others', number>>;

/** What a destination shows, compared with what the ledger says of it. */
export interface ReadBackReport {
  readonly destination: string;
  /** When the look began. */
  readonly at: Date;
  /** Why not all could be seen; null where all was seen. */
  readonly unseen: ViewFailure | null;
  /** The number of rows in each state; `others` counts entries there that the ledger does not know. */
  readonly counts: Counts;
  readonly differences: readonly Difference[];
  /** For this long after sending it may not show a thing yet; null where it was not looked at. */
  readonly visibleAfterMinutes: number | null;
}

const none: Counts = {
  visible: 0,
  pending: 0,
  'accepted-not-visible': 0,
  'foreign-change': 0,
  missing: 0,
  unseen: 0,
  others: 0,
};

const blind = (destination: string, at: Date, code: string): ReadBackReport => ({
  destination,
  at,
  unseen: { code, status: null },
  counts: none,
  differences: [],
  visibleAfterMinutes: null,
});

interface Held {
  readonly rows: readonly LedgerRow[];
  readonly unseen: ViewFailure | null;
}

/** The rows are read after the product: a row that is written meanwhile is newer than the look, and is not judged by it. */
const rowsOf = async (
  ledger: LedgerRows,
  name: string,
  { now, deadline }: { readonly now: () => Date; readonly deadline: Date },
): Promise<Held> => {
  const rows: LedgerRow[] = [];
  for (let next: string | null = null; ;) {
    if (now() >= deadline) return { rows, unseen: { code: 'time-over', status: null } };
    const page: Awaited<ReturnType<ReturnType<LedgerRows['page']>>> = await ledger.page(name, next)();
    if (E.isLeft(page)) return { rows, unseen: { code: `ledger-${page.left.code}`, status: null } };
    for (const row of page.right.rows) rows.push(row);
    if (page.right.next === null) return { rows, unseen: null };
    ({ next } = page.right);
  }
};

const visibilityIn =
  (readBack: ReadBack, view: ProductView, look: ReadBackScope) =>
  (row: LedgerRow): Visibility => {
    const found = readBack.idsOf(sentOf(row)).flatMap((id) => view.byId.get(id) ?? []);
    const byName = view.byExternalId.get(row.externalId) ?? [];
    return visibilityOf(readBack, row, { found, byName, look });
  };

const lookOf = ({ instance: { kind } }: ReadSource, view: ProductView, at: Date): ReadBackScope => ({
  at,
  isComplete: view.unseen === null,
  isFull: kind.capacity !== null && view.byId.size >= kind.capacity.max,
});

const isAbsence = ({ _tag }: Visibility): boolean => _tag === 'missing' || _tag === 'accepted-not-visible';

const isDifference = (visibility: Visibility): visibility is Difference['visibility'] =>
  visibility._tag !== 'visible' && visibility._tag !== 'pending' && visibility._tag !== 'unseen';

/** The number of entries there that no row speaks of. */
const othersIn = (readBack: ReadBack, view: ProductView, rows: readonly LedgerRow[]): number => {
  const own = new Set(rows.flatMap((row) => readBack.idsOf(sentOf(row))));
  return [...view.byId.keys()].filter((id) => !own.has(id)).length;
};

interface Compared {
  readonly held: Held;
  readonly view: ProductView;
  readonly at: Date;
}

const reportOf = (
  source: ReadSource,
  readBack: ReadBack,
  { held: { rows, unseen }, view, at }: Compared,
): ReadBackReport => {
  const visibilities = rows.map(visibilityIn(readBack, view, lookOf(source, view, at)));
  const counts = { ...none, others: othersIn(readBack, view, rows) };
  for (const { _tag } of visibilities) counts[_tag] += 1;
  const differences = rows.flatMap((row, index) => {
    const visibility = visibilities[index];
    return visibility !== undefined && isDifference(visibility) ? [{ row, visibility }] : [];
  });
  const { visibleAfterMinutes } = readBack;
  const { name: destination } = source.instance;
  return { destination, at, unseen: unseen ?? view.unseen, counts, differences, visibleAfterMinutes };
};

/**
 * Compares what the ledger says of a destination with what it shows, and changes nothing. What is not there is looked for
 * twice, because entries move between pages while they are read.
 */
export const readBackOf =
  ({ rows: ledger, now, sleep, requestTimeoutMs }: ReadBackTools, deadline: Date) =>
  async (source: ReadSource): Promise<ReadBackReport> => {
    const { instance, readBack, exchange } = source;
    const at = now();
    if (ledger === null) return blind(instance.name, at, 'no-ledger');
    if (readBack === null) return blind(instance.name, at, 'not-set-up');
    const looking: ProductViewOptions = { readBack, exchange, now, sleep, deadline, requestTimeoutMs };
    const view = await viewOf(looking);
    const held = await rowsOf(ledger, instance.name, { now, deadline });
    const report = reportOf(source, readBack, { held, view, at });
    const lacks = report.differences.some(({ visibility }) => isAbsence(visibility));
    if (!lacks || view.unseen !== null) return report;
    return reportOf(source, readBack, { held, view: eitherOf(view, await viewOf(looking)), at });
  };
