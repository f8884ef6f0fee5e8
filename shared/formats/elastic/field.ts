// Over sixty lines: names are nested, dotted, or both.
import { listed } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isObject, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';

/** A value under its ECS name, the same whether the keys were nested, dotted or both. */
export interface Field {
  readonly name: string;
  readonly value: unknown;
  readonly place: string;
}

/**
 * The deepest nesting and the longest name; nothing in ECS goes beyond. Without limits, long keys over many values would cost
 * the square of the size.
 */
const deepest = 8;
const maxKey = 100;

/**
 * Fields whose mapping is `nested`: their items must not be mixed up. Each is kept whole, even where it holds, or is, a single
 * item.
 */
const lists = new Set(['threat.enrichments']);

/** The only object at a place, alone or as a list of one. */
const onlyObject = ({
  place,
  value,
}: Field): { readonly place: string; readonly object: Json } | undefined => {
  const [first, ...others] = Array.isArray(value) && value.length > 1 ? [] : listed(place, value);
  return first !== undefined && others.length === 0 && isObject(first.item)
    ? { place: first.place, object: first.item }
    : undefined;
};

export const fieldsOf = (object: Json, place: string, { prefix = '', depth = 0 } = {}): readonly Field[] =>
  Object.entries(object).flatMap(([key, value]) => {
    if (key.length > maxKey) return [];
    const field = { name: `${prefix}${key}`, value, place: at(place, key) };
    const only = depth < deepest && !lists.has(field.name) ? onlyObject(field) : undefined;
    return only === undefined
      ? [field]
      : fieldsOf(only.object, only.place, { prefix: `${field.name}.`, depth: depth + 1 });
  });

/** A field of the same name for each element of an array. */
export const elementsOf = ({ name, value, place }: Field): readonly Field[] =>
  listed(place, value).map((one) => ({ name, value: one.item, place: one.place }));

/** The fields below a prefix such as `threat.indicator.`, named without it. */
export const fieldsBelow = (prefix: string, fields: readonly Field[]): readonly Field[] =>
  fields
    .filter(({ name }) => name.startsWith(prefix))
    .map((field) => ({ ...field, name: field.name.slice(prefix.length) }));

/** The fields with a name, or whose names match an expression. */
const fieldsAt = (fields: readonly Field[], name: string | RegExp): readonly Field[] =>
  fields.filter((field) => (typeof name === 'string' ? field.name === name : name.test(field.name)));

/** Every text under such a name. */
export const textsAt = (fields: readonly Field[], name: string | RegExp): readonly string[] =>
  fieldsAt(fields, name).flatMap(({ value }) => textsOf(value));

/** The first number or text under a name. */
export const valueAt = (fields: readonly Field[], name: string | RegExp): unknown =>
  fieldsAt(fields, name)
    .flatMap(({ value }) => oneOrMany(value))
    .map((value) => (typeof value === 'number' ? value : textOf(value)))
    .find((value) => textOf(value) !== undefined);

/** Whether a flag, a boolean or text, has the value asked for. */
export const hasFlag = (fields: readonly Field[], name: RegExp, what: boolean): boolean =>
  fieldsAt(fields, name)
    .flatMap(({ value }) => oneOrMany(value))
    .some((one) => one === what || textOf(one)?.toLowerCase() === String(what));
