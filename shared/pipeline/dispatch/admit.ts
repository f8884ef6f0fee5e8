import { type Violation } from '../../codec/violation';
import { guardDangerOf } from '../../indicator/guard/guard';
import { type Danger, type GuardRules } from '../../indicator/guard/judge';
import { type Indicator } from '../../indicator/indicator';
import { observablesOf } from '../../indicator/observable';
import { isTakenBack } from '../../indicator/taken-back';
import { type Planned } from '../outcome';

/** An indicator that would hurt its owner, and why. */
export interface Refused {
  readonly planned: Planned;
  readonly danger: Danger;
}

export interface Admitted {
  readonly passed: readonly Planned[];
  readonly refused: readonly Refused[];
}

/**
 * The one door: what may go on to a destination or its queue by the guard's present rules, however it came. A take-back passes,
 * since keeping it in would leave the indicator there.
 */
export const admit =
  (rules: GuardRules) =>
  (planned: readonly Planned[]): Admitted => {
    const passed: Planned[] = [];
    const refused: Refused[] = [];
    for (const one of planned) {
      const danger = isTakenBack(one.indicator) ? undefined : guardDangerOf(one.indicator, rules);
      if (danger === undefined) passed.push(one);
      else refused.push({ planned: one, danger });
    }
    return { passed, refused };
  };

/** The guard's word as a violation, for people who edit what is parked. */
export const dangerViolation = (pointer: string, { code, text }: Danger): Violation => ({
  pointer,
  expected: `what the guard lets out (${code}: ${text})`,
});

/** The member that the guard refuses; null where no single member is to blame. */
const memberOf = (indicator: Indicator, rules: GuardRules, { code }: Danger): string | null => {
  if (code === 'tlp-red') return 'tlpLevel';
  const alone = observablesOf(indicator).find(
    (one) => guardDangerOf(indicator, rules, { observables: [one] })?.code === code,
  );
  return alone?.kind ?? null;
};

/** What the guard says of an indicator at `place` (a JSON pointer): exactly where, and why. Empty where it may go out. */
export const dangersAt =
  (rules: GuardRules) =>
  (place: string, indicator: Indicator): readonly Violation[] => {
    const danger = isTakenBack(indicator) ? undefined : guardDangerOf(indicator, rules);
    if (danger === undefined) return [];
    const member = memberOf(indicator, rules, danger);
    return [dangerViolation(member === null ? place : `${place}/${member}`, danger)];
  };
