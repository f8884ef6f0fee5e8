import { type Revoking, type Update, type Updating, type Verdict } from '../../destinations/destination';
import { type Indicator } from '../../indicator/indicator';
import { type TracePlace } from '../../telemetry/trace-place';
import { changing, creating, noAnswer, unsettled } from './bulk-operation';
import { type DelivererOptions, type DeliveryItem } from '../delivery';
import { type Held } from '../ledger/ledger-decision';
import { type LedgerEntry } from '../ports';
import { type Assertions } from '../ledger/assertions';
import { type SendBatch } from './send-batch';

/** An indicator on its way: to be created, or changed where `held` names what is there. */
export interface Submission {
  readonly deliveryItem: DeliveryItem;
  readonly held: Held | null;
  readonly unrecorded: boolean;
  /** true: nobody looked whether the ledger has it. */
  readonly isGuess?: boolean;
  /** The row as the ledger had it; absent or null where it had none. */
  readonly row?: LedgerEntry | null | undefined;
  /**
   * What may be there under an id that nobody saw. It is created (again) to learn the id, by which it then goes or is changed: with
   * another action Defender would make another entry.
   */
  readonly learns?: Indicator | undefined;
  /** Who says it once this is done; absent: whoever the row names. */
  readonly assertions?: Assertions | undefined;
  /** Where in a trace it was given; null where nothing is traced. */
  readonly place: TracePlace | null;
}

const updateOf = ({ held, deliveryItem }: Submission): Update => ({
  id: held?.id ?? '',
  since: held?.since ?? null,
  heldAction: held?.action ?? null,
  heldThreatType: held?.threatType ?? null,
  generation: held?.generation ?? 0,
  indicator: deliveryItem.indicator,
});

/** What is to go, as it is held. */
const heldThere = (submission: Submission): Update => ({
  ...updateOf(submission),
  indicator: submission.row?.indicator ?? submission.deliveryItem.indicator,
});

const toCreate = ({ learns, deliveryItem }: Submission): Indicator => learns ?? deliveryItem.indicator;

const notTold = ({ deliveryItem: { indicator } }: Submission): Verdict =>
  unsettled(indicator.externalId, noAnswer);

const whole = (held: Update): readonly Update[] => [held];

/** One verdict on all parts. A part that is unsettled or refused decides; `Gone` only where all parts are gone. */
const ofParts = (submission: Submission, parts: readonly Verdict[]): Verdict => {
  const { externalId } = submission.deliveryItem.indicator;
  const [first] = parts;
  const verdict =
    parts.find(({ _tag }) => _tag !== 'Revoked' && _tag !== 'Gone') ??
    parts.find(({ _tag }) => _tag === 'Revoked') ??
    first;
  if (verdict === undefined) return notTold(submission);
  return verdict._tag === 'Revoked'
    ? { ...verdict, externalId, id: submission.held?.id ?? verdict.id }
    : { ...verdict, externalId };
};

/** Submissions of one event share their place, so there are as many places as events. */
const placesOf = (submissions: readonly Submission[]): readonly TracePlace[] =>
  [...new Set(submissions.map(({ place }) => place))].filter((place) => place !== null);

/** Sends any number of submissions; gives one verdict for each, at its position. */
export interface Submitter {
  readonly create: (submissions: readonly Submission[], deadline: Date) => Promise<readonly Verdict[]>;
  readonly change: (submissions: readonly Submission[], deadline: Date) => Promise<readonly Verdict[]>;
  readonly takeBack: (submissions: readonly Submission[], deadline: Date) => Promise<readonly Verdict[]>;
}

/** The submissions of one call, in the order of its indicators. */
const submissionsOf =
  (byId: ReadonlyMap<string, Submission>) =>
  (call: readonly { readonly externalId: string }[]): readonly Submission[] =>
    call.flatMap(({ externalId }) => byId.get(externalId) ?? []);

/** Makes the calls for submissions, each in a span that names all the events in it. */
export const createSubmitter =
  ({ instance, telemetry }: Pick<DelivererOptions, 'instance' | 'telemetry'>) =>
  (send: SendBatch): Submitter => {
    const { name, kind } = instance;
    const { updating, revoking } = kind;
    const creation = creating(kind);
    const inCalls = async (
      submissions: readonly Submission[],
      calls: readonly (readonly Submission[])[],
      sendCall: (call: readonly Submission[]) => Promise<readonly Verdict[]>,
    ): Promise<readonly Verdict[]> => {
      const verdictById = new Map<string, Verdict>();
      for (const call of calls) {
        const verdicts = await telemetry.joined(placesOf(call), () => sendCall(call));
        for (const verdict of verdicts) verdictById.set(verdict.externalId, verdict);
      }
      return submissions.map(
        (submission) => verdictById.get(submission.deliveryItem.indicator.externalId) ?? notTold(submission),
      );
    };
    const together = (submissions: readonly Submission[]) =>
      submissionsOf(
        new Map(submissions.map((submission) => [submission.deliveryItem.indicator.externalId, submission])),
      );
    const changeBy =
      (operation: Updating | null): Submitter['change'] =>
      async (submissions, deadline) => {
        if (operation === null) return submissions.map(notTold);
        const calls = operation
          .calls(submissions.map(updateOf))
          .map((call) => together(submissions)(call.map(({ indicator }) => indicator)));
        return inCalls(submissions, calls, (call) => send(changing(operation), call.map(updateOf), deadline));
      };
    const takingBack = async (
      operation: Revoking,
      submissions: readonly Submission[],
      deadline: Date,
    ): Promise<readonly Verdict[]> => {
      const { parts = whole } = operation;
      const entries = submissions.map((submission) => parts(heldThere(submission)));
      const owners = new Map(
        entries.flatMap((some, index) =>
          some.map(({ indicator }) => [indicator.externalId, submissions[index]] as const),
        ),
      );
      const verdictById = new Map<string, Verdict>();
      for (const call of operation.calls(entries.flat())) {
        const places = placesOf(call.flatMap(({ indicator }) => owners.get(indicator.externalId) ?? []));
        const verdicts = await telemetry.joined(places, () => send(changing(operation), call, deadline));
        for (const verdict of verdicts) verdictById.set(verdict.externalId, verdict);
      }
      return submissions.map((submission, index) =>
        ofParts(
          submission,
          (entries[index] ?? []).flatMap(({ indicator }) => verdictById.get(indicator.externalId) ?? []),
        ),
      );
    };
    return {
      create: (submissions, deadline) => {
        telemetry.record('gateway.batch.fill', submissions.length / kind.perCall, { destination: name });
        const calls = kind.calls(submissions.map(toCreate)).map(together(submissions));
        return inCalls(submissions, calls, (call) => send(creation, call.map(toCreate), deadline));
      },
      change: changeBy(updating),
      takeBack: async (submissions, deadline) =>
        revoking === null ? submissions.map(notTold) : takingBack(revoking, submissions, deadline),
    };
  };
