import { type Update, type Verdict } from '../destinations/destination';
import { type Indicator } from '../indicator/indicator';
import { type TracePlace } from '../telemetry/trace-place';
import { sendBatch } from './send-batch';
import { type DeliveryItem, type DelivererOptions } from './delivery';
import { rateLimited } from './rate-limited';
import { countingRetries, timedLimiter } from './delivery-metrics';
import { changing, creating, noAnswer, unsettled, type BulkOperation } from './bulk-operation';
import { guardedBy } from './resilience';
import { type WorkingSize } from './working-size';

/** An indicator on its way: to be created, or changed where `held` names what is there. */
export interface Submission {
  readonly deliveryItem: DeliveryItem;
  readonly held: string | null;
  readonly unrecorded: boolean;
  /** Where in a trace it was given; null where nothing is traced. */
  readonly place: TracePlace | null;
}

/** Batches in a row that settle nothing before the destination is left alone. */
const failuresToOpen = 5;

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

/** Brings batches of submissions to the destination, within its limit and while it is well. */
export const createSubmitter = (options: DelivererOptions, sizes: WorkingSize): Submitter => {
  const { rules, now, random, onCircuit, telemetry } = options;
  const { name, kind } = options.instance;
  const { requestTimeoutMs } = rules;
  const measuring = { telemetry, destination: name, now };
  const exchange = rateLimited(timedLimiter(options.limiter, measuring), options.exchange);
  const batch = sendBatch({ exchange, now, random, requestTimeoutMs, sizes });
  let isOpen = false;
  const guarded = guardedBy({
    now,
    random,
    failuresToOpen,
    openSeconds: rules.breakerSeconds,
    onOpen: (said) => {
      isOpen = true;
      onCircuit('open', said);
    },
    onClose: () => {
      isOpen = false;
      onCircuit('closed', null);
    },
  });
  const callsOf =
    <A>(operation: BulkOperation<A>) =>
    async (items: readonly A[], deadline: Date): Promise<readonly Verdict[]> => {
      const result = await guarded(countingRetries(measuring, () => batch(operation, items, deadline)));
      telemetry.gauge('gateway.circuit.open', isOpen ? 1 : 0, { destination: name });
      return result._tag === 'Done'
        ? result.verdicts
        : items.map((item) => unsettled(operation.externalIdOf(item), result.said));
    };
  const create = callsOf<Indicator>(creating(kind));
  const { updating } = kind;
  const change = updating === null ? null : callsOf<Update>(changing(updating));
  return {
    create: (submissions: readonly Submission[], deadline: Date) => {
      const fill = submissions.length / kind.perCall;
      telemetry.record('gateway.batch.fill', fill, { destination: name });
      const indicators = submissions.map(({ deliveryItem }) => deliveryItem.indicator);
      return telemetry.joined(placesOf(submissions), () => create(indicators, deadline));
    },
    change: async (submissions: readonly Submission[], deadline: Date): Promise<readonly Verdict[]> => {
      const said = new Map<string, Verdict>();
      const byId = new Map(
        submissions.map((submission) => [submission.deliveryItem.indicator.externalId, submission]),
      );
      for (const call of updating?.calls(submissions.map(updateOf)) ?? []) {
        const places = placesOf(call.flatMap(({ indicator }) => byId.get(indicator.externalId) ?? []));
        const verdicts = await telemetry.joined(places, async () => change?.(call, deadline));
        for (const verdict of verdicts ?? []) said.set(verdict.externalId, verdict);
      }
      return submissions.map(
        ({ deliveryItem: { indicator } }) =>
          said.get(indicator.externalId) ?? unsettled(indicator.externalId, noAnswer),
      );
    },
  };
};
