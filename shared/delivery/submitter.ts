import { type Update, type Verdict } from '../destinations/destination';
import { type TracePlace } from '../telemetry/trace-place';
import { changing, creating, noAnswer, unsettled } from './bulk-operation';
import { type DelivererOptions, type DeliveryItem } from './delivery';
import { type SendBatch } from './send-batch';

/** An indicator on its way: to be created, or changed where `held` names what is there. */
export interface Submission {
  readonly deliveryItem: DeliveryItem;
  readonly held: string | null;
  readonly unrecorded: boolean;
  /** Where in a trace it was given; null where nothing is traced. */
  readonly place: TracePlace | null;
}

const updateOf = ({ held, deliveryItem }: Submission): Update => ({
  id: held ?? '',
  indicator: deliveryItem.indicator,
});

/** Submissions of one event share their place, so there are as many as events. */
const placesOf = (submissions: readonly Submission[]): readonly TracePlace[] =>
  [...new Set(submissions.map(({ place }) => place))].filter((place) => place !== null);

/** Brings submissions of any number; one verdict each, at its position. */
export interface Submitter {
  readonly create: (submissions: readonly Submission[], deadline: Date) => Promise<readonly Verdict[]>;
  readonly change: (submissions: readonly Submission[], deadline: Date) => Promise<readonly Verdict[]>;
}

/** What is asked of a destination for submissions, in a span that names all the events they are of. */
export const createSubmitter =
  ({ instance, telemetry }: Pick<DelivererOptions, 'instance' | 'telemetry'>) =>
  (send: SendBatch): Submitter => {
    const { name, kind } = instance;
    const { updating } = kind;
    const creation = creating(kind);
    return {
      create: (submissions, deadline) => {
        telemetry.record('gateway.batch.fill', submissions.length / kind.perCall, { destination: name });
        const indicators = submissions.map(({ deliveryItem }) => deliveryItem.indicator);
        return telemetry.joined(placesOf(submissions), () => send(creation, indicators, deadline));
      },
      change: async (submissions, deadline) => {
        const said = new Map<string, Verdict>();
        const byId = new Map(
          submissions.map((submission) => [submission.deliveryItem.indicator.externalId, submission]),
        );
        for (const call of updating?.calls(submissions.map(updateOf)) ?? []) {
          const places = placesOf(call.flatMap(({ indicator }) => byId.get(indicator.externalId) ?? []));
          const verdicts = await telemetry.joined(places, async () =>
            updating === null ? [] : send(changing(updating), call, deadline),
          );
          for (const verdict of verdicts) said.set(verdict.externalId, verdict);
        }
        return submissions.map(
          ({ deliveryItem: { indicator } }) =>
            said.get(indicator.externalId) ?? unsettled(indicator.externalId, noAnswer),
        );
      },
    };
  };
