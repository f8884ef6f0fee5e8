import { type Telemetry } from '../../telemetry/telemetry';
import { type Outcome, type State } from '../outcome';

/** Outcomes that add the same to a metric. */
interface Group {
  readonly state: State;
  readonly reason: string;
  readonly destination: string;
  /** Seconds since their event. That of the first stands for all, as all of one event took the same time. */
  readonly seconds: number;
  readonly count: number;
}

export interface Tally {
  readonly groups: readonly Group[];
  /** Outcomes by state, without states that none has. */
  readonly counts: Readonly<Record<string, number>>;
  /** Outcomes with a reason, by `<destination>/<code>`. */
  readonly reasons: Readonly<Record<string, number>>;
}

const secondsOf = ({ receivedAt, settledAt }: Outcome): number => {
  const seconds = (Date.parse(settledAt) - Date.parse(receivedAt)) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
};

const none = 'none';

const add = (numbers: Map<string, number>, key: string, count: number): void => {
  numbers.set(key, (numbers.get(key) ?? 0) + count);
};

/** Counts the outcomes of one event or job once, for its log line and for all metrics. */
export const tallyOf = (outcomes: readonly Outcome[]): Tally => {
  const groups = new Map<string, { count: number; readonly first: Outcome }>();
  for (const outcome of outcomes) {
    const { state, reason, destination, receivedAt } = outcome;
    const key = `${state} ${destination ?? none} ${reason === null ? '' : reason.code} ${receivedAt}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { count: 1, first: outcome });
    else group.count += 1;
  }
  const counts = new Map<string, number>();
  const reasons = new Map<string, number>();
  const all = [...groups.values()].map(({ count, first }): Group => {
    const { state, reason, destination } = first;
    add(counts, state, count);
    if (reason !== null) add(reasons, `${destination ?? none}/${reason.code}`, count);
    return {
      state,
      reason: reason?.code ?? none,
      destination: destination ?? none,
      seconds: secondsOf(first),
      count,
    };
  });
  return { groups: all, counts: Object.fromEntries(counts), reasons: Object.fromEntries(reasons) };
};

/** Whether a state is final; others may still change. */
const isFinal = ({ state }: Group): boolean => state !== 'deferred';

/** Adds a tally to the metrics. Every outcome is counted; durations are recorded once for each group. */
export const measure = ({ count, record }: Telemetry, { groups }: Tally): void => {
  for (const group of groups) {
    const { state, reason, destination } = group;
    count('gateway.indicators', group.count, { state, reason, destination });
    if (isFinal(group)) record('gateway.settled', group.seconds, { destination, state });
  }
};
