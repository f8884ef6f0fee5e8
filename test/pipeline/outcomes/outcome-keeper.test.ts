import * as E from 'fp-ts/Either';
import { unavailable } from '../../../shared/failure';
import { createOutcomeKeeper } from '../../../shared/pipeline/outcomes/outcome-keeper';
import { type OutcomeQueue } from '../../../shared/pipeline/ports';
import { joinMessages, outcomeMessages } from '../../../shared/pipeline/outcomes/outcome-messages';
import { notCreated, reason, type Outcome, type Planned } from '../../../shared/pipeline/outcome';
import { eventually } from '../../waiting';
import { plannedOf } from '../planned';

const gone = E.left(unavailable('queue', 'http-503'));

const skipped = (planned: Planned): Outcome =>
  notCreated(
    planned,
    { destination: 'graph', state: 'skipped', why: reason('a-code', 'why') },
    { attempt: 1, settledAt: '2026-11-29T12:00:00.000Z' },
  );

/** A queue that is away until it is not, and a keeper whose pauses end when they are told to. */
const createWorld = ({ maxKept }: { readonly maxKept?: number } = {}) => {
  const written: string[] = [];
  const alerts: string[] = [];
  let clock = 0;
  let tries = 0;
  const pauses: (() => void)[] = [];
  const state = { isAway: false, never: [] as readonly string[] };
  const queue: OutcomeQueue = {
    write: (messages) => () => {
      tries += 1;
      if (state.isAway || messages.some((one) => state.never.includes(one))) return Promise.resolve(gone);
      written.push(...messages);
      return Promise.resolve(E.right(undefined));
    },
  };
  const keeper = createOutcomeKeeper({
    queue,
    now: () => new Date(clock),
    pause: (_, signal) =>
      new Promise((resolve) => {
        pauses.push(resolve);
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve());
      }),
    alert: (code) => alerts.push(code),
    ...(maxKept === undefined ? {} : { maxKept }),
  });
  const patience = new AbortController();
  return {
    keeper,
    written,
    alerts,
    state,
    tries: () => tries,
    patience,
    write: (...messages: readonly string[]) => keeper.write(messages, patience.signal)(),
    /** Waits until it pauses, and lets time pass. */
    advance: async (ms: number) => {
      await eventually(() => pauses.length > 0);
      clock += ms;
      for (const resume of pauses.splice(0)) resume();
    },
  };
};

describe('outcomes that somebody waits for', () => {
  it('are written at once where they can be', async () => {
    const { write, written, tries } = createWorld();
    expect(await write('a', 'b')).toEqual(E.right(undefined));
    expect([written, tries()]).toEqual([['a', 'b'], 2]);
  });

  it('go together where they come together, and each is answered', async () => {
    const { write, written } = createWorld();
    const messages = ['a', 'b', 'c'].flatMap((name) => outcomeMessages(plannedOf(name).map(skipped)));
    const answers = await Promise.all(messages.map((message) => write(message)));
    expect(answers).toEqual(messages.map(() => E.right(undefined)));
    const [first = '', ...others] = messages;
    expect(written).toEqual([first, joinMessages(others)]);
  });

  it('are written each by itself where one that came with them is never taken', async () => {
    const { write, written, state, advance } = createWorld();
    const messages = ['a', 'b', 'bad'].flatMap((name) => outcomeMessages(plannedOf(name).map(skipped)));
    const [first = '', second = '', bad = ''] = messages;
    state.never = [bad, joinMessages([second, bad])];
    const answers = messages.map((message) => write(message));
    await advance(1);
    expect(await Promise.all(answers.slice(0, 2))).toEqual([E.right(undefined), E.right(undefined)]);
    expect([...written].sort()).toEqual([first, second].sort());
  });

  it('are tried again until they are written, each once', async () => {
    const { write, written, state, advance, alerts } = createWorld();
    state.isAway = true;
    const answer = write('a', 'b', 'c');
    await advance(1);
    await advance(1);
    state.isAway = false;
    await advance(1);
    expect(await answer).toEqual(E.right(undefined));
    expect([[...written].sort(), alerts]).toEqual([['a', 'b', 'c'], ['outcomes-kept']]);
  });

  it('are written later where nobody waits any more', async () => {
    const { write, written, state, advance, patience } = createWorld();
    state.isAway = true;
    const answer = write('a');
    await advance(1);
    patience.abort();
    expect(await answer).toMatchObject({ left: { code: 'budget-spent' } });
    state.isAway = false;
    await advance(1);
    await eventually(() => written.length > 0);
    expect(written).toEqual(['a']);
  });

  it('are written although nobody waits from the start', async () => {
    const { keeper, written } = createWorld();
    expect(E.isLeft(await keeper.write(['a'], AbortSignal.abort())())).toBe(true);
    await eventually(() => written.length > 0);
  });

  it('do not ask an account that is away: they are kept with those that are', async () => {
    const { write, written, state, advance, tries } = createWorld();
    state.isAway = true;
    const first = write('a');
    await eventually(() => tries() >= 2);
    const before = tries();
    const second = write('b');
    await Promise.resolve();
    expect(tries()).toBe(before);
    state.isAway = false;
    await advance(1);
    await Promise.all([first, second]);
    expect([...written].sort()).toEqual(['a', 'b']);
  });

  it('are not held up by one that is never taken, which is given up after an hour, and said to be lost', async () => {
    const { write, written, state, advance, alerts } = createWorld();
    state.never = ['bad'];
    const answers = Promise.all([write('bad'), write('a'), write('b')]);
    await advance(3_600_000);
    expect((await answers).map(E.isRight)).toEqual([false, true, true]);
    expect([written, alerts]).toEqual([
      ['a', 'b'],
      ['outcomes-kept', 'outcomes-lost'],
    ]);
  });

  it('are refused where too many are kept', async () => {
    const { write, state, alerts } = createWorld({ maxKept: 5 });
    state.isAway = true;
    void write('12345');
    expect(await write('6')).toMatchObject({ left: { code: 'outcomes-not-kept' } });
    expect(alerts).toEqual(['outcomes-kept', 'outcomes-lost']);
  });
});

describe('when the process is asked to end', () => {
  it.each([
    [false, ['a', 'b'], ['outcomes-kept']],
    [true, [], ['outcomes-kept', 'outcomes-lost']],
  ])('tries what is kept once more (away: %s)', async (isAway, written, alerts) => {
    const world = createWorld();
    world.state.isAway = true;
    const answer = world.write('a', 'b');
    await eventually(() => world.tries() >= 2);
    world.state.isAway = isAway;
    await world.keeper.stop();
    expect(E.isRight(await answer)).toBe(!isAway);
    expect([[...world.written].sort(), world.alerts]).toEqual([written, alerts]);
  });

  it('ends at once where nothing is kept', async () => {
    await createWorld().keeper.stop();
  });
});

describe('outcomes that nobody waits for', () => {
  it('are tried once: who writes them tries again', async () => {
    const { keeper, state, written, tries, alerts } = createWorld();
    state.isAway = true;
    expect(await keeper.write(['a'])()).toEqual(gone);
    expect([written, tries(), alerts]).toEqual([[], 1, []]);
  });
});
