import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as TE from 'fp-ts/TaskEither';
import { type Failure } from '../failure';
import { asItCame } from './as-it-came';
import { dispatch } from './dispatch/dispatch';
import { yieldToOthers } from './in-turns';
import { leftOut, reason, violationsEach, type Outcome, type Provenance, type Stamp } from './outcome';
import { park } from './parked/park';
import { type Environment } from './ports';
import { read } from './reading/read';
import { type LeftOut, type Reading } from './reading/merge-duplicates';
import { sharesOf } from './dispatch/shares';
import { provenanceOfEvent, type Received } from './reading/read-event';
import { routesFor } from './sender-rights';
import { type Unfinished } from './unfinished';
import { withdrawKnown } from './held/withdraw-known';

/** How an event came in, and what follows from that. */
export interface Intent {
  /** On a `queue` nobody waits for an answer, so what is unreadable is kept. */
  readonly channel: 'http' | 'queue';
  readonly attempts: number;
  readonly deadline: Date;
  readonly later: boolean;
}

/** What became of an event: an outcome for everything that was in it. */
export interface Report {
  readonly outcomes: readonly Outcome[];
  /** true: the event held something, and none of it could be read. */
  readonly unreadable: boolean;
  readonly taken: IntakeSummary;
}

/** What an event held, as far as it could be read. */
export interface IntakeSummary {
  readonly found: number;
  readonly left: number;
  /** Names of the formats that read it; none where nothing could. */
  readonly formats: readonly string[];
}

const leftOutcomes = (
  left: readonly LeftOut[],
  { state, parkedAs }: { readonly state: 'skipped' | 'parked'; readonly parkedAs: string | null },
  stamp: Stamp,
): readonly Outcome[] => {
  const each = violationsEach(left.length);
  return left.map(({ provenance, reason: { code, text, violations } }) => {
    const why = reason(code, text, { violations: violations.slice(0, each) });
    return leftOut(provenance, { state, why, parkedAs }, stamp);
  });
};

/** Whether the event held something of which nothing could be read. */
export const isUnreadable = ({ found, left }: Reading): boolean =>
  found.length === 0 && left.length > 0 && left.every(({ reason: why }) => why.unreadable);

const intakeOf = ({ found, left }: Reading): IntakeSummary => ({
  found: found.length,
  left: left.length,
  formats: [
    ...new Set(
      [...found, ...left].flatMap(({ provenance: { format } }) => (format === null ? [] : [format])),
    ),
  ],
});

/** A queue has no sender to tell, so a message of which nothing could be read is kept whole. */
const parkUnreadable = (
  environment: Environment,
  event: Received,
  { left, stamp }: { readonly left: readonly LeftOut[]; readonly stamp: Stamp },
) =>
  pipe(
    park(environment)({
      kind: 'event',
      reason: reason('unreadable', 'nothing in this message could be read', {
        violations: RA.flatten(left.map(({ reason: why }) => why.violations)),
      }),
      destination: null,
      provenance: provenanceOfEvent(event),
      indicators: 0,
      ...(event.text === undefined ? { content: event.body } : asItCame(event.text)),
    }),
    TE.map((parkedAs) => leftOutcomes(left, { state: 'parked', parkedAs }, stamp)),
  );

const settle =
  (environment: Environment, event: Received, intent: Intent) =>
  (reading: Reading): TE.TaskEither<Unfinished, Report> => {
    const unreadable = isUnreadable(reading);
    const stamp = { attempt: intent.attempts + 1, settledAt: environment.now().toISOString() };
    const left: TE.TaskEither<Failure, readonly Outcome[]> =
      unreadable && intent.channel === 'queue'
        ? parkUnreadable(environment, event, { left: reading.left, stamp })
        : TE.right(leftOutcomes(reading.left, { state: 'skipped', parkedAs: null }, stamp));
    const routes = routesFor(environment, event.sender);
    const shares = sharesOf(environment, routes, { planned: reading.found, stamp, left: reading.left });
    const delivered = dispatch(environment)({
      planned: reading.found,
      routes: shares.routes,
      shareOf: shares.of,
      attempts: intent.attempts,
      firstSeenAt: event.receivedAt.toISOString(),
      history: [],
      deadline: intent.deadline,
      later: intent.later,
    });
    return pipe(
      delivered,
      TE.flatMap((outcomes) =>
        pipe(
          left,
          TE.map((others) => ({
            outcomes: [...shares.reported(outcomes), ...shares.outcomes, ...others],
            unreadable,
            taken: intakeOf(reading),
          })),
        ),
      ),
    );
  };

/** Reads an event, delivers what was found in it, and reports on everything that was in it. */
export const receive =
  (environment: Environment) =>
  (event: Received, intent: Intent): TE.TaskEither<Unfinished, Report> =>
    pipe(
      read(environment)(event),
      TE.tap(() => TE.fromTask(yieldToOthers)),
      TE.flatMapTask(withdrawKnown(routesFor(environment, event.sender))),
      TE.flatMap(settle(environment, event, intent)),
      TE.tap(() => TE.fromTask(yieldToOthers)),
    );

/** A message that is not even JSON: kept whole, with one outcome for it. */
export const receiveUnreadable =
  (environment: Environment) =>
  (
    provenance: Provenance,
    {
      text,
      content,
      attempt,
    }: { readonly text: string; readonly content: unknown; readonly attempt: number },
  ): TE.TaskEither<Failure, Report> => {
    const why = reason('not-json', text);
    const stamp = { attempt, settledAt: environment.now().toISOString() };
    return pipe(
      park(environment)({
        kind: 'event',
        reason: why,
        destination: null,
        provenance,
        indicators: 0,
        content,
      }),
      TE.map((parkedAs) => ({
        outcomes: [leftOut(provenance, { state: 'parked', why, parkedAs }, stamp)],
        unreadable: true,
        taken: { found: 0, left: 1, formats: [] },
      })),
    );
  };
