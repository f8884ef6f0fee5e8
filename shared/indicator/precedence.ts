import { type Indicator } from './indicator';

/** An indicator, and when its source said it (ISO 8601, UTC). */
export interface Ranked {
  readonly indicator: Pick<Indicator, 'confidence' | 'severity'>;
  readonly sourceTime: string;
}

/** What a source did not say counts least. */
const unsaid = -1;

/** For sorting where not all can go: the surest come first, then the most severe, then the newest. */
export const byPrecedence = (one: Ranked, other: Ranked): number =>
  (other.indicator.confidence ?? unsaid) - (one.indicator.confidence ?? unsaid) ||
  (other.indicator.severity ?? unsaid) - (one.indicator.severity ?? unsaid) ||
  Date.parse(other.sourceTime) - Date.parse(one.sourceTime);
