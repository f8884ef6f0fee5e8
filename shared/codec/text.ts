/**
 * Whether a character is of zero width or a direction mark: these come along when a value is copied from a web page or a
 * dialog.
 */
const isInvisible = (unit: number): boolean =>
  (unit >= 0x200b && unit <= 0x200f) || (unit >= 0x202a && unit <= 0x202e) || unit === 0x2060;

const isSpace = (unit: number): boolean =>
  unit <= 0x20 ? unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) : unit >= 0x85 && isUnicodeSpace(unit);

const isUnicodeSpace = (unit: number): boolean =>
  unit === 0x85 ||
  unit === 0xa0 ||
  unit === 0x1680 ||
  (unit >= 0x2000 && unit <= 0x200a) ||
  unit === 0x2028 ||
  unit === 0x2029 ||
  unit === 0x202f ||
  unit === 0x205f ||
  unit === 0x3000 ||
  unit === 0xfeff ||
  isInvisible(unit);

/** A word in small letters without spaces and signs, since senders spell the same one in several ways. */
export const plainWord = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Removes white space (any of Unicode's) and invisible characters at both ends. Linear, unlike /\s+$/. */
export const trim = (text: string): string => {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
};

/** The first `most` UTF-16 units, or one fewer where that would split a character. */
export const cut = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
};

/** Senders leave out a member in four ways: not there, null, '' and white space. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && trim(value) === '');
