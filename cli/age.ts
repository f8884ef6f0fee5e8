const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
] as const;

/** How long ago, in the largest unit that gives one at least: `3d`, `5h`, `12m`, `40s`. */
export const ageOf = (at: Date, now: Date): string => {
  const ms = Math.max(0, now.getTime() - at.getTime());
  const [unit, size] = units.find(([, least]) => ms >= least) ?? ['s', 1_000];
  return `${Math.floor(ms / size)}${unit}`;
};
