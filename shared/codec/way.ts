import { listedIn, type Item } from './items';
import { isObject, textOf } from './json-value';

/**
 * What stands at the end of a way such as `threatInfo.sha256`. The names between dots are members in each other, or one member
 * with dots in its name. Every item of a list on the way is followed. Blank and missing values give nothing.
 */
export const itemsAlong = ({ place, item }: Item, way: string): readonly Item[] => {
  if (way === '') return [{ place, item }];
  if (!isObject(item)) return [];
  if (Object.hasOwn(item, way)) return listedIn(place, item, way);
  const dot = way.indexOf('.');
  return dot < 0
    ? []
    : listedIn(place, item, way.slice(0, dot)).flatMap((next) => itemsAlong(next, way.slice(dot + 1)));
};

/** The places on a way, before its end, that hold neither an object nor a list of objects: nothing can be found behind them. */
export const strangersAlong = ({ place, item }: Item, way: string): readonly string[] => {
  if (way === '') return [];
  if (!isObject(item)) return [place];
  const dot = way.indexOf('.');
  return Object.hasOwn(item, way) || dot < 0
    ? []
    : listedIn(place, item, way.slice(0, dot)).flatMap((next) => strangersAlong(next, way.slice(dot + 1)));
};

/** Every text at the end of one of the ways, in the order of the ways. */
export const textsAlong = (item: unknown, ...ways: readonly string[]): readonly string[] =>
  ways.flatMap((way) => itemsAlong({ place: '', item }, way)).flatMap((found) => textOf(found.item) ?? []);

/** The first text at the end of one of the ways. */
export const textAlong = (item: unknown, ...ways: readonly string[]): string | undefined =>
  textsAlong(item, ...ways)[0];
