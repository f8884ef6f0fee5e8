import * as E from 'fp-ts/Either';
import { type Unavailable } from '../failure';
import { notice, trouble, healthy, type Finding } from './finding';
import { type Seen } from '../delivery/watch';

/** A wait of a full minute is usual in a storm; the destination asked for a longer one. */
const usualWaitSeconds = 60;

const inUse = (share: number | null, requestsPerMinute: number): string =>
  share === null
    ? `up to ${requestsPerMinute} a minute`
    : `${Math.round(share * requestsPerMinute)} of ${requestsPerMinute} of the minute in use`;

/** Whether a call may be made now. */
export const limiterFinding = (
  permit: E.Either<Unavailable, void>,
  requestsPerMinute: number,
  { used }: Seen,
): Finding => {
  if (E.isRight(permit))
    return healthy(requestsPerMinute === 0 ? 'no limit' : `gives permits; ${inUse(used, requestsPerMinute)}`);
  const { code, retryAfterSeconds } = permit.left;
  if (code !== 'rate-limited') return trouble('limiter-slow', 'gave no permit');
  const wait = Math.ceil(retryAfterSeconds ?? 0);
  const text = `the next permit in ${wait} s`;
  return wait > usualWaitSeconds ? trouble('rate-limited', text) : notice('rate-limited', text);
};
