import { type Corpus } from './corpus';
import { inputOf, type Input } from './input';
import { check, type Broken, type Checked, type Law } from './laws';

export interface FuzzSettings {
  readonly corpus: Corpus;
  readonly seed: number;
  /** The number of the first input. */
  readonly first: number;
  /** Whether to go on, asked before each. */
  readonly goesOn: (done: number) => boolean;
  /** From this many milliseconds on, an input counts as too slow. Infinity where the machine may be busy. */
  readonly tooSlow: number;
  readonly clock: () => number;
  readonly onBroken?: (input: Input, broken: readonly Broken[]) => void;
}

export interface FuzzReport {
  readonly seed: number;
  readonly inputs: number;
  readonly found: number;
  readonly left: number;
  /** By the format that was chosen; those of which nothing could be read under `none`. */
  readonly byFormat: Readonly<Record<string, number>>;
  readonly broken: Readonly<Partial<Record<Law, number>>>;
  readonly slowest: { readonly ms: number; readonly index: number; readonly from: string };
}

const add = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};

/** A busy machine can make anything slow once, so a slow input is tried again: the best of three counts. */
const timed = (
  input: Input,
  { clock, tooSlow }: FuzzSettings,
): { readonly checked: Checked; readonly ms: number } => {
  const times: number[] = [];
  let checked: Checked;
  do {
    const start = clock();
    checked = check(input);
    times.push(clock() - start);
  } while (times.length < 3 && Math.min(...times) >= tooSlow);
  return { checked, ms: Math.min(...times) };
};

export const runFuzz = (settings: FuzzSettings): FuzzReport => {
  const { corpus, seed, first, goesOn, tooSlow, onBroken } = settings;
  const byFormat: Record<string, number> = {};
  const brokenLaws: Partial<Record<Law, number>> = {};
  let [inputs, found, left] = [0, 0, 0];
  let slowest = { ms: 0, index: first, from: '' };
  while (goesOn(inputs)) {
    const input = inputOf(corpus, seed, first + inputs);
    const { checked, ms } = timed(input, settings);
    inputs += 1;
    found += checked.found;
    left += checked.left;
    (checked.formats.length === 0 ? ['none'] : checked.formats).forEach((name) => add(byFormat, name));
    if (ms > slowest.ms) slowest = { ms, index: input.index, from: input.from };
    const slow: readonly Broken[] = ms >= tooSlow ? [{ law: 'slow', detail: `${Math.round(ms)} ms` }] : [];
    const broken = [...checked.broken, ...slow];
    for (const law of new Set(broken.map((one) => one.law))) brokenLaws[law] = (brokenLaws[law] ?? 0) + 1;
    if (broken.length > 0) onBroken?.(input, broken);
  }
  return { seed, inputs, found, left, byFormat, broken: brokenLaws, slowest };
};
