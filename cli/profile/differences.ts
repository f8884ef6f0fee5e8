import { isDeepStrictEqual } from 'node:util';
import { at } from '../../shared/codec/json-pointer';
import { isObject } from '../../shared/codec/json-value';
import { type Violation } from '../../shared/codec/violation';

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

/** Where a value differs from what was expected: of an object only the named members are compared, anything else as a whole. */
export const differencesOf = (expected: unknown, value: unknown, pointer = ''): readonly Violation[] => {
  if (isObject(expected) && isObject(value))
    return Object.entries(expected).flatMap(([name, one]) =>
      differencesOf(one, value[name], at(pointer, name)),
    );
  return isDeepStrictEqual(expected, value)
    ? []
    : [{ pointer, expected: `${shown(expected)}, and it came to ${shown(value)}` }];
};

/** The same for a list, item by item. Missing and surplus items are named by their places. */
export const listDifferencesOf = (
  expected: readonly unknown[],
  values: readonly unknown[],
  pointer: string,
): readonly Violation[] => [
  ...expected.flatMap((one, index) =>
    index < values.length
      ? differencesOf(one, values[index], at(pointer, index))
      : [{ pointer: at(pointer, index), expected: `${shown(one)}, and there are only ${values.length}` }],
  ),
  ...values
    .slice(expected.length)
    .map((value) => ({ pointer, expected: `nothing more, and there came ${shown(value)}` })),
];
