import { copyOf, isHolder, put, slotsOf, take, type Holder, type Slot } from './json';

const without = (root: Holder, chosen: number, by: (value: unknown) => unknown): Holder => {
  const copy: Holder = { body: copyOf(root.body) };
  const slot: Slot | undefined = slotsOf(copy)[chosen];
  if (slot === undefined) return copy;
  const { holder, name } = slot;
  const smaller = by(holder[name]);
  if (smaller !== undefined || holder === copy) put(holder, name, smaller);
  else take(holder, name);
  return copy;
};

/** Smaller things to put in place of a value; undefined takes it out. */
const shrinks: readonly ((value: unknown) => unknown)[] = [
  () => undefined,
  (value) => (typeof value === 'string' ? value.slice(0, value.length >> 1) : value),
  (value) => (typeof value === 'string' ? value.slice(value.length >> 1) : value),
  (value) => (typeof value === 'string' ? value.slice(0, (value.length * 3) >> 2) : value),
  (value) => (typeof value === 'string' ? value.slice((value.length + 3) >> 2) : value),
  (value) => (isHolder(value) ? Object.values(value)[0] : value),
];

const sizeOf = (root: Holder): number => JSON.stringify(root).length;

/** Takes out of a body what it does not need to stay bad, in at most `most` tries. */
export const minimise = (body: unknown, isBad: (body: unknown) => boolean, most = 3000): unknown => {
  let best: Holder = { body };
  let tries = 0;
  for (let improved = true; improved && tries < most;) {
    improved = false;
    for (let chosen = 0; chosen < slotsOf(best).length && tries < most; chosen += 1) {
      for (const by of shrinks) {
        const smaller = without(best, chosen, by);
        tries += 1;
        if (smaller.body !== undefined && sizeOf(smaller) < sizeOf(best) && isBad(smaller.body)) {
          best = smaller;
          improved = true;
          break;
        }
      }
    }
  }
  return best.body;
};
