import { canonical, type Canonical } from './canonical';

/** Senders do write ports as strings; Graph declares integers, so a string is refused rather than guessed at. */
export const integerBetween = (least: number, most: number): Canonical<number> =>
  canonical(`an integer from ${least} to ${most}, as a JSON number, not a string`, (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value + 0 // -0 becomes 0
      : undefined,
  );

export const trueOrFalse: Canonical<boolean> = canonical('true or false, as a JSON boolean', (value) =>
  typeof value === 'boolean' ? value : undefined,
);
