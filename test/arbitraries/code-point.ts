import fc from 'fast-check';

const surrogates = { from: 0xd800, count: 0x800 };

const choiceOf = (char: unknown): number => {
  const point = typeof char === 'string' ? (char.codePointAt(0) ?? -1) : -1;
  const choice = point < surrogates.from ? point : point - surrogates.count;
  const isIt = point >= 0 && (point < surrogates.from || choice >= surrogates.from);
  if (!isIt || char !== String.fromCodePoint(point)) throw new Error('this is not one code point');
  return choice;
};

/**
 * Any code point but a surrogate, all equally likely: what fast-check calls the unit 'binary'. For a text of that unit,
 * fast-check first makes a map of all of Unicode, which cost each such file of tests seconds of processor time.
 */
export const codePoint: fc.Arbitrary<string> = fc
  .nat({ max: 0x10ffff - surrogates.count })
  .map(
    (choice) => String.fromCodePoint(choice < surrogates.from ? choice : choice + surrogates.count),
    choiceOf,
  );
