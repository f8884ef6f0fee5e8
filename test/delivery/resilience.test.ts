import { createCircuit, createRetry } from '../../shared/delivery/resilience';
import { type ErrorDetail, type Verdict } from '../../shared/destinations/destination';
import { allCreated, answered, unanswered, unsettledWith } from './error-details';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** A destination that says one after the other, and the last for ever; when each batch ran is kept. */
const guard = (script: readonly (readonly Verdict[])[], random = 0) => {
  const runs: number[] = [];
  const told: string[] = [];
  const start = jest.now();
  const again = createRetry(() => random);
  const circuit = createCircuit({
    now: () => new Date(jest.now()),
    failuresToOpen: 5,
    openSeconds: 30,
    onOpen: ({ status, code }) => told.push(`open ${status} ${code}`),
    onClose: () => told.push('closed'),
  });
  const run = () =>
    circuit(() =>
      again(() => {
        runs.push(jest.now() - start);
        return Promise.resolve(script[Math.min(runs.length, script.length) - 1] ?? []);
      }),
    );
  /** Runs one batch to its end, however long it takes. */
  const settle = async () => {
    const running = run();
    await jest.advanceTimersByTimeAsync(10_000);
    return running;
  };
  return { run, settle, runs, told };
};

describe('a short trouble', () => {
  it.each([
    ['a broken connection', unanswered('ECONNRESET'), [0, 100, 200]],
    ['a refused connection', unanswered('ECONNREFUSED'), [0, 100, 200]],
    ['429 that asks for a second', answered(429, 1), [0, 1000, 2000]],
    ['429 that asks for two seconds, the longest here', answered(429, 2), [0, 2000, 4000]],
    ['503 that asks for a part of a second', answered(503, 0.5), [0, 500, 1000]],
    ['a wait of a part of a millisecond', answered(429, 1.0001), [0, 1001, 2002]],
  ])('is tried again in place, twice, and never earlier than asked: %s', async (_, detail, times) => {
    const { settle, runs } = guard([unsettledWith(detail)]);
    expect(await settle()).toEqual({ _tag: 'Done', verdicts: unsettledWith(detail) });
    expect(runs).toEqual(times);
  });

  it('that asks for no wait is tried again at once', async () => {
    const { settle, runs } = guard([unsettledWith(answered(429, 0))]);
    await settle();
    expect(runs.map((at) => at < 5)).toEqual([true, true, true]);
  });

  it('that asks for no time is waited for longer each time, and by chance', async () => {
    const { settle, runs } = guard([unsettledWith(unanswered('ECONNRESET'))], 0.5);
    await settle();
    expect(runs).toEqual([0, 300, 800]);
  });

  it('that is over is as if it had not been', async () => {
    const { settle, runs, told } = guard([unsettledWith(unanswered('ECONNRESET')), allCreated]);
    expect(await settle()).toEqual({ _tag: 'Done', verdicts: allCreated });
    expect([runs.length, told]).toEqual([2, []]);
  });
});

describe('any other trouble', () => {
  const [first] = allCreated;
  const [, second] = unsettledWith(unanswered('ECONNRESET'));

  it.each<[string, readonly Verdict[]]>([
    ['a time-out', unsettledWith(unanswered('timeout'))],
    ['no token', unsettledWith(unanswered('token-unavailable'))],
    ['a token that did not come in time', unsettledWith(unanswered('token-timeout'))],
    ['no permit', unsettledWith(unanswered('rate-limited', 0.5))],
    ['no time left', unsettledWith(unanswered('budget-spent'))],
    ['429 that says no time', unsettledWith(answered(429))],
    ['429 that asks for more than two seconds', unsettledWith(answered(429, 2.001))],
    ['429 that asks for an hour', unsettledWith(answered(429, 3600))],
    ['500', unsettledWith(answered(500))],
    ['401', unsettledWith(answered(401))],
    ['a part that was settled', [first, second].flatMap((verdict) => verdict ?? [])],
    ['everything settled', allCreated],
    ['nothing to settle', []],
  ])('is passed on at once: %s', async (_, verdicts) => {
    const { settle, runs } = guard([verdicts]);
    expect(await settle()).toEqual({ _tag: 'Done', verdicts });
    expect(runs).toEqual([0]);
  });
});

