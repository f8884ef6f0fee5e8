import { listedIn, type Item } from './items';
import { isObject, textOf } from './json-value';

/**
 * What stands at the end of a path such as `threatInfo.sha256`. The names between dots are members in each other, or one member
 * with dots in its name. Every item of a list on the path is followed. Blank and missing values give nothing.
 */
export const itemsAtPath = ({ place, item }: Item, path: string): readonly Item[] => {
  if (path === '') return [{ place, item }];
  if (!isObject(item)) return [];
  if (Object.hasOwn(item, path)) return listedIn(place, item, path);
  const dot = path.indexOf('.');
  return dot < 0
    ? []
    : listedIn(place, item, path.slice(0, dot)).flatMap((next) => itemsAtPath(next, path.slice(dot + 1)));
};

/** The places on a path, before its end, that hold neither an object nor a list of objects: nothing can be found behind them. */
export const unreadableAtPath = ({ place, item }: Item, path: string): readonly string[] => {
  if (path === '') return [];
  if (!isObject(item)) return [place];
  const dot = path.indexOf('.');
  return Object.hasOwn(item, path) || dot < 0
    ? []
    : listedIn(place, item, path.slice(0, dot)).flatMap((next) =>
        unreadableAtPath(next, path.slice(dot + 1)),
      );
};

/** Every text at the end of one of the paths, in the order of the paths. */
export const textsAtPath = (item: unknown, ...paths: readonly string[]): readonly string[] =>
  paths
    .flatMap((path) => itemsAtPath({ place: '', item }, path))
    .flatMap((found) => textOf(found.item) ?? []);

/** The first text at the end of one of the paths. */
export const textAtPath = (item: unknown, ...paths: readonly string[]): string | undefined =>
  textsAtPath(item, ...paths)[0];
