import * as E from 'fp-ts/Either';
import { type Unavailable } from '../../failure';
import {
  decidePermits,
  emptyLog,
  fullLog,
  logged,
  type Calls,
  type PermitDecision,
  type LimiterLog,
  type LimiterRules,
} from './limiter-log';
import { type SharedLog } from './shared-log';

/**
 * One instance's view of the shared log, and what it has to tell there. All times are milliseconds on this process's own clock.
 */
export interface LogView {
  /** -Infinity: never. */
  readonly readAt: () => number;
  /** Whether the log may be written as it is known. */
  readonly isKnown: () => boolean;
  /** The decision on what is known, with what this instance made of its permits. */
  readonly decided: (wanted: number) => PermitDecision;
  /** Gives whether another instance has written since the log was last seen. */
  readonly read: () => Promise<E.Either<Unavailable, boolean>>;
  /** Gives whether the log was written; false: another was faster. */
  readonly write: (decision: PermitDecision) => Promise<E.Either<Unavailable, boolean>>;
  /** Whether the log can't be read, or is gone, and has to be written anew. */
  readonly hasToWrite: () => boolean;
  /** The log to go by where none can be read; `version` is null where there is none at all. */
  readonly instead: (version: string | null) => LimiterLog;
  readonly inUse: () => number;
  /** Calls that count now, those under way included; none before the log was first seen. */
  readonly counted: () => number;
  /** Permits held for this instance whose calls have not begun. */
  readonly unused: () => number;
  /** Calls that have ended and are not in the log yet. */
  readonly untold: () => number;
  readonly underWay: () => number;
  readonly began: () => void;
  readonly ended: () => void;
}

interface End {
  readonly at: number;
}

/** What a write says, if it was done. */
interface Statement {
  readonly by: number;
  readonly claim: Calls | null;
  readonly told: ReadonlySet<End>;
}

export const createLogView = (
  shared: SharedLog,
  {
    now,
    random,
    rules,
  }: { readonly now: () => number; readonly random: () => number; readonly rules: LimiterRules },
): LogView => {
  const { limit, windowMs, guardMs } = rules;
  /**
   * What the others did before is not known. The log assumes all but one call of the limit, since each new instance would else
   * add a window's worth. The one call left tells how the destination is.
   */
  let log: LimiterLog = { ...emptyLog, used: [{ end: now(), n: limit - 1 }] };
  /** Undefined where not known; then the log is read first. */
  let version: string | null | undefined;
  let lastSeen: string | null = null;
  let readAt = -Infinity;
  let claim: Calls | null = null;
  /** A write of which nobody knows whether it was done. What the log holds for this instance is not known then, either. */
  let doubt: Statement | null = null;
  let hasToWrite = false;
  let ends: readonly End[] = [];
  let underWay = 0;

  const latest = (): number => now() + shared.offset().most;

  const decided = (wanted: number): PermitDecision => {
    const { least, most } = shared.offset();
    ends = ends.filter(({ at }) => at + windowMs + guardMs > now());
    const told = ends.map(({ at }) => at + most);
    const between = { earliest: now() + least, latest: latest() };
    return decidePermits(log, rules, { wanted, claim, underWay, ends: told, ...between });
  };

  const markTold = ({ claim: held, told }: Statement): void => {
    claim = held;
    ends = ends.filter((end) => !told.has(end));
  };

  const seen = (found: LimiterLog, as: string | null): void => {
    log = found;
    version = as;
    lastSeen = as;
    readAt = now();
  };

  /** Whether there was no log before this one. */
  const isFirst = (as: string | null): boolean => as === null && readAt === -Infinity;

  const instead = (as: string | null): LimiterLog =>
    isFirst(as) ? emptyLog : fullLog({ latest: latest() }, rules);

  return {
    readAt: () => readAt,
    isKnown: () => version !== undefined,
    decided,
    instead,
    hasToWrite: () => hasToWrite,
    inUse: () => logged(log),
    counted: () => (readAt === -Infinity ? 0 : logged(decided(0).log)),
    unused: () => Math.max(0, (claim?.n ?? 0) - underWay - ends.length),
    untold: () => ends.length,
    underWay: () => underWay,
    read: async () => {
      version = undefined;
      const answer = await shared.read();
      if (E.isLeft(answer)) return answer;
      const { log: found, version: as } = answer.right;
      const isByOthers = as !== lastSeen && doubt === null;
      if (doubt !== null && found?.by === doubt.by) markTold(doubt);
      // What the log may hold for this instance stays there until it is void.
      else if (doubt !== null) claim = null;
      doubt = null;
      hasToWrite = found === null && !isFirst(as);
      seen(found ?? instead(as), as);
      return E.right(isByOthers && logged(decided(0).log) > 0);
    },
    write: async (decision) => {
      const from = version ?? null;
      const by = 1 + Math.floor(random() * (Number.MAX_SAFE_INTEGER - 1));
      const next = { ...decision.log, by };
      const statement = { by, claim: decision.claim, told: new Set(ends) };
      version = undefined;
      const answer = await shared.write(next, from);
      if (E.isLeft(answer)) {
        doubt = statement;
        return answer;
      }
      if (answer.right === null) return E.right(false);
      markTold(statement);
      hasToWrite = false;
      seen(next, answer.right);
      return E.right(true);
    },
    began: () => {
      underWay += 1;
    },
    ended: () => {
      underWay -= 1;
      ends = [...ends, { at: now() }];
    },
  };
};
