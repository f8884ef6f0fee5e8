import { InvalidArgumentError } from 'commander';
import { nearNames } from '../shared/codec/near-names';

/** Codes with which something can be parked; docs/parked.md says what to do about each. */
export const parkedReasons = [
  'attempts-exhausted',
  'age-exceeded',
  'permission-missing',
  'quota',
  'destination-off',
  'destination-retired',
  'not-json',
  'unreadable',
  'not-a-job',
  'too-large-to-queue',
] as const;

export const didYouMean = (written: string, names: readonly string[]): string => {
  const near = nearNames(written, names);
  return near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
};

/** For commander. An unknown code would otherwise look like one with which nothing is parked. */
export const parseReason = (written: string): string => {
  if (parkedReasons.some((code) => code === written)) return written;
  throw new InvalidArgumentError(
    `Nothing is ever parked with it.${didYouMean(written, parkedReasons) || ` One of: ${parkedReasons.join(', ')}.`}`,
  );
};
