import { type Remark } from '../destinations/destination';
import { reason, type Reason } from './outcome';
import { type RetryRules } from './ports';

/** What is to become of indicators that were not settled. */
export type RetryPlan =
  | {
      readonly _tag: 'Queue';
      /** Tries that count, this one included. */
      readonly attempts: number;
      readonly delaySeconds: number;
    }
  | { readonly _tag: 'Park'; readonly reason: Reason };

export interface Tried {
  /** Tries before this one. */
  readonly attempts: number;
  /** Since the event was first seen. */
  readonly ageSeconds: number;
  readonly said: Remark;
}

/** The destination was not asked, so this was no try. */
const noTry: ReadonlySet<string> = new Set([
  'asked-async',
  'brought-elsewhere',
  'budget-spent',
  'rate-limited',
  'circuit-open',
]);

/** Codes that say nothing against the destination: the job may be tried at once. */
const noWait: ReadonlySet<string> = new Set(['asked-async', 'budget-spent']);

/** Exponential, with full jitter (a random part of the whole), so that jobs of one outage do not come back together. */
const backOffSeconds = (rules: RetryRules, attempts: number, random: number): number =>
  Math.max(1, random * Math.min(rules.maxSeconds, rules.firstSeconds * 2 ** Math.min(attempts, 30)));

const delayOf = ({ said, attempts }: Tried, rules: RetryRules, random: number): number =>
  noWait.has(said.code) ? 0 : Math.ceil(said.retryAfterSeconds ?? backOffSeconds(rules, attempts, random));

const lastSaid = ({ code, message, status }: Remark): string =>
  `the last answer: ${status === null ? '' : `${status} `}${code}${message === '' ? '' : `: ${message}`}`;

/** Of the gateway's own knowledge; a destination may have a code of the same spelling, with a status. */
const isNoRoom = ({ code, status }: Remark): boolean => code === 'quota' && status === null;

const giveUp = (tried: Tried, attempts: number, rules: RetryRules): Reason | null => {
  const { said, ageSeconds } = tried;
  const more = { destinationCode: said.code, status: said.status };
  if (isNoRoom(said))
    return reason('quota', `the destination is full: ${said.message}; it goes out when there is room`, more);
  if (said.status === 403 && ageSeconds >= rules.grantSeconds)
    return reason(
      'permission-missing',
      `the identity may not do this; ${rules.grantSeconds} s were waited for the grant to spread; ${lastSaid(said)}`,
      more,
    );
  if (attempts >= rules.maxAttempts)
    return reason('attempts-exhausted', `${attempts} tries settled nothing; ${lastSaid(said)}`, more);
  return ageSeconds >= rules.maxAgeSeconds
    ? reason('age-exceeded', `not settled within ${rules.maxAgeSeconds} s; ${lastSaid(said)}`, more)
    : null;
};

/** Queue or park: what the destination asked for is waited to the letter; tries and age are bounded. */
export const retryPlanOf = (tried: Tried, rules: RetryRules, random: number): RetryPlan => {
  const attempts = tried.attempts + (noTry.has(tried.said.code) ? 0 : 1);
  const why = giveUp(tried, attempts, rules);
  return why === null
    ? { _tag: 'Queue', attempts, delaySeconds: delayOf(tried, rules, random) }
    : { _tag: 'Park', reason: why };
};
