import { type Pool } from 'workerpool';
import { type ExpressionFault } from '../profile/expression-fault';
import { type EvaluationRequest, type Progress, type EvaluationResult } from './judge';

/** Milliseconds. */
export interface Limits {
  /** For one expression, from the moment when a process begins with it. */
  readonly expressionMs: number;
  /** For all expressions of this question, counted in the same way. */
  readonly questionMs: number;
  /** Until a process begins. */
  readonly waitMs: number;
}

/** How far one process got with a question, and what ended it. */
export interface Turn {
  readonly results: readonly EvaluationResult[];
  /** Milliseconds of evaluating. */
  readonly tookMs: number;
  readonly end:
    | { readonly _tag: 'Done' }
    /** The expression exceeded a limit, and its process ended with it. */
    | { readonly _tag: 'Broken'; readonly part: 'match' | 'mapping'; readonly fault: ExpressionFault }
    /** No process took it on in time. */
    | { readonly _tag: 'Busy' }
    /** The process was gone, or was ended from outside. */
    | { readonly _tag: 'Lost' };
}

const tooLong: ExpressionFault = { text: 'it took too long' };

const tooMuch: ExpressionFault = { text: 'it took too much memory' };

/** workerpool reports this in words only. A signal that asks for an end (SIGTERM, SIGINT) is no fault of the expression. */
const brokeDown = (error: unknown): boolean =>
  error instanceof Error &&
  /exitCode: `[1-9]|signalCode: `SIG(?:KILL|ABRT|TRAP|ILL|SEGV|BUS)`/.test(error.message);

/**
 * One timer, set anew with each step. Messages that arrived while this process was busy are read before the timer ends
 * anything.
 */
const alarm = (ring: () => void) => {
  let timer: NodeJS.Timeout | undefined;
  let current = 0;
  const stop = (): void => {
    current += 1;
    clearTimeout(timer);
  };
  const set = (ms: number): void => {
    stop();
    const mine = current;
    const check = (): void => {
      if (mine === current) ring();
    };
    timer = setTimeout(() => setImmediate(check), ms);
  };
  return { set, stop };
};

/** The parts that are evaluated, and how long that has taken so far. */
const stopwatch = () => {
  let part: 'match' | 'mapping' | null = null;
  let since = 0;
  let tookMs = 0;
  const next = (begun: 'match' | 'mapping' | null): number => {
    const now = performance.now();
    if (part !== null) tookMs += now - since;
    since = now;
    part = begun;
    return tookMs;
  };
  return { next, part: () => part };
};

/** Puts a question to one process of the pool, and ends that process when it exceeds a limit. Never rejects. */
export const turnOf = async (pool: Pool, asked: EvaluationRequest, limits: Limits): Promise<Turn> => {
  const results: EvaluationResult[] = [];
  const watch = stopwatch();
  let isOver = false;
  let cancel = (): void => undefined;
  const limit = alarm(() => {
    isOver = true;
    cancel();
  });
  const on = (progress: Progress): void => {
    if (progress._tag === 'Passed') {
      results.push(progress.result);
    } else {
      const tookMs = watch.next(progress.part);
      limit.set(Math.max(0, Math.min(limits.expressionMs, limits.questionMs - tookMs)));
    }
  };
  const endOf = (error: unknown): Turn['end'] => {
    const part = watch.part();
    if (part === null) return { _tag: isOver ? 'Busy' : 'Lost' };
    if (isOver) return { _tag: 'Broken', part, fault: tooLong };
    return brokeDown(error) ? { _tag: 'Broken', part, fault: tooMuch } : { _tag: 'Lost' };
  };
  limit.set(limits.waitMs);
  const end = await new Promise<Turn['end']>((resolve) => {
    const task = pool.exec('judge', [asked], { on });
    cancel = () => void task.cancel();
    task.then(
      (last: EvaluationResult | null) => {
        if (last !== null) results.push(last);
        resolve({ _tag: 'Done' });
      },
      (error: unknown) => resolve(endOf(error)),
    );
  });
  limit.stop();
  return { results, tookMs: watch.next(null), end };
};
