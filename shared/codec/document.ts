import { closest, distance } from 'fastest-levenshtein';
import * as t from 'io-ts';
import { isObject } from './json-value';

/** Codecs for a document that an operator writes: what is left out has a default, what is misspelled is a fault. */

type Props = Readonly<Record<string, t.Mixed>>;

type Values<P extends Props> = { readonly [K in keyof P]: t.TypeOf<P[K]> };

/** A part that may be left out. */
export const or = <A>(codec: t.Type<A, unknown>, fallback: A): t.Type<A, unknown> =>
  new t.Type<A, unknown, unknown>(
    codec.name,
    codec.is,
    (u, c) => (u === undefined ? t.success(fallback) : codec.validate(u, c)),
    t.identity,
  );

/** A part that may be left out and has no default. */
export const maybe = <A>(codec: t.Type<A, unknown>): t.Type<A | undefined, unknown> =>
  or<A | undefined>(codec as t.Type<A | undefined, unknown>, undefined);

const knownName = (name: string, names: readonly string[]): string => {
  const near = closest(name.slice(0, 100), names);
  return distance(name.slice(0, 100), near) <= 3
    ? `no member of this name; did you mean ${near}?`
    : `no member of this name, but one of ${names.join(', ')}`;
};

/** An object with these members and no others. Where it is left out as a whole, every member has its default. */
export const section = <P extends Props>(props: P): t.Type<Values<P>, unknown> => {
  const names = Object.keys(props);
  const validate = (u: unknown, c: t.Context): t.Validation<Values<P>> => {
    if (u === undefined) return validate({}, c);
    if (!isObject(u)) return t.failure(undefined, c, 'an object');
    const errors: t.Errors = Object.keys(u)
      .filter((name) => !names.includes(name))
      .map((name) => ({
        value: undefined,
        context: t.appendContext(c, name, t.undefined),
        message: knownName(name, names),
      }));
    const values: Record<string, unknown> = {};
    for (const [name, codec] of Object.entries(props)) {
      const checked = codec.validate(u[name], t.appendContext(c, name, codec));
      if (checked._tag === 'Right') values[name] = checked.right;
      else errors.push(...checked.left);
    }
    return errors.length > 0 ? t.failures(errors) : t.success(values as Values<P>);
  };
  return new t.Type<Values<P>, unknown, unknown>(
    'an object',
    isObject as (u: unknown) => u is Values<P>,
    validate,
    t.identity,
  );
};

/** An array; empty where it is left out. */
export const list = <A>(codec: t.Type<A, unknown>): t.Type<readonly A[], unknown> =>
  or(t.readonlyArray(codec, `an array of ${codec.name}`), []);

/** An array that is not empty. Where it is left out it is empty, and stands for anything. */
export const nonEmptyArray = <A>(codec: t.Type<A, unknown>): t.Type<readonly A[], unknown> => {
  const items = t.readonlyArray(codec, `an array of ${codec.name}`);
  return new t.Type<readonly A[], unknown, unknown>(
    items.name,
    items.is,
    (u, c) => {
      if (u === undefined) return t.success([]);
      return Array.isArray(u) && u.length === 0
        ? t.failure(undefined, c, `at least one, or to be left out for any: ${items.name}`)
        : items.validate(u, c);
    },
    t.identity,
  );
};

/** An object whose names the operator chooses; empty where it is left out. */
export const dictionary = <A>(codec: t.Type<A, unknown>): t.Type<Readonly<Record<string, A>>, unknown> =>
  or(t.record(t.string, codec, `an object of ${codec.name}`), {});
