import { type Indicator } from './indicator';
import { stricterTlp } from './tlp';

const union = (lists: readonly (readonly string[] | undefined)[]): readonly string[] => [
  ...new Set(lists.flatMap((list) => list ?? [])),
];

const highest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

/**
 * Statements about the same observables as one: the strictest TLP, the highest confidence, all tags and names. All at once, as
 * two by two the same tags would be copied again for each of thousands.
 */
export const merge = (first: Indicator, others: readonly Indicator[]): Indicator => {
  const all = [first, ...others];
  const confidence = all.map((one) => one.confidence).reduce(highest);
  return {
    ...first,
    tlpLevel: all.map((one) => one.tlpLevel).reduce(stricterTlp),
    ...(confidence === undefined ? {} : { confidence }),
    tags: union(all.map((one) => one.tags)),
    malwareFamilyNames: union(all.map((one) => one.malwareFamilyNames)),
    activityGroupNames: union(all.map((one) => one.activityGroupNames)),
  };
};
