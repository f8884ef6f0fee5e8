import { type Outcome } from '../shared/pipeline/outcome';

/** The outcomes of one indicator, one for each destination; or the outcome of something that was left. */
export type OfOne = readonly [Outcome, ...Outcome[]];

const keyOf = ({ intakeId, place, externalId }: Outcome, index: number): string =>
  JSON.stringify([intakeId, place, externalId ?? index]);

/** Outcomes grouped by what they are about, in the order of places in the event. */
export const byIndicator = (outcomes: readonly Outcome[]): readonly OfOne[] => {
  const found = new Map<string, [Outcome, ...Outcome[]]>();
  outcomes.forEach((outcome, index) => {
    const key = keyOf(outcome, index);
    const others = found.get(key);
    if (others === undefined) found.set(key, [outcome]);
    else others.push(outcome);
  });
  return [...found.values()].sort(([a], [b]) => a.place.localeCompare(b.place, 'en', { numeric: true }));
};
