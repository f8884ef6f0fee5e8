import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { canonical, errorsAt, mostErrors, type Canonical } from './canonical';
import { isOverlong } from './size';
import { holdsTemplate, isDefanged, isPlaceholder, isTemplate } from './template';
import { isBlank } from './text';

type Test = (text: string) => boolean;

const kept = (text: string): string => text;

const never: Test = () => false;

/** Why a text is refused whatever its form; '' where it is not. What is too long is looked at no further. */
const faultOf = (text: string, overlong: Test, template: Test, placeholder: Test): string => {
  if (overlong(text)) return 'of at most 8 KiB';
  if (text.includes('\0')) return 'without the character U+0000';
  if (template(text)) return 'not an unresolved template';
  return placeholder(text) ? 'not a placeholder' : '';
};

/** A string codec: refuses what is too long, U+0000, templates and placeholders, mends lone surrogates, then asks `parse`. */
const string = (
  expected: string,
  overlong: Test,
  template: Test,
  placeholder: Test,
  parse: (text: string) => string | undefined = kept,
  because: (text: string) => string = () => '',
): Canonical<string> => {
  const fault = (text: string): string => faultOf(text, overlong, template, placeholder);
  return canonical(
    expected,
    (value) => (typeof value !== 'string' || fault(value) !== '' ? undefined : parse(value.toWellFormed())),
    (value) => {
      const why = typeof value === 'string' ? fault(value) || because(value) : '';
      return why === '' ? undefined : `${expected}, ${why}`;
    },
  );
};

/** Prose: braces may stand in it, but it may not be a template as a whole. */
export const prose = string('text', never, isTemplate, never);

/** A caller's own key. */
export const key = string('text', never, holdsTemplate, never);

/** Prose that was observed, such as a subject line. */
export const observedProse = string('text', isOverlong, isTemplate, isPlaceholder);

/** A name that was observed, such as a packer's. */
export const observedName = string('text', isOverlong, holdsTemplate, isPlaceholder);

/** A value with a form of its own; `parse` gives the canonical form, or undefined. */
export const observable = (
  expected: string,
  parse: (text: string) => string | undefined,
): Canonical<string> =>
  string(expected, isOverlong, holdsTemplate, isPlaceholder, parse, (text) =>
    isDefanged(text) ? 'not defanged' : '',
  );

/** An array of strings; blank items are dropped. */
export const listOf = <A extends string>(item: Canonical<A>): Canonical<readonly A[]> =>
  new t.Type<readonly A[], readonly A[], unknown>(
    `a JSON array, each item ${item.name}`,
    (u): u is readonly A[] => Array.isArray(u) && u.every(item.is),
    (u, c) => {
      if (!Array.isArray(u)) return t.failure(u, c);
      const list: A[] = [];
      const errors: t.Errors = [];
      for (let at = 0; at < u.length && errors.length < mostErrors; at += 1) {
        const value: unknown = u[at];
        if (isBlank(value)) continue;
        const valid = item.validate(value, []);
        if (E.isRight(valid)) list.push(valid.right);
        else errors.push(...errorsAt(c, String(at), item, valid.left));
      }
      return errors.length === 0 ? t.success(list) : t.failures(errors);
    },
    t.identity,
  );
