import { pipe } from 'fp-ts/function';
import type * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { type Outcome, type Planned } from '../outcome';
import { type Environment, type Route } from '../ports';
import { countsOf } from '../record/outcome-batches';
import { runJob, type JobMessage } from '../run-job';
import { jobCodec } from '../wire';
import { type Differing, comparisonKeyOf, type Shadows } from './shadow';

type Expected = NonNullable<Planned['expected']>;

const keysOf = (eventId: string, place: string, externalId: unknown): readonly string[] => [
  JSON.stringify([eventId, place, externalId]),
  // What expired meanwhile has no identity in its outcome.
  JSON.stringify([eventId, place, null]),
];

/** The outcomes of the same indicators at the other destination. */
const expectations = (message: unknown): ReadonlyMap<string, Expected> =>
  new Map(
    (jobCodec.is(message) ? message.items : []).flatMap(({ provenance, indicator, expected }) =>
      expected === undefined
        ? []
        : keysOf(provenance.eventId, provenance.place, indicator.externalId).map(
            (key) => [key, expected] as const,
          ),
    ),
  );

/** An environment in which nothing of a shadow is parked, and nobody is woken. */
const asShadow = (environment: Environment, { all }: Shadows<Route>): Environment => ({
  ...environment,
  routes: all.map(({ route }) => route),
  parked: { ...environment.parked, keep: () => TE.right(undefined) },
  alert: () => undefined,
  mirror: undefined,
});

/**
 * Delivers a shadow's job and keeps the outcomes that differ from those at the other destination. What is left of it waits like
 * any job; when it is given up it is not parked. Never fails: what cannot be queued again is missed.
 */
export const runShadow =
  (environment: Environment) =>
  (taken: JobMessage, name: string): T.Task<void> => {
    const { shadows } = environment;
    // The profile no longer has a shadow.
    if (shadows === undefined) return () => Promise.resolve();
    const { record } = shadows;
    const count = (result: 'same' | 'different' | 'missed', outcomes: number): void => {
      if (outcomes > 0)
        environment.telemetry.count('gateway.shadow', outcomes, { destination: name, result });
    };
    const expected = expectations(taken.message);
    const missed: T.Task<void> = () => {
      // Each indicator has two keys.
      const left = expected.size / 2;
      count('missed', left);
      const counts = [{ destination: name, state: 'deferred', reason: null, count: left }] as const;
      return record.keep([], { intakeId: name, mark: { kind: 'missed' }, counts })();
    };
    const compare = async (outcomes: readonly Outcome[]): Promise<void> => {
      const same: Outcome[] = [];
      const different: Differing[] = [];
      for (const outcome of outcomes) {
        const [key = ''] = keysOf(outcome.eventId, outcome.place, outcome.externalId);
        const there = expected.get(key);
        if (there === undefined) continue;
        const here = { state: outcome.state, code: outcome.reason?.code ?? null };
        if (comparisonKeyOf(here) === comparisonKeyOf(there)) same.push(outcome);
        else different.push({ ...outcome, parkedAs: null, expected: there });
      }
      count('same', same.length);
      count('different', different.length);
      await Promise.all([
        ...(same.length === 0
          ? []
          : [record.keep([], { intakeId: name, mark: { kind: 'same' }, counts: countsOf(same) })()]),
        ...(different.length === 0 ? [] : [record.keep(different, { intakeId: name })()]),
      ]);
    };
    if (!shadows.all.some(({ route }) => route.name === name)) return missed;
    return pipe(
      runJob(asShadow(environment, shadows))(taken),
      TE.matchE(
        () => missed,
        (outcomes) => () => compare(outcomes),
      ),
    );
  };
