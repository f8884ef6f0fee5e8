import fc from 'fast-check';
import { codePoint } from '../arbitraries/code-point';
import { pack } from '../../shared/pipeline/pack';

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const item = fc.oneof(
  fc.string({ unit: codePoint, maxLength: 60 }),
  fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 40 }) }),
  fc.constant('x'.repeat(300)),
);

const input = fc.record({
  items: fc.array(item, { maxLength: 60 }),
  overhead: fc.integer({ min: 2, max: 40 }),
  atMost: fc.integer({ min: 1, max: 20 }),
});

const most = 200;

describe('packing items into messages', () => {
  it('keeps the order and drops nothing', () => {
    fc.assert(
      fc.property(input, ({ items, overhead, atMost }) => {
        expect(pack(items, { weightOf: bytes, overhead, atMost, most }).flat()).toEqual(items);
      }),
    );
  });

  it('keeps every group within the bytes and the number it may have, but for an item that fits nowhere', () => {
    fc.assert(
      fc.property(input, ({ items, overhead, atMost }) => {
        for (const group of pack(items, { weightOf: bytes, overhead, atMost, most })) {
          expect(group.length).toBeGreaterThan(0);
          expect(group.length).toBeLessThanOrEqual(atMost);
          expect(group.length === 1 || bytes(group) - '[]'.length + overhead < most).toBe(true);
        }
      }),
    );
  });

  it('begins a new group only where the next item has no room', () => {
    fc.assert(
      fc.property(input, ({ items, overhead, atMost }) => {
        const groups = pack(items, { weightOf: bytes, overhead, atMost, most });
        groups.slice(1).forEach(([next], index) => {
          const before = groups[index] ?? [];
          const together = bytes([...before, next]) - '[]'.length + overhead;
          expect(before.length === atMost || together >= most).toBe(true);
        });
      }),
    );
  });

  it.each([
    ['both, where they leave one byte', 44, 1],
    ['one, where the second would fill the last byte', 45, 2],
  ])('has room for %s', (_, size, groups) => {
    const quoted = (length: number): string => 'x'.repeat(length - '""'.length);
    expect(
      pack([quoted(44), quoted(size)], { weightOf: bytes, overhead: 10, atMost: 100, most: 100 }),
    ).toHaveLength(groups);
  });

  it('lets an item that fits nowhere stand alone', () => {
    const large = 'x'.repeat(500);
    expect(pack(['a', large, 'b'], { weightOf: bytes, overhead: 10, atMost: 100, most })).toEqual([
      ['a'],
      [large],
      ['b'],
    ]);
  });

  it('makes no group of nothing', () => {
    expect(pack([], { weightOf: bytes, overhead: 10, atMost: 100, most })).toEqual([]);
  });

  it('asks what each item weighs', () => {
    expect(pack([3, 3, 3], { weightOf: (item) => item, overhead: 1, atMost: 100, most: 10 })).toEqual([
      [3, 3],
      [3],
    ]);
  });
});
