import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type DueRow, type LedgerEntry, type LedgerKeeper, type Assertion } from '../../delivery/ports';
import { hourOf, rowFate, type RowFate, type RowLife } from '../../delivery/ledger/row-life';
import { sourceNameOf } from '../../delivery/ledger/assertions';
import { type Unavailable } from '../../failure';
import { dispatch } from '../dispatch/dispatch';
import { type Outcome, type Planned } from '../outcome';
import { type Environment, type Route } from '../ports';
import { nameAtSource } from './take-back';
import { settledOf } from '../unfinished';

/** What was done about a destination's due rows, and why not all were done; null where all were. */
export interface MaintenanceResult {
  readonly left: number;
  readonly later: number;
  readonly refreshed: number;
  readonly outcomes: readonly Outcome[];
  readonly failed: Unavailable | null;
}

/** The id and the end of a run. */
export interface MaintenanceRun {
  readonly id: string;
  readonly deadline: Date;
}

const dayMs = 24 * 3_600_000;

/** The newest assertion that is not taken back. */
export const newestAssertion = ({ saidBy = [] }: LedgerEntry): Assertion | undefined =>
  saidBy
    .filter(({ takenBack }) => !takenBack)
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .at(-1);

/** The indicator as it was sent, prolonged as far as its source and the profile allow. */
const refreshOf = (
  { now, profile }: Environment,
  { id }: MaintenanceRun,
  { entry, index }: { readonly entry: LedgerEntry; readonly index: number },
): readonly Planned[] => {
  const { indicator, end } = entry;
  const assertion = newestAssertion(entry);
  if (indicator === undefined || end === undefined || assertion === undefined) return [];
  const latest = now().getTime() + profile.maxExpiryDays * dayMs;
  return [
    {
      provenance: {
        eventId: assertion.eventId,
        intakeId: id,
        source: sourceNameOf(assertion),
        eventType: 'refresh',
        eventTime: null,
        format: null,
        place: `/${index}`,
        receivedAt: now().toISOString(),
      },
      indicator: {
        ...indicator,
        externalId: nameAtSource(entry, assertion),
        expirationDateTime: new Date(Math.min(Date.parse(end), latest)).toISOString(),
      },
      saidAt: assertion.at,
      end,
      ...(assertion.item === undefined ? {} : { item: assertion.item }),
    },
  ];
};

const keptOf = (fate: RowFate) =>
  fate._tag === 'Refresh' ? ({ _tag: 'Later', due: fate.again } as const) : fate;

/**
 * Maintains the due rows of a destination. What its source wants for longer than the profile let through is sent again, in the
 * same way as everything else; rows whose time has passed are removed. The cost follows what is due.
 */
export const maintainLedger = (
  environment: Environment,
  { keeper, life }: { readonly keeper: LedgerKeeper; readonly life: RowLife },
  run: MaintenanceRun,
) => {
  const { now } = environment;

  const refresh = async (route: Route, fates: readonly RowFate[]): Promise<readonly Outcome[]> => {
    const entries = fates.flatMap((fate) => (fate._tag === 'Refresh' ? [fate.entry] : []));
    const planned = entries.flatMap((entry, index) => refreshOf(environment, run, { entry, index }));
    if (planned.length === 0) return [];
    const past = { attempts: 0, firstSeenAt: now().toISOString(), history: [] };
    const { deadline } = run;
    const result = await dispatch(environment)({
      planned,
      routes: [route],
      ...past,
      deadline,
      later: false,
    })();
    return E.isRight(result) ? result.right : settledOf(result.left);
  };

  return async (route: Route): Promise<MaintenanceResult> => {
    const { name } = route;
    const until = hourOf(now());
    const seen = new Set<string>();
    const outcomes: Outcome[] = [];
    const counts = { left: 0, later: 0, refreshed: 0 };
    const done = (failed: Unavailable | null): MaintenanceResult => ({ ...counts, outcomes, failed });
    while (now() < run.deadline) {
      const taken: E.Either<Unavailable, readonly DueRow[]> = await keeper.take(name, until)();
      if (E.isLeft(taken)) return done(taken.left);
      const rows = taken.right.filter(({ due, rowKey }) => !seen.has(`${due} ${rowKey}`));
      // There is nothing new; what could not be settled is looked at again next time.
      if (rows.length === 0) return done(null);
      const fates = rows.map((row) => rowFate(row, life, now()));
      outcomes.push(...(await refresh(route, fates)));
      for (const { due, rowKey } of rows) seen.add(`${due} ${rowKey}`);
      for (const { _tag } of fates) {
        if (_tag === 'Refresh') counts.refreshed += 1;
        if (_tag === 'Later') counts.later += 1;
        if (_tag === 'Leave' || _tag === 'Stub') counts.left += 1;
      }
      const settled = await pipe(
        rows.map((row, index) => keeper.settle(name, row, keptOf(fates[index] ?? { _tag: 'Done' }))),
        TE.sequenceArray,
      )();
      if (E.isLeft(settled)) return done(settled.left);
    }
    return done(null);
  };
};
