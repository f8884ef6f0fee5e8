import * as TE from 'fp-ts/TaskEither';
import { heldOff } from '../../functions/held-off';
import { createLimiter } from '../../shared/delivery/limiter/limiter';
import { type Limiter, type SharedText } from '../../shared/delivery/ports';
import { profileWith } from '../pipeline/profiles';

const hash = (digit: string) => [digit.repeat(64)];

const rate = 10;

const [noisy, quiet] = profileWith({
  senders: [
    { name: 'noisy', scheme: 'function-key', keySha256: hash('a'), requestsPerMinute: rate },
    { name: 'quiet', scheme: 'function-key', keySha256: hash('b'), requestsPerMinute: 600 },
  ],
}).senders;

const sharedText = (): SharedText => {
  const texts = new Map<string, { readonly text: string; readonly version: string }>();
  let versions = 0;
  return {
    read: (name) => TE.right({ text: '', version: null, date: null, ...texts.get(name) }),
    write: (name, text, from) =>
      TE.fromIO(() => {
        if ((texts.get(name)?.version ?? null) !== from) return { version: null, date: null };
        const version = `v${(versions += 1)}`;
        texts.set(name, { text, version });
        return { version, date: null };
      }),
  };
};

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
  return heldOff(limits, counts);
};

describe('when one sender sends fifty times its rate to two instances', () => {
  it('every request of it is taken or told to come later, no more than its rate are taken, and another is never held off', async () => {
    const shared = sharedText();
    const instances = [instanceWith(shared), instanceWith(shared)] as const;
    const send = (sender: typeof noisy, index: number) => instances[index % 2 === 0 ? 0 : 1](sender);
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
});
