import { type Update, type Verdict } from '../destinations/destination';
import { type Indicator } from '../indicator/indicator';
import { bringBatch } from './calls';
import { type Consignment, type CourierOptions } from './delivery';
import { limited } from './limited';
import { changing, creating, noAnswer, unsettled, type Operation } from './operation';
import { guardedBy } from './resilience';
import { type WorkingSize } from './working-size';

/** An indicator on its way: to be created, or changed where `held` names what is there. */
export interface Errand {
  readonly consignment: Consignment;
  readonly held: string | null;
  readonly unrecorded: boolean;
}

/** Batches in a row that settle nothing before the destination is left alone. */
const failuresToOpen = 5;

const updateOf = ({ held, consignment }: Errand): Update => ({
  id: held ?? '',
  indicator: consignment.indicator,
});

/** Brings errands of any number; one verdict each, at its position. */
export interface Caller {
  readonly create: (errands: readonly Errand[], deadline: Date) => Promise<readonly Verdict[]>;
  readonly change: (errands: readonly Errand[], deadline: Date) => Promise<readonly Verdict[]>;
}

/** Brings batches of errands to the destination, within its limit and while it is well. */
export const createCaller = (options: CourierOptions, sizes: WorkingSize): Caller => {
  const { destination, rules, now, random, onCircuit } = options;
  const { requestTimeoutMs } = rules;
  const exchange = limited(options.limiter, options.exchange);
  const batch = bringBatch({ exchange, now, random, requestTimeoutMs, sizes });
  const guarded = guardedBy({
    now,
    random,
    failuresToOpen,
    openSeconds: rules.breakerSeconds,
    onOpen: (said) => onCircuit('open', said),
    onClose: () => onCircuit('closed', null),
  });
  const callsOf =
    <A>(operation: Operation<A>) =>
    async (items: readonly A[], deadline: Date): Promise<readonly Verdict[]> => {
      const result = await guarded(() => batch(operation, items, deadline));
      return result._tag === 'Done'
        ? result.verdicts
        : items.map((item) => unsettled(operation.externalIdOf(item), result.said));
    };
  const create = callsOf<Indicator>(creating(destination));
  const { updating } = destination;
  const change = updating === null ? null : callsOf<Update>(changing(updating));
  return {
    create: (errands: readonly Errand[], deadline: Date) =>
      create(
        errands.map(({ consignment }) => consignment.indicator),
        deadline,
      ),
    change: async (errands: readonly Errand[], deadline: Date): Promise<readonly Verdict[]> => {
      const said = new Map<string, Verdict>();
      for (const call of updating?.calls(errands.map(updateOf)) ?? [])
        for (const verdict of (await change?.(call, deadline)) ?? []) said.set(verdict.externalId, verdict);
      return errands.map(
        ({ consignment: { indicator } }) =>
          said.get(indicator.externalId) ?? unsettled(indicator.externalId, noAnswer),
      );
    },
  };
};
