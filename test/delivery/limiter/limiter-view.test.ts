import * as E from 'fp-ts/Either';
import { type LimiterRules } from '../../../shared/delivery/limiter/limiter-log';
import { createSharedLog } from '../../../shared/delivery/limiter/shared-log';
import { maxEntries, parseLog } from '../../../shared/delivery/limiter/log-text';
import { createLogView } from '../../../shared/delivery/limiter/log-view';
import { type SharedText } from '../../../shared/delivery/ports';
import { unavailable } from '../../../shared/failure';
import { seeded } from './limiter-world';

const rules: LimiterRules = {
  ...{ limit: 10, windowMs: 60_000, guardMs: 200, validityMs: 5_000 },
  ...{ slotMs: 250, patienceMs: 2_000, maxEntries },
};

/** A text whose service answers at once and says no date, and a clock that stands still. */
const world = () => {
  const row = { text: '', version: 0, isLosing: false, isDropping: false };
  const current = () => (row.version === 0 ? null : String(row.version));
  const shared: SharedText = {
    read: () => () => Promise.resolve(E.right({ text: row.text, version: current(), date: null })),
    write: (_, text, from) => () => {
      if (from !== current()) return Promise.resolve(E.right({ version: null, date: null }));
      if (row.isDropping) return Promise.resolve(E.left(unavailable('table', 'ECONNRESET')));
      row.text = text;
      row.version += 1;
      const answer = E.right({ version: current(), date: null });
      return Promise.resolve(row.isLosing ? E.left(unavailable('table', 'ECONNRESET')) : answer);
    },
  };
  const random = seeded(1);
  const clock = { now: 1_900_000_000_000 };
  const view = () =>
    createLogView(
      createSharedLog('graph', shared, () => clock.now),
      { now: () => clock.now, random, rules },
    );
  return { row, clock, view };
};

const heldIn = (text: string) => parseLog(text)?.held.map(({ n }) => n);

describe('what is held for an instance', () => {
  it('is taken out of the log by its next write, and nothing of what another holds until the same moment', async () => {
    const { row, clock, view } = world();
    const [one, other] = [view(), view()];
    for (const [each, wanted] of [
      [one, 2],
      [other, 3],
    ] as const) {
      await each.read();
      await each.write(each.decided(wanted));
    }
    expect(heldIn(row.text)).toEqual([5]);
    clock.now += 1_000;
    await one.read();
    await one.write(one.decided(1));
    expect(heldIn(row.text)).toEqual([3, 1]);
  });

  it('stays in the log where it is not known whether it was taken out', async () => {
    const { row, clock, view } = world();
    const [one, other, third] = [view(), view(), view()];
    for (const [each, wanted] of [
      [one, 2],
      [other, 3],
    ] as const) {
      await each.read();
      await each.write(each.decided(wanted));
    }
    clock.now += 1_000;
    await one.read();
    row.isLosing = true;
    expect(E.isLeft(await one.write(one.decided(1)))).toBe(true);
    row.isLosing = false;
    await third.read();
    await third.write(third.decided(1));
    await one.read();
    await one.write(one.decided(0));
    expect(heldIn(row.text)).toEqual([3, 2]);
  });

  it('is known where its own write is the last that was done, though the answer was lost', async () => {
    const { row, clock, view } = world();
    const one = view();
    await one.read();
    await one.write(one.decided(2));
    one.began();
    one.ended();
    clock.now += 1_000;
    row.isLosing = true;
    await one.write(one.decided(3));
    row.isLosing = false;
    await one.read();
    expect([one.unused(), one.untold()]).toEqual([3, 0]);
    await one.write(one.decided(0));
    expect(heldIn(row.text)).toEqual([]);
  });

  it('stays in the log where the write was not done, as it may still be', async () => {
    const { row, clock, view } = world();
    const one = view();
    await one.read();
    await one.write(one.decided(2));
    clock.now += 1_000;
    row.isDropping = true;
    await one.write(one.decided(3));
    row.isDropping = false;
    await one.read();
    await one.write(one.decided(0));
    expect(heldIn(row.text)).toEqual([2]);
  });
});

describe('whether others wrote', () => {
  it('is said of the first log that has calls, and of one that has changed since', async () => {
    const { clock, view } = world();
    const [one, other] = [view(), view()];
    expect(await one.read()).toEqual(E.right(false));
    await one.write(one.decided(1));
    expect(await one.read()).toEqual(E.right(false));
    expect(await other.read()).toEqual(E.right(true));
    await other.write(other.decided(1));
    expect(await one.read()).toEqual(E.right(true));
    clock.now += 90_000;
    expect(await view().read()).toEqual(E.right(false));
  });
});

describe('a text that can’t be read', () => {
  it('is written anew as a full window, of which nothing is granted', async () => {
    const { row, clock, view } = world();
    row.text = 'no log';
    row.version = 1;
    const one = view();
    await one.read();
    expect(one.hasToWrite()).toBe(true);
    expect(one.decided(1).granted).toBe(0);
    await one.write(one.decided(1));
    expect(one.hasToWrite()).toBe(false);
    expect(heldIn(row.text)).toEqual([10]);
    clock.now += 70_000;
    expect(one.decided(1).granted).toBe(0);
    clock.now += 1_000;
    expect(one.decided(10).granted).toBe(10);
  });
});
