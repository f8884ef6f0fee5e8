import { inTurns, type Interruptible } from '../../shared/pipeline/in-turns';
import { atOnce } from './read-at-once';
import { read } from '../../shared/pipeline/reading/read';
import { evaluateHere } from './evaluate-here';
import { inMemoryWorld } from './in-memory-environment';
import { eventWith } from './planned';
import { rightOf } from './right-of';

/** A clock on which so much passes between two looks. */
const clock = (ms: number) => {
  let at = Date.parse('2026-11-23T12:00:00.000Z');
  return () => new Date((at += ms));
};

function* counting(to: number): Interruptible<number> {
  let sum = 0;
  for (let n = 0; n < to; n += 1) {
    yield;
    sum += n;
  }
  return sum;
}

describe('work in turns', () => {
  const done = async (msBetweenLooks: number) => {
    let turns = 0;
    const turn = () => Promise.resolve(void (turns += 1));
    const result = await inTurns(clock(msBetweenLooks), () => counting(100), turn)();
    return { result, turns };
  };

  it('lets others go on each time that it has worked for long', async () => {
    expect(await done(20)).toEqual({ result: 4950, turns: 100 });
    expect(await done(10)).toEqual({ result: 4950, turns: 50 });
  });

  it('is done at once where it is short', async () => {
    expect(await done(0)).toEqual({ result: 4950, turns: 0 });
  });

  it('comes to the same as all at once', () => {
    expect(atOnce(counting(100))).toBe(4950);
  });
});

describe('while a big event is read', () => {
  const attributes = (count: number) => ({
    Attribute: Array.from({ length: count }, (_, n) => ({
      type: 'domain',
      category: 'Network activity',
      to_ids: true,
      value: `n${n}.bad-example-host.com`,
    })),
  });

  const cloudEvent = (id: number) => ({
    specversion: '1.0',
    id: String(id),
    source: '/a',
    type: 'b',
    data: attributes(1),
  });

  it.each([
    ['indicators', attributes(1_500), 1_500],
    ['envelopes', Array.from({ length: 200 }, (_, n) => cloudEvent(n)), 200],
    ['things that no format knows', Array.from({ length: 500 }, () => ({})), 1],
  ])('other work goes on: %s', async (_, body, count) => {
    const { environment } = inMemoryWorld([]);
    let others = 0;
    let isRead = false;
    const goOn = () => {
      others += 1;
      if (!isRead) setImmediate(goOn);
    };
    goOn();
    const slow = { ...environment, now: clock(30), evaluate: evaluateHere };
    const { found, left } = rightOf(await read(slow)(eventWith(body))());
    isRead = true;

    expect(others).toBeGreaterThan(20);
    expect(found.length + left.length).toBe(count);
  });
});
