import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhenResult,
  retry,
  type CircuitBreakerPolicy,
  type IRetryBackoffContext,
} from 'cockatiel';
import { type ErrorDetail, type Verdict } from '../destinations/destination';
import { outageOf, ownErrorDetail } from './batches/bulk-operation';

/** When a destination is left alone, and who is told of it. */
export interface CircuitOptions {
  readonly now: () => Date;
  /** Batches in a row that settle nothing before the circuit opens. */
  readonly failuresToOpen: number;
  /** How long it stays open before one batch may probe. */
  readonly openSeconds: number;
  readonly onOpen: (detail: ErrorDetail) => void;
  readonly onClose: () => void;
}

type Ran =
  | { readonly _tag: 'Done'; readonly verdicts: readonly Verdict[] }
  | { readonly _tag: 'LeftAlone'; readonly detail: ErrorDetail };

/** Runs one batch, or says why it may not run now. */
export type Circuit = (batch: () => Promise<readonly Verdict[]>) => Promise<Ran>;

/** Runs one batch, and again where that may help at once. */
export type Retry = (batch: () => Promise<readonly Verdict[]>) => Promise<readonly Verdict[]>;

/** The longest wait in place, in seconds; longer ones belong to the queue. */
export const maxWaitInPlaceSeconds = 2;

const retriesInPlace = 2;

/** Codes that are not the destination's fault: the gateway's own, and those of a destination that is well. */
const notItsFault: ReadonlySet<string> = new Set(['rate-limited', 'budget-spent']);

const isFailing = (detail: ErrorDetail | null): detail is ErrorDetail =>
  detail !== null && detail.status !== 429 && !notItsFault.has(detail.code);

/** Whether a batch proves nothing because it never got to the destination. */
const isNoProof = (detail: ErrorDetail | null): boolean => detail !== null && notItsFault.has(detail.code);

const outageIn = (result: unknown): ErrorDetail | null => outageOf(result as readonly Verdict[]);

/** A connection that broke or was not made: the next one may work. A time-out has cost enough already. */
const isBrokenLine = ({ status, code }: ErrorDetail): boolean =>
  status === null && code !== 'timeout' && !code.startsWith('token-') && !notItsFault.has(code);

const isBrief = (detail: ErrorDetail | null): boolean => {
  if (detail === null) return false;
  return detail.retryAfterSeconds === null
    ? isBrokenLine(detail)
    : detail.status !== null && detail.retryAfterSeconds <= maxWaitInPlaceSeconds;
};

const waitMs =
  (random: () => number) =>
  ({ attempt, result }: IRetryBackoffContext<unknown>): number => {
    const asked = 'value' in result ? outageIn(result.value)?.retryAfterSeconds : null;
    return typeof asked === 'number' ? Math.ceil(asked * 1000) : 100 + random() * 400 * attempt;
  };

/** Sends a batch again, in place, after a short trouble. */
export const createRetry = (random: () => number): Retry => {
  const policy = retry(
    handleWhenResult((result) => isBrief(outageIn(result))),
    { maxAttempts: retriesInPlace, backoff: new DelegateBackoff(waitMs(random)) },
  );
  return (batch) => policy.execute(batch);
};

/**
 * Leaves the destination alone after some batches in a row that settle nothing. Each item then gets `circuit-open`, until one
 * batch finds the destination well again.
 */
export const createCircuit = (options: CircuitOptions): Circuit => {
  const { now, failuresToOpen, openSeconds, onOpen, onClose } = options;
  let openUntil = 0;
  const breaker: CircuitBreakerPolicy = circuitBreaker(
    handleWhenResult((result) => {
      const detail = outageIn(result);
      return isFailing(detail) || (breaker.state === CircuitState.HalfOpen && isNoProof(detail));
    }),
    { halfOpenAfter: openSeconds * 1000, breaker: new ConsecutiveBreaker(failuresToOpen) },
  );
  let isOpen = false;
  breaker.onBreak((why) => {
    openUntil = now().getTime() + openSeconds * 1000;
    const detail = 'value' in why ? outageIn(why.value) : null;
    // A failed probe opens the circuit again, which is no news.
    if (!isOpen && detail !== null) onOpen(detail);
    isOpen = true;
  });
  breaker.onReset(() => {
    isOpen = false;
    onClose();
  });
  const leftAlone = (): Ran => {
    const seconds = Math.max(1, (openUntil - now().getTime()) / 1000);
    const text = 'the destination settled nothing lately and is left alone';
    return { _tag: 'LeftAlone', detail: ownErrorDetail('circuit-open', text, seconds) };
  };
  return (batch) =>
    breaker.execute(batch).then(
      (verdicts): Ran => ({ _tag: 'Done', verdicts }),
      (error: unknown) =>
        error instanceof BrokenCircuitError ? leftAlone() : Promise.reject(error as Error),
    );
};
