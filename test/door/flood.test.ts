import { hash } from 'node:crypto';
import { HttpRequest, HttpResponse } from '@azure/functions';
import { heldOff, holding, pacing } from '../../functions/held-off';
import { forSenders } from '../../functions/keyed-sender';
import { receiveHttp } from '../../functions/receive-http';
import * as TE from 'fp-ts/TaskEither';
import { unavailable } from '../../shared/failure';
import { createLimiter } from '../../shared/delivery/limiter/limiter';
import { type Limiter, type SharedText } from '../../shared/delivery/ports';
import { answered } from '../functions/answered';
import { bytesOf, createWorld, invocation, limitBytes } from '../functions/world';
import { indicator } from '../integration/indicators';
import { profileWith } from '../pipeline/profiles';
import { sharedTexts } from './door-world';

const keys = { noisy: 'the key of the noisy one', quiet: 'the key of the quiet one' };

const rate = 10;

const profile = profileWith({
  guard: { specialUse: 'take' },
  senders: [
    {
      name: 'noisy',
      scheme: 'function-key',
      keySha256: [hash('sha256', keys.noisy)],
      requestsPerMinute: rate,
    },
    {
      name: 'quiet',
      scheme: 'function-key',
      keySha256: [hash('sha256', keys.quiet)],
      requestsPerMinute: 600,
    },
  ],
});

const [noisy, quiet] = profile.senders;

const counts = { count: () => undefined };

/** One instance of the app: its limiters, told of the others by what all share. */
const instanceWith = (shared: SharedText) => {
  const limiters = new Map<string, Limiter>(
    [noisy, quiet].flatMap((sender) =>
      sender === undefined
        ? []
        : [
            [
              sender.name,
              createLimiter({
                name: `sender:${sender.name}`,
                requestsPerMinute: sender.requestsPerMinute,
                shared,
                monotonicMs: () => performance.now(),
                random: Math.random,
              }),
            ] as const,
          ],
    ),
  );
  const limits = {
    limiterOf: (name: string) => limiters.get(name),
    oldestJobSeconds: () => Promise.resolve(null),
    maxJobSeconds: 0,
  };
  return limits;
};

describe('when one sender sends fifty times its rate to two instances', () => {
  it('every request of it is taken or told to come later, no more than its rate are taken, and another is never held off', async () => {
    const shared = sharedTexts()('limits');
    const [one, other] = [heldOff(instanceWith(shared), counts), heldOff(instanceWith(shared), counts)];
    const send = (sender: typeof noisy, index: number) => (index % 2 === 0 ? one : other)(sender);
    const flood = Promise.all(Array.from({ length: 50 * rate }, (_, index) => send(noisy, index)));
    const others = await Promise.all(Array.from({ length: 20 }, (_, index) => send(quiet, index)));
    const answers = await flood;
    expect(others).toEqual(others.map(() => null));
    const taken = answers.filter((answer) => answer === null).length;
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThanOrEqual(rate);
    const refused = answers.flatMap((answer) => (answer === null ? [] : [answer]));
    expect(refused.every(({ status }) => status === 429)).toBe(true);
    const waits = refused.map(({ headers }) => Number((headers as Record<string, string>)['Retry-After']));
    expect(Math.min(...waits)).toBeGreaterThan(0);
  });
  it('every request of either is answered 2xx or 429, and what was answered 2xx is where it was to go', async () => {
    const shared = sharedTexts()('limits');
    const worlds = [createWorld(), createWorld()] as const;
    const instances = worlds.map(({ environment }) => {
      const held = holding(instanceWith(shared), counts);
      const settings = { HTTP_BODY_LIMIT_BYTES: limitBytes };
      const taking = { ...environment, profile };
      const handler = forSenders(taking, (sender) => held(sender, receiveHttp(taking, settings, sender)));
      return answered(environment, handler);
    });
    const send = async (of: keyof typeof keys, index: number) => {
      const name = `n${index}.${of}.example`;
      const request = new HttpRequest({
        method: 'POST',
        url: 'https://gateway.example/api/indicators',
        headers: { 'content-type': 'application/json', 'x-functions-key': keys[of] },
        body: { bytes: bytesOf(indicator({ domainName: name })) },
      });
      const handler = instances[index % 2] ?? (() => ({ status: 0 }));
      const { status, headers } = new HttpResponse(await handler(request, invocation().context));
      return { of, name, status, wait: Number(headers.get('retry-after')) };
    };
    const flood = Array.from({ length: 50 * rate }, (_, index) => send('noisy', index));
    const others = Array.from({ length: 20 }, (_, index) => send('quiet', index));
    const answers = await Promise.all([...flood, ...others]);
    const good = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status === 429);
    expect(good.length + refused.length).toBe(answers.length);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ of, wait }) => of === 'noisy' && wait > 0)).toBe(true);
    expect(good.some(({ of }) => of === 'noisy')).toBe(true);
    const created = worlds.flatMap(({ calls }) => calls.map(({ body }) => JSON.stringify(body))).join();
    expect(good.filter(({ name }) => !created.includes(`"${name}"`))).toEqual([]);
    expect(refused.filter(({ name }) => created.includes(`"${name}"`))).toEqual([]);
  });
});

describe('what queues nothing', () => {
  const jobsWait = { maxJobSeconds: 60, oldestJobSeconds: () => Promise.resolve(3600) };
  const full: Limiter = {
    take: () => TE.left({ ...unavailable('destination', 'rate-limited'), retryAfterSeconds: 2 }),
    done: () => undefined,
    permits: () => ({ left: 0, perMinute: 1 }),
    pause: () => undefined,
  };
  const request = new HttpRequest({ method: 'POST', url: 'https://gateway.example/api/preview' });
  const statusOf = async (way: typeof pacing, limiter: Limiter | undefined) => {
    const handler = way({ limiterOf: () => limiter, ...jobsWait }, counts)(noisy, () =>
      Promise.resolve({ status: 200 }),
    );
    return (await answered(createWorld().environment, handler)(request, invocation().context)).status;
  };

  it('keeps the rate of its sender, and does not wait for what is to be delivered', async () => {
    expect(await statusOf(pacing, full)).toBe(429);
    expect(await statusOf(pacing, undefined)).toBe(200);
    expect(await statusOf(holding, undefined)).toBe(503);
  });
});
