import { createTally } from './tally';

/** A tally with one indicator that was taken, on a clock that a test moves. */
const withOne = () => {
  const clock = { ms: 0 };
  const tally = createTally(() => clock.ms);
  const n = tally.open(1);
  tally.answered(n, 1, true);
  return { tally, n, clock };
};

describe('an indicator that was taken', () => {
  it('is lost when it is not stored and nobody tells of it', () => {
    const { tally, n } = withOne();
    expect(tally.sum()).toMatchObject({ sent: 1, stored: 0, lost: 1, lostIds: [n] });
    expect(tally.waiting()).toBe(1);
  });

  it('is lost when the outcome says created, and it is not stored', () => {
    const { tally, n } = withOne();
    tally.settled(n, 'created', '', false);
    expect(tally.sum()).toMatchObject({ lost: 1, lied: 0 });
  });

  it('is not lost when the destination lied about it, was offered it and refused it, or it is parked', () => {
    const { tally, n } = withOne();
    tally.settled(n, 'created', '', true);
    const rejected = tally.open(2);
    tally.answered(rejected, 2, true);
    tally.settled(rejected, 'rejected', 'bad', false);
    tally.settled(rejected + 1, 'parked', 'too-old', false);
    expect(tally.sum()).toMatchObject({ lost: 0, lied: 1, rejected: { bad: 1 }, parked: { 'too-old': 1 } });
  });

  it('is untold when it is stored without an outcome, and doubled when it is stored twice', () => {
    const { tally, n } = withOne();
    tally.stored(n);
    tally.stored(n);
    expect(tally.sum()).toMatchObject({ stored: 1, lost: 0, untold: 1, doubled: 1 });
  });

  it('counts once, with the better of two outcomes and the time of the first', () => {
    const { tally, n, clock } = withOne();
    clock.ms = 1500;
    tally.settled(n, 'parked', 'too-old', false);
    clock.ms = 9000;
    tally.settled(n, 'created', '', false);
    tally.stored(n);
    expect(tally.waiting()).toBe(0);
    expect(tally.sum()).toMatchObject({ stored: 1, parked: {}, secondsToOutcome: { p50: 1.5, max: 1.5 } });
  });
});

describe('an indicator without an answer', () => {
  it('is never lost', () => {
    const { tally } = withOne();
    const n = tally.open(1);
    tally.answered(n, 1, false);
    expect(tally.sum()).toMatchObject({ sent: 1, notAnswered: 1, lost: 1, lostIds: [0] });
  });
});

describe('a run of more indicators than were foreseen', () => {
  it('keeps all of them', () => {
    const tally = createTally(() => 0);
    const first = tally.open(5000);
    tally.answered(first, 5000, true);
    for (let n = 0; n < 5000; n += 1) tally.stored(n);
    expect(tally.sum()).toMatchObject({ sent: 5000, stored: 5000, untold: 5000, lost: 0 });
  });
});
