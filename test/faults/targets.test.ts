import { type Fault } from './fault';
import { statusFaults } from './status';
import { everywhere, targetsOf } from './targets';

const fault = (name: string, more: Partial<Fault> = {}): Fault => ({
  group: 'status',
  name,
  on: 'short',
  inject: () => undefined,
  expected: {},
  maxCalls: 1,
  ...more,
});

const told = (faults: readonly Fault[], all: boolean) =>
  [...targetsOf(faults, all)].map(([{ name }, targets]) => [name, ...targets]);

describe('where a fault is tried', () => {
  it('is Graph, for one that is told nothing', () => {
    expect(told([fault('a'), fault('b')], false)).toEqual([
      ['a', 'graph'],
      ['b', 'graph'],
    ]);
  });

  it('takes turns for those that are the same everywhere, and for one only among its own', () => {
    const shared = ['a', 'b', 'c', 'd'].map((name) => fault(name, { at: everywhere }));
    expect(told([...shared, fault('e', { at: ['sentinel', 'defender'] })], false)).toEqual([
      ['a', 'graph'],
      ['b', 'sentinel'],
      ['c', 'graph'],
      ['d', 'defender'],
      ['e', 'sentinel'],
    ]);
  });

  it('is Graph on the slow lanes, each of which is an app of its own', () => {
    expect(told([fault('a'), fault('b', { at: everywhere, on: 'patient' })], false)).toContainEqual([
      'b',
      'graph',
    ]);
  });

  it('is everywhere for all of them where that is asked for', () => {
    expect(told([fault('a', { at: everywhere }), fault('b')], true)).toEqual([
      ['a', ...everywhere],
      ['b', 'graph'],
    ]);
  });

  it('leaves no destination out in the suite', () => {
    expect(new Set([...targetsOf(statusFaults, false).values()].flat())).toEqual(new Set(everywhere));
  });
});
