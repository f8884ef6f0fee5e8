import { createWorkingSize } from '../../../shared/delivery/batches/working-size';

const tenMinutes = 600_000;

const sizeOf = (documented: number) => {
  let clock = 0;
  const size = createWorkingSize(documented, () => new Date(clock), tenMinutes);
  return { size, advance: (ms: number) => (clock += ms) };
};

const times = (count: number, act: () => void): void => Array.from({ length: count }).forEach(act);

describe('the size of a call', () => {
  it('is what is documented, at first', () => {
    expect(sizeOf(100).size.now()).toBe(100);
  });

  it.each([
    ['a half', 50, 50],
    ['never under a quarter', 10, 25],
    ['never more than is documented', 500, 100],
  ])('is what was seen to work three times in a row: %s', (_, seen, now) => {
    const { size } = sizeOf(100);
    times(3, () => size.halved(seen));
    expect(size.now()).toBe(now);
  });

  it('is not made smaller by a passing error or two', () => {
    const { size } = sizeOf(100);
    times(2, () => size.halved(50));
    expect(size.now()).toBe(100);
  });

  it('is not made smaller while larger calls are taken in between', () => {
    const { size } = sizeOf(100);
    times(20, () => {
      size.halved(50);
      size.taken(100);
    });
    expect(size.now()).toBe(100);
  });

  it('is made smaller although the halves are taken', () => {
    const { size } = sizeOf(100);
    times(3, () => {
      size.taken(50);
      size.taken(50);
      size.halved(50);
    });
    expect(size.now()).toBe(50);
  });

  it('is forgotten after ten minutes, for the trouble may have passed', () => {
    const { size, advance } = sizeOf(100);
    times(3, () => size.halved(50));
    advance(tenMinutes - 1);
    expect(size.now()).toBe(50);
    advance(1);
    expect(size.now()).toBe(100);
  });
});
