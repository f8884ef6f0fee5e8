/** One segment of a JSON pointer (RFC 6901), escaped; lone surrogates become U+FFFD. */
export const escapeSegment = (segment: string): string =>
  segment.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1');

/** The place of `key` in what is at `pointer`: at('/value', 3) is '/value/3'. */
export const at = (pointer: string, key: string | number): string =>
  `${pointer}/${escapeSegment(String(key))}`;
