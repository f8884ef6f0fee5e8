import { existsSync } from 'node:fs';
import path from 'node:path';
import { faultsAround, faultsWithin } from './all';
import { type Fault } from './fault';
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

  it('is nowhere in the suite for one that something else holds, and nobody else takes its turn', () => {
    const shared = ['a', 'b', 'c'].map((name) =>
      fault(name, { at: everywhere, ...(name === 'b' && { heldBy: 'c' }) }),
    );
    expect(told(shared, false)).toEqual([
      ['a', 'graph'],
      ['c', 'graph'],
    ]);
    expect(told(shared, true)).toContainEqual(['b', ...everywhere]);
  });
});

describe('the faults of the suite', () => {
  const all = [...faultsAround, ...faultsWithin];
  const inSuite = targetsOf(all, false);

  it('leave no destination and no group out', () => {
    expect(new Set([...inSuite.values()].flat())).toEqual(new Set(everywhere));
    expect(new Set([...inSuite.keys()].map(({ group }) => group))).toEqual(
      new Set(all.map(({ group }) => group)),
    );
  });

  it.each(all.flatMap(({ name, heldBy }) => (heldBy === undefined ? [] : [[name, heldBy]])))(
    'are without "%s", as there is %s',
    (_, heldBy) => {
      const isFile = existsSync(path.resolve(__dirname, '..', heldBy));
      const isFault = [...inSuite.keys()].some(({ name }) => name === heldBy);
      expect(isFile || isFault).toBe(true);
    },
  );
});
