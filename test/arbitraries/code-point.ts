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
 * Any code point but a surrogate, each as likely as another: what fast-check calls the unit 'binary'. To make a text of that one it lays
 * a map of all of Unicode first, which took each file of tests that does so seconds of processor.
 */
export const codePoint: fc.Arbitrary<string> = fc
  .nat({ max: 0x10ffff - surrogates.count })
  .map(
    (choice) => String.fromCodePoint(choice < surrogates.from ? choice : choice + surrogates.count),
    choiceOf,
  );
