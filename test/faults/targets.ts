import { type JsonObject } from '../../local/simulator/json';
import { type FaultAnswer, type Fault as Injected } from '../../local/simulator/faults';
import { type Fault, type Lane, type Target } from './fault';

/** Everywhere that indicators go. */
export const everywhere: readonly Target[] = ['graph', 'sentinel', 'defender'];

/** Half of them at Graph, the others at destinations that take the same as Graph. */
const inTurn: readonly Target[] = ['graph', 'sentinel', 'graph', 'defender'];

/**
 * Where each fault is tried. Between the pipeline and a destination everything is the same for all destinations. So on the
 * quick lanes, faults that are the same everywhere take turns; on the other lanes they are tried at Graph; and a fault that
 * something cheaper holds is tried nowhere. `all` (FAULTS_AT=all, as `npm run fault-table` sets it) tries each at each.
 */
export const targetsOf = (
  faults: readonly Fault[],
  all = process.env.FAULTS_AT === 'all',
): ReadonlyMap<Fault, readonly Target[]> => {
  const tried = faults.filter(({ heldBy }) => all || heldBy === undefined);
  const shared = faults.filter(({ at, on }) => at !== undefined && at.length > 1 && on === 'short');
  const turnOf = new Map(shared.map((fault, turn) => [fault, turn]));
  const oneOf = (fault: Fault, at: readonly Target[]): readonly Target[] => {
    const turns = inTurn.filter((target) => at.includes(target));
    return turns.slice((turnOf.get(fault) ?? 0) % turns.length).slice(0, 1);
  };
  return new Map(
    tried.map((fault) => {
      const { at = ['graph'] } = fault;
      return [fault, all ? at : oneOf(fault, at)] as const;
    }),
  );
};

/** The requests that deliver indicators in a lane: a POST everywhere. A GET comes from the test that counts what is there. */
export const hitting = (
  { simulator, target }: Lane,
  answer: FaultAnswer,
  more: Partial<Omit<Injected, 'on' | 'answer'>> = {},
): void => simulator.inject({ on: target, method: 'POST', answer, ...more });

export const callsIn = ({ simulator, target }: Lane) =>
  simulator.requests().filter(({ on, method }) => on === target && method === 'POST');

/** A thing that a destination holds: its id there, and whose it is. */
export interface Held {
  readonly id: string;
  readonly externalId: unknown;
}

/**
 * The domain of an indicator. A run's indicators are domains named after their `externalId`, which identifies them where no
 * `externalId` is kept.
 */
export const domainOf = (externalId: string): string => `${externalId}example`;

const externalIdIn = (text: unknown): string | undefined => /([\w.]+\.)example/.exec(String(text))?.[1];

const heldBy: Readonly<Record<Target, (lane: Lane) => readonly Held[]>> = {
  graph: ({ simulator }) => simulator.stored().map(({ id, externalId }) => ({ id, externalId })),
  sentinel: ({ simulator }) =>
    simulator.stixObjects().map(({ id, pattern }) => ({ id: String(id), externalId: externalIdIn(pattern) })),
  defender: ({ simulator }) =>
    simulator.defenderIndicators().map(({ id, indicatorValue }: JsonObject) => ({
      id: String(id),
      externalId: externalIdIn(indicatorValue),
    })),
};

export const heldIn = (lane: Lane): readonly Held[] => heldBy[lane.target](lane);
