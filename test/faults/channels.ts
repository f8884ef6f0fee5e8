import { type Channel, type Fault } from './fault';

const both = ['http', 'queue'] as const;

/**
 * The channels by which each fault is tried. What lies behind the pipeline does not know how an event came, so faults without
 * channels of their own take turns. `all` (FAULTS_BY=all, as `npm run fault-table` sets it) tries each by both.
 */
export const channelsOf = (
  faults: readonly Fault[],
  all = process.env.FAULTS_BY === 'all',
): ReadonlyMap<Fault, readonly Channel[]> => {
  const inTurn = faults.filter(({ by, byEach }) => by === undefined && byEach === undefined);
  const turnOf = new Map(inTurn.map((fault, turn) => [fault, both.slice(turn % 2, (turn % 2) + 1)]));
  return new Map(
    faults.map((fault) => [fault, fault.by ?? (all ? undefined : turnOf.get(fault)) ?? both] as const),
  );
};
