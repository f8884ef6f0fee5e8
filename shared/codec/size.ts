/** A storage queue message holds 64 KiB; half of it is the indicator's (Azure Queue storage limits). */
export const mostBytes = 32 * 1024;

/** One UTF-16 unit takes at most six bytes of JSON (\uXXXX); names, quotes and commas of all members fit in 4 KiB. */
const surelyFits = (mostBytes - 4 * 1024) / 6;

/** Of an address, a host, a URL, a hash or a name that was observed, in UTF-8: more is none, and no expression sees it. */
const mostObservedBytes = 8 * 1024;

/** Is it longer than anything that is observed? One UTF-16 unit takes at most three bytes, so most answer at once. */
export const isOverlong = (text: string): boolean =>
  text.length > mostObservedBytes ||
  (text.length > mostObservedBytes / 3 && Buffer.byteLength(text) > mostObservedBytes);

const units = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + units(item) + 1, 0);
  return typeof value === 'string' ? value.length : 0;
};

/** Is it at most 32 KiB as JSON in UTF-8? Written out only where its length leaves doubt. */
export const fits = (indicator: Readonly<Record<string, unknown>>): boolean =>
  units(Object.values(indicator)) <= surelyFits || Buffer.byteLength(JSON.stringify(indicator)) <= mostBytes;
