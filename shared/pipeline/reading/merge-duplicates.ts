import { type SkipReason } from '../../formats/format';
import { merge } from '../../indicator/merge';
import { type Planned, type Provenance } from '../outcome';

/** Something in the event that did not become an indicator. */
export interface LeftOut {
  readonly provenance: Provenance;
  readonly reason: SkipReason;
  /** What its source no longer supports, as take-backs. */
  readonly withdrawn?: readonly Planned[];
}

/** Found indicators with the keys by which duplicates are recognised. */
export interface KeyedReading {
  readonly found: readonly { readonly key: string; readonly planned: Planned }[];
  readonly left: readonly LeftOut[];
}

/** The result of reading an event: found + left = items in. */
export interface Reading {
  readonly found: readonly Planned[];
  readonly left: readonly LeftOut[];
}

const duplicate: SkipReason = {
  code: 'duplicate-in-event',
  text: 'the same observable stands earlier in this event; what this one says of it was merged into that one',
  violations: [],
  unreadable: false,
};

/** The statements of an event about the same observables; usually there is one. */
interface Statements {
  readonly first: Planned;
  readonly others: Planned[];
}

/** When the last of several words on one thing was said, where each has a time. */
const newestOf = (all: readonly Planned[]): Pick<Planned, 'saidAt'> => {
  const times = all.map(({ saidAt }) => saidAt).filter((saidAt) => saidAt !== undefined);
  return times.length < all.length ? { saidAt: undefined } : { saidAt: times.sort().at(-1) };
};

/** The latest end that is given for one thing, where the profile gives it a shorter life. */
const latestEnd = (all: readonly Planned[]): Pick<Planned, 'end'> => {
  const end = all
    .flatMap((one) => one.end ?? [])
    .sort()
    .at(-1);
  return end === undefined ? {} : { end };
};

/** An event does not withdraw what it says itself elsewhere. */
const exceptFound = (found: readonly Planned[], left: readonly LeftOut[]): readonly LeftOut[] => {
  if (left.every(({ withdrawn = [] }) => withdrawn.length === 0)) return left;
  const foundIds = new Set(found.map(({ indicator: { externalId } }) => externalId));
  return left.map(({ withdrawn = [], ...one }) => {
    const kept = withdrawn.filter(({ indicator: { externalId } }) => !foundIds.has(externalId));
    return kept.length === 0 ? one : { ...one, withdrawn: kept };
  });
};

/** Merges the same observables in one event into one indicator. A sender's own externalId keeps two apart. */
export const mergeDuplicates = ({ found, left }: KeyedReading): Reading => {
  const kept = new Map<string, Statements>();
  const duplicates: LeftOut[] = [];
  for (const { key, planned } of found) {
    const statements = kept.get(key);
    if (statements === undefined) {
      kept.set(key, { first: planned, others: [] });
    } else {
      statements.others.push(planned);
      duplicates.push({ provenance: planned.provenance, reason: duplicate });
    }
  }
  const all = [...kept.values()].map(({ first, others }) =>
    others.length === 0
      ? first
      : {
          ...first,
          ...newestOf([first, ...others]),
          ...latestEnd([first, ...others]),
          indicator: merge(
            first.indicator,
            others.map(({ indicator }) => indicator),
          ),
        },
  );
  const leftOut = exceptFound(all, left);
  return { found: all, left: duplicates.length === 0 ? leftOut : [...leftOut, ...duplicates] };
};
