import { trim } from './text';

/** Functions that look into parsed JSON of unknown shape. They never throw and never guess. */

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether an object is really a list: PHP writes a list with gaps, or out of order, as an object with its numbers as names. */
export const isNumbered = (value: unknown): value is Json => {
  if (!isObject(value)) return false;
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => /^\d{1,9}$/.test(name));
};

/** The array, or an array of the one thing that stands where an array was expected; empty for null. */
export const oneOrMany = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  if (isNumbered(value)) return Object.values(value);
  return value === undefined || value === null ? [] : [value];
};

/** The only item of a list of one; any other value as it is. */
const alone = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);

/** An object, or a list of one: some write so what is one thing. */
export const holdsObject = (value: unknown): boolean => isObject(alone(value));

/** The object, or the only one of a list; else an empty one. */
export const objectOf = (value: unknown): Json => {
  const one = alone(value);
  return isObject(one) ? one : {};
};

const plainTextOf = (value: unknown): string | undefined => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  const text = typeof value === 'string' ? trim(value) : '';
  return text === '' ? undefined : text;
};

/** A string that is not blank, trimmed; a number as text; or either of these as the only item of a list. */
export const textOf = (value: unknown): string | undefined => plainTextOf(alone(value));

/** Whether a flag is set, as JSON, tables, forms and Python write it. */
export const isYes = (value: unknown): boolean =>
  alone(value) === true || /^(?:true|1|yes)$/i.test(textOf(value) ?? '');

/** Whether a flag is there and not set. */
export const isNo = (value: unknown): boolean =>
  alone(value) === false || /^(?:false|0|no)$/i.test(textOf(value) ?? '');

/** Every string that is not blank, in an array or alone. */
export const textsOf = (value: unknown): readonly string[] =>
  oneOrMany(value).flatMap((item) => textOf(item) ?? []);

/** Every word between commas, in an array of texts or in a single text. Split without a pattern, so it is linear on any input. */
export const commaSeparated = (value: unknown): readonly string[] =>
  textsOf(value)
    .flatMap((text) => text.split(','))
    .flatMap((word) => textOf(word) ?? []);

/** Parses JSON inside a string, as table exports write it; gives anything else as it is. */
export const unpacked = (value: unknown): unknown => {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
};
