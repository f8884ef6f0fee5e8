import { observablesOf } from '../../shared/indicator/observable';
import { type Reading } from '../../shared/pipeline/reading/merge-duplicates';
import { isUnreadable } from '../../shared/pipeline/receive';

/** A reading in the words of `POST /api/preview`, but without what destinations would be sent. */
export const shownReading = (reading: Reading) => ({
  indicators: reading.found.map(({ provenance: { place, format }, indicator }) => ({
    place,
    format,
    tiIndicator: indicator,
    observables: observablesOf(indicator)
      .map(({ kind, value }) => `${kind} ${value}`)
      .join(', '),
  })),
  skipped: reading.left.map(({ provenance: { place, format }, reason: { code, text, violations } }) => ({
    place,
    format,
    code,
    text,
    violations,
  })),
  unreadable: isUnreadable(reading),
});
