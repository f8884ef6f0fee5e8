import { canonical, type Canonical } from './canonical';

/** One of a closed list, spelled exactly so. `hint` is added to what is expected. */
export const oneOf = <const A extends string>(values: readonly A[], hint = ''): Canonical<A> => {
  const allowed = new Map<unknown, A>(values.map((value) => [value, value]));
  return canonical(`one of ${values.join(', ')}${hint}`, (value) => allowed.get(value));
};
