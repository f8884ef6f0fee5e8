import { type ErrorDetail } from '../../destinations/destination';
import { reason, type Reason } from '../outcome';
import { type RetryRules } from '../ports';

/** What becomes of indicators that were not settled. */
export type RetryPlan =
  | {
      readonly _tag: 'Queue';
      /** The number of tries that count, including this one. */
      readonly attempts: number;
      readonly delaySeconds: number;
    }
  | { readonly _tag: 'Park'; readonly reason: Reason };

export interface Tried {
  /** The number of tries before this one. */
  readonly attempts: number;
  /** Seconds since the event was first seen. */
  readonly ageSeconds: number;
  readonly detail: ErrorDetail;
}

/** Codes with which the destination was not asked, so this was no try. */
const noTry: ReadonlySet<string> = new Set([
  'asked-async',
  'brought-elsewhere',
  'budget-spent',
  'rate-limited',
  'circuit-open',
]);

/** Codes that say nothing against the destination, so the job may be tried at once. */
const noWait: ReadonlySet<string> = new Set(['asked-async', 'budget-spent']);

/** Exponential with full jitter (a random part of the whole), so that the jobs of one outage do not come back together. */
const backOffSeconds = (rules: RetryRules, attempts: number, random: number): number =>
  Math.max(1, random * Math.min(rules.maxSeconds, rules.firstSeconds * 2 ** Math.min(attempts, 30)));

const delayOf = ({ detail, attempts }: Tried, rules: RetryRules, random: number): number =>
  noWait.has(detail.code)
    ? 0
    : Math.ceil(detail.retryAfterSeconds ?? backOffSeconds(rules, attempts, random));

const lastSaid = ({ code, message, status }: ErrorDetail): string =>
  `the last answer: ${status === null ? '' : `${status} `}${code}${message === '' ? '' : `: ${message}`}`;

/**
 * Whether the gateway itself knows that there is no room. A destination may have a code with the same spelling, but with a
 * status.
 */
const isNoRoom = ({ code, status }: ErrorDetail): boolean => code === 'quota' && status === null;

const giveUp = (tried: Tried, attempts: number, rules: RetryRules): Reason | null => {
  const { detail, ageSeconds } = tried;
  const more = { destinationCode: detail.code, status: detail.status };
  if (isNoRoom(detail))
    return reason(
      'quota',
      `the destination is full: ${detail.message}; it goes out when there is room`,
      more,
    );
  if (detail.status === 403 && ageSeconds >= rules.grantSeconds)
    return reason(
      'permission-missing',
      `the identity may not do this; ${rules.grantSeconds} s were waited for the grant to spread; ${lastSaid(detail)}`,
      more,
    );
  if (attempts >= rules.maxAttempts)
    return reason('attempts-exhausted', `${attempts} tries settled nothing; ${lastSaid(detail)}`, more);
  return ageSeconds >= rules.maxAgeSeconds
    ? reason('age-exceeded', `not settled within ${rules.maxAgeSeconds} s; ${lastSaid(detail)}`, more)
    : null;
};

/** Queue or park. The wait that the destination asked for is kept exactly; tries and age are bounded. */
export const retryPlanOf = (tried: Tried, rules: RetryRules, random: number): RetryPlan => {
  const attempts = tried.attempts + (noTry.has(tried.detail.code) ? 0 : 1);
  const why = giveUp(tried, attempts, rules);
  return why === null
    ? { _tag: 'Queue', attempts, delaySeconds: delayOf(tried, rules, random) }
    : { _tag: 'Park', reason: why };
};
