/** JSON values that may be changed in place, `__proto__` members and nesting without end included. */

/** An object or an array, the items of which have names too. */
export type Holder = Record<string, unknown>;

export const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/** Sets an own member, `__proto__` too. */
export const put = (holder: Holder, name: string, value: unknown): void => {
  Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true });
};

/** Takes out an item or a member. */
export const take = (holder: Holder, name: string): void => {
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else Reflect.deleteProperty(holder, name);
};

/** A copy that shares nothing. For samples, which are not deep. */
export const copyOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isHolder(value)) return value;
  const copy: Holder = {};
  for (const [name, inner] of Object.entries(value)) put(copy, name, copyOf(inner));
  return copy;
};

/** A place that can be changed. */
export interface Slot {
  readonly holder: Holder;
  readonly name: string;
}

/** Every place below a value, without recursion. */
export const slotsOf = (root: Holder): readonly Slot[] => {
  const slots: Slot[] = [];
  const holders: Holder[] = [root];
  for (let holder = holders.pop(); holder !== undefined; holder = holders.pop()) {
    for (const name of Object.keys(holder)) {
      slots.push({ holder, name });
      const inner = holder[name];
      if (isHolder(inner)) holders.push(inner);
    }
  }
  return slots;
};

/** Every string and number in a value. */
export const leavesOf = (root: unknown): readonly (string | number)[] => {
  const slots = slotsOf({ root });
  return slots
    .map(({ holder, name }) => holder[name])
    .filter((leaf) => typeof leaf === 'string' || typeof leaf === 'number');
};

/** The value with each list cut to `most` items from `first` on. */
export const cutTo = (value: unknown, first: number, most: number): unknown => {
  if (Array.isArray(value)) {
    const start = Math.max(0, Math.min(first, value.length - most));
    return value.slice(start, start + most).map((item) => cutTo(item, first, most));
  }
  if (!isHolder(value)) return value;
  const cut: Holder = {};
  for (const [name, inner] of Object.entries(value)) put(cut, name, cutTo(inner, first, most));
  return cut;
};
