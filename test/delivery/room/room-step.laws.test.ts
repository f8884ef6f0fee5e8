import fc from 'fast-check';
import {
  admittedBy,
  began,
  countedAs,
  ended,
  heldIn,
  unknownRoom,
  type RoomState,
} from '../../../shared/delivery/room/room-step';

type Command =
  | { readonly _tag: 'Enter'; readonly weights: readonly number[] }
  /** One that is under way is taken there, and is heard of with the command after it. */
  | { readonly _tag: 'Leave'; readonly pick: number; readonly isTaken: boolean }
  | { readonly _tag: 'Expire'; readonly entries: number }
  | { readonly _tag: 'BeginCount' }
  /** `isLate`: it saw the tenant as it is now, and not as it was when it began. */
  | { readonly _tag: 'EndCount'; readonly isLate: boolean };

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    _tag: fc.constant('Enter' as const),
    weights: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 }),
  }),
  fc.record({ _tag: fc.constant('Leave' as const), pick: fc.nat(), isTaken: fc.boolean() }),
  fc.record({ _tag: fc.constant('Expire' as const), entries: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ _tag: fc.constant('BeginCount' as const) }),
  fc.record({ _tag: fc.constant('EndCount' as const), isLate: fc.boolean() }),
);

const max = 12;

/** A tenant, and one process that adds to it. */
const play = (first: number, commands: readonly Command[]) => {
  let real = first;
  let state: RoomState = countedAs(unknownRoom, { held: first, at: 0, addedBefore: 0 });
  const underWay: number[] = [];
  let begun: { readonly added: number; readonly real: number } | null = null;
  const overfull: number[] = [];
  for (const one of commands) {
    switch (one._tag) {
      case 'Enter': {
        const entered = one.weights.slice(0, admittedBy(state, max, one.weights));
        const entries = entered.reduce((sum, weight) => sum + weight, 0);
        state = began(state, entries);
        if (entries > 0) underWay.push(entries);
        break;
      }
      case 'Leave': {
        const [entries] = underWay.splice(one.pick % Math.max(1, underWay.length), 1);
        if (entries === undefined) break;
        if (one.isTaken) real += entries;
        state = ended(state, entries, one.isTaken ? entries : 0);
        break;
      }
      case 'Expire':
        real = Math.max(0, real - one.entries);
        break;
      case 'BeginCount':
        begun ??= { added: state.added, real };
        break;
      case 'EndCount':
        if (begun === null) break;
        state = countedAs(state, { held: one.isLate ? real : begun.real, at: 0, addedBefore: begun.added });
        begun = null;
    }
    if (real + underWay.reduce((sum, entries) => sum + entries, 0) > max) overfull.push(real);
  }
  return { overfull, state, real, underWay };
};

const scene = fc.tuple(fc.integer({ min: 0, max }), fc.array(command, { maxLength: 60 }));

describe('the room of a tenant to which nobody else adds', () => {
  it('is never given to more than have a place, whatever runs at once', () => {
    fc.assert(
      fc.property(scene, ([first, commands]) => {
        expect(play(first, commands).overfull).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is known to the entry once it is counted while nothing is under way', () => {
    fc.assert(
      fc.property(scene, ([first, commands]) => {
        const quiet: readonly Command[] = [
          ...Array.from({ length: 60 }, () => ({ _tag: 'Leave' as const, pick: 0, isTaken: true })),
          { _tag: 'EndCount', isLate: true },
          { _tag: 'BeginCount' },
          { _tag: 'EndCount', isLate: true },
        ];
        const { state, real } = play(first, [...commands, ...quiet]);
        expect(heldIn(state)).toBe(real);
      }),
    );
  });
});

describe('who has a place', () => {
  const holding = (held: number): RoomState => countedAs(unknownRoom, { held, at: 0, addedBefore: 0 });

  it.each<[string, RoomState, readonly number[], number]>([
    ['all, where nothing is known', unknownRoom, [9, 9], 2],
    ['all that fit', holding(0), [4, 4, 4], 3],
    ['none, where it is full', holding(12), [1], 0],
    ['none, where it holds more than it may', holding(20), [1], 0],
    ['those before the first that does not fit, and none after it', holding(9), [2, 2, 1], 1],
  ])('are %s', (_, state, weights, expected) => {
    expect(admittedBy(state, max, weights)).toBe(expected);
  });
});
