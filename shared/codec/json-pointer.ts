const special = /[~/\ud800-\udfff]/;

/** One segment of a JSON pointer (RFC 6901), escaped; lone surrogates become U+FFFD. */
export const escapeSegment = (segment: string): string =>
  special.test(segment) ? segment.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1') : segment;

/** What such a segment stands for. */
export const unescapeSegment = (segment: string): string =>
  segment.includes('~') ? segment.replaceAll('~1', '/').replaceAll('~0', '~') : segment;

/** The place of `key` in what is at `pointer`: at('/value', 3) is '/value/3'. */
export const at = (pointer: string, key: string | number): string =>
  typeof key === 'number' ? `${pointer}/${key}` : `${pointer}/${escapeSegment(key)}`;
