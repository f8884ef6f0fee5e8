import { at } from '../../shared/codec/json-pointer';

/** A list in a JSON value, and where it stands. */
export interface List {
  readonly place: string;
  readonly items: readonly unknown[];
}

type Container = Readonly<Record<string, unknown>>;

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** Every list that holds something, the outermost first. */
export const listsIn = (value: unknown, place = ''): readonly List[] => {
  if (Array.isArray(value)) {
    const inner = value.flatMap((item: unknown, index) => listsIn(item, at(place, index)));
    return value.length === 0 ? [] : [{ place, items: value }, ...inner];
  }
  return isContainer(value)
    ? Object.entries(value).flatMap(([name, item]) => listsIn(item, at(place, name)))
    : [];
};

/** At most two lists of each shape, such as `/objects/…/labels`: the first and the last. */
export const tellingLists = (value: unknown): readonly List[] => {
  const shapes = new Map<string, List[]>();
  for (const list of listsIn(value)) {
    const shape = list.place.replace(/\/\d+/g, '/0');
    shapes.set(shape, [...(shapes.get(shape) ?? []), list]);
  }
  return [...shapes.values()].flatMap((same) => [
    ...new Set([same[0], same.at(-1)].filter((list) => list !== undefined)),
  ]);
};

const changed = (value: Container, change: (item: unknown, name: string) => unknown): unknown =>
  Object.fromEntries(Object.entries(value).map(([name, item]) => [name, change(item, name)]));

/** The value with `by` in place of what stands at a place. */
export const replaced = (value: unknown, place: string, by: unknown, where = ''): unknown => {
  if (where === place) return by;
  if (!isContainer(value) || !place.startsWith(`${where}/`)) return value;
  return Array.isArray(value)
    ? value.map((item, index) => replaced(item, place, by, at(where, index)))
    : changed(value, (item, name) => replaced(item, place, by, at(where, name)));
};

/** The value with every list cut to its first item, which stands in a list of its own or alone. */
export const narrowed = (value: unknown, alone: boolean): unknown => {
  if (Array.isArray(value)) {
    const first = value.slice(0, 1).map((item) => narrowed(item, alone));
    return alone && first.length === 1 ? first[0] : first;
  }
  return isContainer(value) ? changed(value, (item) => narrowed(item, alone)) : value;
};

/** A place without the index of the first item of the list at `list`. */
export const withoutFirst =
  (list: string) =>
  (place: string): string =>
    place === `${list}/0` || place.startsWith(`${list}/0/`)
      ? `${list}${place.slice(list.length + 2)}`
      : place;

/** A place in a value whose lists have one item each, without the indexes. */
export const withoutIndexes =
  (value: unknown) =>
  (place: string): string => {
    let here = value;
    let out = '';
    for (const segment of place.split('/').slice(1)) {
      const isIndex = Array.isArray(here) && segment === '0';
      if (!isIndex) out += `/${segment}`;
      const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
      here = isContainer(here) ? here[name] : undefined;
    }
    return out;
  };
