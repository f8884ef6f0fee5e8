import { type JsonObject } from '../../local/simulator/json';
import { type FaultAnswer, type Fault as Injected } from '../../local/simulator/faults';
import { type Fault, type Lane, type Target } from './fault';

/** Everywhere that indicators go. */
export const everywhere: readonly Target[] = ['graph', 'sentinel', 'defender'];

/** Half of them at Graph; the others at those that take what Graph takes. */
const inTurn: readonly Target[] = ['graph', 'sentinel', 'graph', 'defender'];

/**
 * Where each fault is tried. What is between the pipeline and a destination is the same for all: those that are the same
 * everywhere take turns on the lanes that are quick, and are tried at Graph on the others, and what something cheaper holds is
 * tried nowhere; `all` (FAULTS_AT=all, as `npm run fault-table` has it) tries each at each.
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

/** Where indicators are brought to in a lane: by POST everywhere, while GET is for who counts what is there. */
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

/** A run's indicators are domains, named after their `externalId`: that is how one is known where no `externalId` is kept. */
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
