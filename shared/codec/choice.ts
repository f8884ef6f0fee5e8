import { canonical, type Canonical } from './canonical';
import { didYouMean } from './near-names';

/** One of a closed list, in exactly that spelling. `hint` follows the expectation, in brackets. */
export const oneOf = <const A extends string>(values: readonly A[], hint?: string): Canonical<A> => {
  const allowed = new Map<unknown, A>(values.map((value) => [value, value]));
  const expected = `one of ${values.join(', ')}${hint === undefined ? '' : ` (${hint})`}`;
  return canonical({
    expected,
    schema: { type: 'string', enum: [...values], ...(hint === undefined ? {} : { description: hint }) },
    parse: (value) => allowed.get(value),
    because: (value) => `${expected}${didYouMean(value, values)}`,
  });
};
