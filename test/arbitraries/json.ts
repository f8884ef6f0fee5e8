import fc from 'fast-check';
import { codePoint } from './code-point';

/** Any JSON as JSON.parse gives it, including an own `__proto__` member, lone surrogates and -0. */
export const anyJson: fc.Arbitrary<unknown> = fc
  .json({ maxDepth: 4, stringUnit: codePoint })
  .map((text): unknown => JSON.parse(text));

/** An array in an array, `levels` deep: JSON.parse takes 10 000 levels, a recursive function does not. */
export const nested = (levels: number): unknown => {
  let value: unknown = 'core';
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
};

export const canary = 'canary7f3a9c';

/** Puts the canary into the string values of a JSON value, at random; the names of members stay as they are. */
export const planting = (json: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(json, fc.infiniteStream(fc.constantFrom('keep', 'add', 'replace'))).map(([value, how]) => {
    const plant = (_name: string, leaf: unknown): unknown => {
      if (typeof leaf !== 'string') return leaf;
      const chosen: unknown = how.next().value;
      if (chosen === 'keep') return leaf;
      return chosen === 'add' ? `${leaf}${canary}` : canary;
    };
    const planted: unknown = JSON.parse(JSON.stringify(value, plant));
    return planted;
  });
