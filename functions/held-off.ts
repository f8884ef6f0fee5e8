import { type HttpResponseInit } from '@azure/functions';
import { type Sender } from '../shared/profile/sender';
import { type Telemetry } from '../shared/telemetry/telemetry';
import { type Handler } from './http/answering';
import { type Door } from './door';
import { retryLaterHeaders, problem } from './http/problem';

type Limits = Pick<Door, 'limiterOf' | 'oldestJobSeconds' | 'maxJobSeconds'>;

/** A permit that is free comes within one call to the storage account. */
const patienceMs = 1_000;

const tooFast = (seconds: number): HttpResponseInit =>
  problem({
    slug: 'too-fast',
    title: 'More requests than this sender may send',
    status: 429,
    detail: 'send it again after Retry-After',
    headers: { 'Retry-After': String(Math.max(1, Math.ceil(seconds))) },
  });

const backlog: HttpResponseInit = problem({
  slug: 'backlog',
  title: 'Too much waits to be delivered; send it again later',
  status: 503,
  detail: 'jobs wait longer than the gateway is set to let them (HTTP_JOBS_MAX_AGE_SECONDS)',
  headers: retryLaterHeaders,
});

/** The answer to a sender that has to come back later; null where its event may be taken. Each sender has a rate of its own. */
export const heldOff =
  ({ limiterOf, oldestJobSeconds, maxJobSeconds }: Limits, { count }: Pick<Telemetry, 'count'>) =>
  async (sender: Sender | undefined): Promise<HttpResponseInit | null> => {
    const limiter = sender === undefined ? undefined : limiterOf(sender.name);
    const permit = limiter === undefined ? undefined : await limiter.take(patienceMs)();
    const name = sender?.name ?? 'none';
    if (permit?._tag === 'Left') {
      count('gateway.held-off', 1, { sender: name, reason: 'too-fast' });
      return tooFast(permit.left.retryAfterSeconds ?? 1);
    }
    limiter?.done();
    if (maxJobSeconds === 0 || ((await oldestJobSeconds()) ?? 0) <= maxJobSeconds) return null;
    count('gateway.held-off', 1, { sender: name, reason: 'backlog' });
    return backlog;
  };

/** A handler that takes an event only where its sender need not come back later. */
export const holding =
  (limits: Limits, telemetry: Pick<Telemetry, 'count'>) =>
  (sender: Sender | undefined, handler: Handler): Handler =>
  async (request, context, given) => {
    const later = request.method === 'OPTIONS' ? null : await heldOff(limits, telemetry)(sender);
    return later ?? handler(request, context, given);
  };

/** A handler that queues nothing: it keeps its sender's rate, and what waits to be delivered holds up none. */
export const pacing = (limits: Limits, telemetry: Pick<Telemetry, 'count'>): ReturnType<typeof holding> =>
  holding({ ...limits, maxJobSeconds: 0 }, telemetry);
