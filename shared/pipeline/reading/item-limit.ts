/** Most items in one event. Otherwise 1 MiB of `[{…},1,1,1,…` would make hundreds of MiB of outcomes. */
export const maxItems = 10_000;

/** An item has lists of its own (tags, phases, references). So many elements for each item are more than any sender has. */
const maxElements = 20 * maxItems;

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * Whether a value holds more than an event may, as far as its lists tell: 200,000 elements in all, or 10,000 members in one
 * object. It is counted before it is read, and no further than that; without recursion, at any depth.
 */
export const exceedsItemLimit = (root: unknown): boolean => {
  const open: object[] = isContainer(root) ? [root] : [];
  let elements = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const values: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
    if (Array.isArray(next)) elements += values.length;
    else if (values.length > maxItems) return true;
    if (elements > maxElements) return true;
    for (const value of values) if (isContainer(value)) open.push(value);
  }
  return false;
};
