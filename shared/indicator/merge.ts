import { type Indicator } from './indicator';
import { stricterTlp } from './tlp';

const union = (a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] => [
  ...new Set([...(a ?? []), ...(b ?? [])]),
];

const highest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

/** Two statements about the same observables as one: the strictest TLP, the highest confidence, all tags and names. */
export const merge = (first: Indicator, second: Indicator): Indicator => {
  const confidence = highest(first.confidence, second.confidence);
  return {
    ...first,
    tlpLevel: stricterTlp(first.tlpLevel, second.tlpLevel),
    ...(confidence === undefined ? {} : { confidence }),
    tags: union(first.tags, second.tags),
    malwareFamilyNames: union(first.malwareFamilyNames, second.malwareFamilyNames),
    activityGroupNames: union(first.activityGroupNames, second.activityGroupNames),
  };
};
