import { type Indicator } from '../../indicator/indicator';
import { type Unfit } from '../destination';
import { defenderValuesOf } from './defender-indicators';

const surplus: Unfit = {
  code: 'better-hash',
  text: 'a stronger hash of the same file goes there, by which it is found as well',
};

/** Kinds of hash, the best first. */
const strengths = ['sha256', 'sha1', 'md5'];

const strengthOf = ({ fileHashType }: Indicator): number => strengths.indexOf(fileHashType ?? '');

/**
 * The file that a lone hash is a part of, by its event's word, and what to do with it. Null where the indicator is no lone
 * hash, or is part of nothing.
 */
const fileOf = (indicator: Indicator): string | null => {
  const { tags = [], action, passiveOnly = false } = indicator;
  const [of] = tags.filter((tag) => tag.startsWith('part-of:'));
  const isHashAlone = strengthOf(indicator) >= 0 && defenderValuesOf(indicator).length === 1;
  return of !== undefined && isHashAlone ? JSON.stringify([of, action, passiveOnly]) : null;
};

/**
 * The positions of surplus hashes: of those that an event ties to one file, all but the best, because each would take a place
 * of the tenant. Where two of a kind are tied together they do not belong to one file, and all of them go.
 */
export const surplusHashes = (indicators: readonly Indicator[]): readonly (Unfit | null)[] => {
  const files = new Map<string, Indicator[]>();
  for (const indicator of indicators) {
    const file = fileOf(indicator);
    if (file === null) continue;
    const others = files.get(file);
    if (others === undefined) files.set(file, [indicator]);
    else others.push(indicator);
  }
  return indicators.map((indicator) => {
    const hashes = files.get(fileOf(indicator) ?? '') ?? [];
    const isOneFile = new Set(hashes.map(strengthOf)).size === hashes.length;
    const isBest = hashes.every((other) => strengthOf(indicator) <= strengthOf(other));
    return isOneFile && !isBest ? surplus : null;
  });
};
