import fc from 'fast-check';

/**
 * Characters that grow on their way into a queue message: escaped by JSON, by XML or by both, of several bytes, or not
 * characters at all.
 */
export const hostileCharacters = [
  '&',
  '<',
  '>',
  '"',
  "'",
  '\\',
  '\u0001',
  '\n',
  '\u007f',
  '\u2028',
  '\ud800',
  '\udc00',
  '\ufffe',
  '\uffff',
  'ü',
  '漢',
  '😀',
  'x',
] as const;

/** Up to `most` of such characters: a single one repeated, or several. */
export const hostileText = (most: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(fc.constantFrom(...hostileCharacters), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: most }),
    )
    .map(([characters, length]) =>
      characters
        .join('')
        .repeat(Math.ceil(length / characters.length))
        .slice(0, length),
    );
