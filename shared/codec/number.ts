import { canonical, type Canonical } from './canonical';

const most32Bits = 2 ** 31 - 1;

/** Some senders write ports as strings. Graph declares integers, so a string is refused and nothing is guessed. */
export const integerBetween = (least: number, most: number): Canonical<number> =>
  canonical({
    expected: `an integer from ${least} to ${most}, as a JSON number, not a string`,
    schema: {
      type: 'integer',
      ...(most > most32Bits ? { format: 'int64' } : {}),
      minimum: least,
      // A limit beyond the integers that JavaScript counts is not a limit of the member's own.
      ...(most < Number.MAX_SAFE_INTEGER ? { maximum: most } : {}),
    },
    parse: (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
        ? value + 0 // -0 becomes 0
        : undefined,
  });

export const trueOrFalse: Canonical<boolean> = canonical({
  expected: 'true or false, as a JSON boolean',
  schema: { type: 'boolean' },
  parse: (value) => (typeof value === 'boolean' ? value : undefined),
});
