import { type Update, type Verdict } from '../destinations/destination';
import { type TracePlace } from '../telemetry/trace-place';
import { changing, creating, noAnswer, unsettled } from './bulk-operation';
import { type DelivererOptions, type DeliveryItem } from './delivery';
import { type Held } from './ledger';
import { type SendBatch } from './send-batch';

/** An indicator on its way: to be created, or changed where `held` names what is there. */
export interface Submission {
  readonly deliveryItem: DeliveryItem;
  readonly held: Held | null;
  readonly unrecorded: boolean;
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

const notTold = ({ deliveryItem: { indicator } }: Submission): Verdict =>
  unsettled(indicator.externalId, noAnswer);

/** Submissions of one event share their place, so there are as many as events. */
const placesOf = (submissions: readonly Submission[]): readonly TracePlace[] =>
  [...new Set(submissions.map(({ place }) => place))].filter((place) => place !== null);

/** Brings submissions of any number; one verdict each, at its position. */
export interface Submitter {
  readonly create: (submissions: readonly Submission[], deadline: Date) => Promise<readonly Verdict[]>;
  readonly change: (submissions: readonly Submission[], deadline: Date) => Promise<readonly Verdict[]>;
}

/** Submissions of one call, in the order of its indicators. */
const submissionsOf =
  (byId: ReadonlyMap<string, Submission>) =>
  (call: readonly { readonly externalId: string }[]): readonly Submission[] =>
    call.flatMap(({ externalId }) => byId.get(externalId) ?? []);

/** What is asked of a destination for submissions, call by call, each in a span that names all the events it is of. */
export const createSubmitter =
  ({ instance, telemetry }: Pick<DelivererOptions, 'instance' | 'telemetry'>) =>
  (send: SendBatch): Submitter => {
    const { name, kind } = instance;
    const { updating } = kind;
    const creation = creating(kind);
    const inCalls = async (
      submissions: readonly Submission[],
      calls: readonly (readonly Submission[])[],
      sendCall: (call: readonly Submission[]) => Promise<readonly Verdict[]>,
    ): Promise<readonly Verdict[]> => {
      const said = new Map<string, Verdict>();
      for (const call of calls) {
        const verdicts = await telemetry.joined(placesOf(call), () => sendCall(call));
        for (const verdict of verdicts) said.set(verdict.externalId, verdict);
      }
      return submissions.map(
        (submission) => said.get(submission.deliveryItem.indicator.externalId) ?? notTold(submission),
      );
    };
    const together = (submissions: readonly Submission[]) =>
      submissionsOf(
        new Map(submissions.map((submission) => [submission.deliveryItem.indicator.externalId, submission])),
      );
    return {
      create: (submissions, deadline) => {
        telemetry.record('gateway.batch.fill', submissions.length / kind.perCall, { destination: name });
        const calls = kind
          .calls(submissions.map(({ deliveryItem }) => deliveryItem.indicator))
          .map(together(submissions));
        return inCalls(submissions, calls, (call) =>
          send(
            creation,
            call.map(({ deliveryItem }) => deliveryItem.indicator),
            deadline,
          ),
        );
      },
      change: async (submissions, deadline) => {
        if (updating === null) return submissions.map(notTold);
        const calls = updating
          .calls(submissions.map(updateOf))
          .map((call) => together(submissions)(call.map(({ indicator }) => indicator)));
        return inCalls(submissions, calls, (call) => send(changing(updating), call.map(updateOf), deadline));
      },
    };
  };
