export const plainName =
  'a name of up to 40 lower-case letters and digits, single dashes between them, a letter first';

/** A name that is safe in a URL, a table key, a metric and, in capitals, the name of a setting. */
export const isPlainName = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 40 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value);
