import { type Block } from './block';

/** A set of many networks. A look-up is a binary search. */
export interface NetworkSet {
  /** Whether they hold the whole block. */
  readonly covers: (block: Block) => boolean;
  /** Whether they hold part of the block, or lie inside it. */
  readonly overlaps: (block: Block) => boolean;
}

interface Span {
  readonly first: string;
  last: string;
}

/** The spans of blocks in order; none overlaps another or touches it. */
const spansOf = (blocks: readonly Block[]): readonly Span[] => {
  const sorted = [...blocks].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const spans: Span[] = [];
  for (const { first, last } of sorted) {
    const before = spans.at(-1);
    if (before === undefined || before.last < first) spans.push({ first, last });
    else if (before.last < last) before.last = last;
  }
  return spans;
};

/** The first span that ends at the address or after it. */
const spanAt = (spans: readonly Span[], address: string): Span | undefined => {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.last ?? '') < address) low = middle + 1;
    else high = middle;
  }
  return spans[low];
};

export const networkSet = (blocks: readonly Block[]): NetworkSet => {
  const byFamily = {
    4: spansOf(blocks.filter(({ family }) => family === 4)),
    6: spansOf(blocks.filter(({ family }) => family === 6)),
  };
  return {
    covers: ({ family, first, last }) => {
      const span = spanAt(byFamily[family], first);
      return span !== undefined && span.first <= first && last <= span.last;
    },
    overlaps: ({ family, first, last }) => {
      const span = spanAt(byFamily[family], first);
      return span !== undefined && span.first <= last;
    },
  };
};
