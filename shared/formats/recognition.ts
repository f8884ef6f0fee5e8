// Over sixty lines: what recognises and what says what is missing is one tree.
import { type Item } from '../codec/items';
import { isObject, type Json } from '../codec/json-value';
import { type NearMiss } from './format';

/**
 * Either true, or what is missing: the name of a member, or parts of which some are there. Every format is asked about every
 * item, and few about what is missing, so a part may be a function that is called only then.
 */
export type Recognition = true | string | readonly Recognition[] | (() => Recognition);

/** true where every part is there. */
export const allOf = (...parts: readonly Recognition[]): Recognition =>
  parts.every((part) => part === true) || parts;

const has = (item: Json, name: string): boolean => Object.hasOwn(item, name);

/** true where the object has one of these members; else the first, which tells most. */
export const hasOneOf = (item: unknown, first: string, ...others: readonly string[]): Recognition =>
  (isObject(item) && (has(item, first) || others.some((name) => has(item, name)))) || first;

/** true where the object has all of these members. */
export const hasMembers = (item: unknown, ...names: readonly string[]): Recognition =>
  (isObject(item) && names.every((name) => has(item, name))) ||
  (() => names.map((name) => (isObject(item) && has(item, name)) || name));

/** true where the object has at least so many of these members. */
export const hasAtLeast = (least: number, item: unknown, names: readonly string[]): Recognition => {
  const there = isObject(item) ? names.filter((name) => has(item, name)) : [];
  return (
    there.length >= least ||
    (() => [
      ...there.map(() => true as const),
      ...names.filter((name) => !there.includes(name)).slice(0, least - there.length),
    ])
  );
};

/** Says which of these members hold something. Only for an object that is known not to be one: it is never true. */
export const lacking =
  (item: unknown, ...names: readonly string[]): Recognition =>
  () =>
    names.map((name) => (isObject(item) && item[name] !== undefined && item[name] !== null) || name);

const leavesOf = (recognition: Recognition): readonly (true | string)[] => {
  if (typeof recognition === 'function') return leavesOf(recognition());
  return typeof recognition === 'object' ? recognition.flatMap(leavesOf) : [recognition];
};

const shareIn = (leaves: readonly (true | string)[]): number =>
  leaves.filter((leaf) => leaf === true).length / leaves.length;

/** The alternative of which most is there. Only for an object that is known to be none of them: it is never true. */
export const nearer =
  (...alternatives: readonly [Recognition, ...Recognition[]]): Recognition =>
  () =>
    alternatives.map(leavesOf).reduce((best, next) => (shareIn(next) > shareIn(best) ? next : best));

/** The item that comes nearest; undefined where every item lacks more than half of what identifies the format. */
export const nearMissIn = (
  items: readonly Item[],
  is: (item: unknown) => Recognition,
): NearMiss | undefined =>
  items
    .map(({ place, item }) => {
      const leaves = leavesOf(is(item));
      return { place, share: shareIn(leaves), missing: leaves.filter((leaf) => leaf !== true) };
    })
    .filter(({ share, missing }) => share >= 0.5 && missing.length > 0)
    .reduce<NearMiss | undefined>(
      (best, next) => (best === undefined || next.share > best.share ? next : best),
      undefined,
    );