describe('a destination that settles nothing', () => {
  const failing = unsettledWith(answered(500));

  const opened = async (script: readonly (readonly Verdict[])[] = [failing]) => {
    const guarded = guard(script);
    for (let n = 0; n < 5; n += 1) await guarded.run();
    return guarded;
  };

  it.each<[string, ErrorDetail]>([
    ['500', answered(500)],
    ['503 with a long wait', answered(503, 60)],
    ['403', answered(403)],
    ['a time-out', unanswered('timeout')],
    ['no token', unanswered('token-unavailable')],
    ['a broken connection', unanswered('ECONNRESET')],
  ])('five times in a row is left alone from then on, and that is told once: %s', async (_, detail) => {
    const { settle, run, runs, told } = guard([unsettledWith(detail)]);
    for (let n = 0; n < 4; n += 1) await settle();
    expect(told).toEqual([]);
    await settle();
    expect(told).toEqual([`open ${detail.status} ${detail.code}`]);
    const made = runs.length;
    for (let n = 0; n < 10; n += 1) expect((await run())._tag).toBe('LeftAlone');
    expect(runs).toHaveLength(made);
    expect(told).toHaveLength(1);
  });

  it('is left alone for as long as is left of the time, and says so', async () => {
    const { run } = await opened();
    expect(await run()).toMatchObject({
      detail: { code: 'circuit-open', status: null, retryAfterSeconds: 30 },
    });
    await jest.advanceTimersByTimeAsync(12_000);
    expect(await run()).toMatchObject({ detail: { retryAfterSeconds: 18 } });
    await jest.advanceTimersByTimeAsync(17_900);
    expect(await run()).toMatchObject({ detail: { retryAfterSeconds: 1 } });
  });

  it('but four times in a row is not', async () => {
    const four = [failing, failing, failing, failing];
    const { run, told, runs } = guard([...four, allCreated, ...four, allCreated]);
    for (let n = 0; n < 10; n += 1) await run();
    expect([runs.length, told]).toEqual([10, []]);
  });

  it.each([
    ['429', answered(429)],
    ['429 with a long wait', answered(429, 3600)],
    ['no permit', unanswered('rate-limited', 5)],
    ['no time left', unanswered('budget-spent')],
  ])('for a reason that is not its own is never left alone: %s', async (_, detail) => {
    const { run, runs, told } = guard([unsettledWith(detail)]);
    for (let n = 0; n < 20; n += 1) expect((await run())._tag).toBe('Done');
    expect([runs.length, told]).toEqual([20, []]);
  });

  it('is probed by one batch when the time is over; the others wait for it and go on', async () => {
    const { run, runs, told } = await opened([failing, failing, failing, failing, failing, allCreated]);
    await jest.advanceTimersByTimeAsync(30_000);
    const results = await Promise.all([run(), run(), run()]);
    expect(results.map(({ _tag }) => _tag)).toEqual(['Done', 'Done', 'Done']);
    expect(runs).toHaveLength(8);
    expect(told).toEqual(['open 500 http-500', 'closed']);
  });

  it('is well again also where it is only busy', async () => {
    const busy = unsettledWith(answered(429));
    const { run, told } = await opened([failing, failing, failing, failing, failing, busy]);
    await jest.advanceTimersByTimeAsync(30_000);
    await run();
    expect(told).toEqual(['open 500 http-500', 'closed']);
  });

  it('that fails its probe is left alone as long again, without another alert', async () => {
    const { run, runs, told } = await opened();
    for (let again = 1; again <= 3; again += 1) {
      await jest.advanceTimersByTimeAsync(30_000);
      const results = await Promise.all([run(), run(), run()]);
      expect(results.map(({ _tag }) => _tag)).toEqual(['Done', 'LeftAlone', 'LeftAlone']);
      expect(runs).toHaveLength(5 + again);
    }
    expect(await run()).toMatchObject({ detail: { retryAfterSeconds: 30 } });
    expect(told).toEqual(['open 500 http-500']);
  });

  it.each([
    ['no permit', unanswered('rate-limited', 5)],
    ['no time left', unanswered('budget-spent')],
  ])('is not well again because a probe did not get there: %s', async (_, detail) => {
    const script = [failing, failing, failing, failing, failing, unsettledWith(detail), allCreated];
    const { run, told } = await opened(script);
    await jest.advanceTimersByTimeAsync(30_000);
    await run();
    expect(told).toEqual(['open 500 http-500']);
    await jest.advanceTimersByTimeAsync(30_000);
    await run();
    expect(told).toEqual(['open 500 http-500', 'closed']);
  });

  it('and becomes well and ill again is told of each time', async () => {
    const five = Array.from({ length: 5 }, () => failing);
    const { run, told } = await opened([...five, allCreated, ...five]);
    await jest.advanceTimersByTimeAsync(30_000);
    for (let n = 0; n < 6; n += 1) await run();
    expect(told).toEqual(['open 500 http-500', 'closed', 'open 500 http-500']);
  });
});
