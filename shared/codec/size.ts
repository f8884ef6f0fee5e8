import { queueBytes } from './queue-weight';
import { type Violation } from './violation';
import { writeJson } from './write-json';

const kib = 1024;

/** Most bytes of an indicator as JSON in UTF-8: a hundred of them, the most of one call, stay under 4 MiB. */
export const maxBytes = 32 * kib;

/** Most bytes of it in a queue message; what a job says of it and of its tries has the rest of the 64 KiB. */
const maxInQueue = 42 * kib;

interface Size {
  readonly bytes: number;
  readonly inQueue: number;
}

const sizeOf = (json: string): Size => ({ bytes: Buffer.byteLength(json), inQueue: queueBytes(json) });

/** The part of what one indicator may hold, 1 for all of it, that a piece of its JSON takes. Pieces add up to no less. */
export const shareOf = (json: string): number => {
  const { bytes, inQueue } = sizeOf(json);
  return Math.max(bytes / maxBytes, inQueue / maxInQueue);
};

/** One UTF-16 unit takes at most six bytes of JSON (\uXXXX), seven in a queue; names and punctuation fit in 4 KiB, 8 there. */
const surelyFitting = Math.min((maxBytes - 4 * kib) / 6, (maxInQueue - 8 * kib) / 7);

/** An item of a list brings two quotes and a comma: 13 bytes in a queue. */
const perItem = 2;

/** Of an address, a host, a URL, a hash or a name that was observed, in UTF-8: more is none, and no expression sees it. */
const maxObservedBytes = 8 * 1024;

/** Is it longer than anything that is observed? One UTF-16 unit takes at most three bytes, so most answer at once. */
export const isOverlong = (text: string): boolean =>
  text.length > maxObservedBytes ||
  (text.length > maxObservedBytes / 3 && Buffer.byteLength(text) > maxObservedBytes);

const units = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + units(item) + perItem, 0);
  return typeof value === 'string' ? value.length : 0;
};

type Members = Readonly<Record<string, unknown>>;

/** true: it fits, as its length alone says. false: it has to be written out to know. */
export const surelyFits = (indicator: Members): boolean => units(Object.values(indicator)) <= surelyFitting;

export const fits = (indicator: Members): boolean =>
  surelyFits(indicator) || shareOf(writeJson(indicator)) <= 1;

/** What an indicator that does not fit has to be. */
export const expectedSize = (indicator: Members): string =>
  sizeOf(writeJson(indicator)).bytes > maxBytes
    ? `at most ${maxBytes / kib} KiB of JSON`
    : `at most ${maxInQueue / kib} KiB of JSON where &, <, > and quotes are XML entities, as in a queue message`;

/**
 * The largest member of an indicator that does not fit, as the place to shorten; none where it fits. `given` is as its sender
 * wrote it: a long description stands in another member of what was decoded.
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
