import { queueBytes } from './queue-weight';
import { type Violation } from './violation';
import { writeJson } from './write-json';

const kib = 1024;

/** Most bytes of an indicator as JSON in UTF-8. A hundred of them, the most in one call, stay under 4 MiB. */
export const maxBytes = 32 * kib;

/** Most bytes of an indicator in a queue message. The rest of the 64 KiB is for what a job says of it and of its tries. */
const maxInQueue = 42 * kib;

interface Size {
  readonly bytes: number;
  readonly inQueue: number;
}

const sizeOf = (json: string): Size => ({ bytes: Buffer.byteLength(json), inQueue: queueBytes(json) });

/**
 * The share of an indicator's limit that a piece of its JSON takes; 1 is all of it. The shares of the pieces add up to at least
 * that of the whole.
 */
export const shareOf = (json: string): number => {
  const { bytes, inQueue } = sizeOf(json);
  return Math.max(bytes / maxBytes, inQueue / maxInQueue);
};

/**
 * The most UTF-16 units that fit for sure: one takes at most six bytes of JSON (\uXXXX), seven in a queue. Names and
 * punctuation fit in 4 KiB, 8 KiB there.
 */
const surelyFitting = Math.min((maxBytes - 4 * kib) / 6, (maxInQueue - 8 * kib) / 7);

/** Units added for each item of a list, for its two quotes and comma: 13 bytes in a queue. */
const perItem = 2;

/**
 * Most bytes of an observed address, host, URL, hash or name, in UTF-8. Anything longer is refused before an expression sees
 * it.
 */
const maxObservedBytes = 8 * 1024;

/**
 * Whether a text is longer than anything observed can be. A UTF-16 unit takes at most three bytes, so the length alone usually
 * decides.
 */
export const isOverlong = (text: string): boolean =>
  text.length > maxObservedBytes ||
  (text.length > maxObservedBytes / 3 && Buffer.byteLength(text) > maxObservedBytes);

const units = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + units(item) + perItem, 0);
  return typeof value === 'string' ? value.length : 0;
};

type Members = Readonly<Record<string, unknown>>;

/** True: its length alone shows that it fits. False: it has to be written out to know. */
export const surelyFits = (indicator: Members): boolean => units(Object.values(indicator)) <= surelyFitting;

export const fits = (indicator: Members): boolean =>
  surelyFits(indicator) || shareOf(writeJson(indicator)) <= 1;

/** The limit that an indicator breaks. */
export const expectedSize = (indicator: Members): string =>
  sizeOf(writeJson(indicator)).bytes > maxBytes
    ? `at most ${maxBytes / kib} KiB of JSON`
    : `at most ${maxInQueue / kib} KiB of JSON where &, <, > and quotes are XML entities, as in a queue message`;

/**
 * The largest member of an indicator that does not fit, as the place to shorten; none where it fits. `given` is the indicator
 * as its sender wrote it, since decoding moves a long description to another member.
 */
export const oversize = (indicator: Members, given = indicator): readonly Violation[] => {
  if (fits(indicator)) return [];
  const [largest] = Object.keys(given)
    .filter((name) => Object.hasOwn(indicator, name))
    .map((name) => ({ name, share: shareOf(writeJson(given[name])) }))
    .sort((a, b) => b.share - a.share);
  const expected = `less: the indicator is to be ${expectedSize(indicator)}, and this is its largest member`;
  return largest === undefined ? [] : [{ pointer: `/${largest.name}`, expected }];
};
