import { fitTexts } from './fit-texts';
import { type Indicator } from './indicator';
import { stricterTlp } from './tlp';

const highest = (all: readonly Indicator[]): number | undefined => {
  const confidences = all.flatMap(({ confidence }) => confidence ?? []);
  return confidences.length === 0 ? undefined : confidences.reduce((most, one) => Math.max(most, one));
};

/** The most names of one kind, unless a single statement has more: an event may say ten thousand things of one observable. */
const maxNames = 50;

interface Joined {
  readonly names: readonly string[];
  readonly wasCut: boolean;
}

const join = ([first = [], ...others]: readonly (readonly string[] | undefined)[]): Joined => {
  const names = new Set(first);
  const most = Math.max(maxNames, names.size);
  let wasCut = false;
  for (const name of others.flatMap((list) => list ?? [])) {
    if (names.size < most) names.add(name);
    else wasCut ||= !names.has(name);
  }
  return { names: [...names], wasCut };
};

/**
 * Merges several statements about the same observables: the strictest TLP, the highest confidence, the tags and names of all as
 * far as they fit (a tag says where they do not), and everything else from the first. All are merged at once, since pair by
 * pair the same tags would be copied again for each of thousands.
 */
export const merge = (first: Indicator, others: readonly Indicator[]): Indicator => {
  const all = [first, ...others];
  const confidence = highest(all);
  const tags = join(all.map((one) => one.tags));
  const families = join(all.map((one) => one.malwareFamilyNames));
  const groups = join(all.map((one) => one.activityGroupNames));
  const merged: Indicator = {
    ...first,
    tlpLevel: all.map(({ tlpLevel }) => tlpLevel).reduce(stricterTlp),
    ...(confidence === undefined ? {} : { confidence }),
    tags: tags.names,
    malwareFamilyNames: families.names,
    activityGroupNames: groups.names,
  };
  const fit = fitTexts(merged, tags.wasCut || families.wasCut || groups.wasCut);
  if (fit !== undefined) return { ...fit, externalId: first.externalId };
  // Where not even one more name fits, the first statement stands alone, but never with a less strict level.
  return { ...first, tlpLevel: merged.tlpLevel, ...(confidence === undefined ? {} : { confidence }) };
};
