import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { canonical, errorsAt, maxErrors, type Canonical } from './canonical';
import { described, type JsonSchema } from './json-schema';
import { isOverlong } from './size';
import { holdsTemplate, isDefanged, isPlaceholder, isTemplate } from './template';
import { isBlank } from './text';

type Test = (text: string) => boolean;

const never: Test = () => false;

/** What a text may not be, whatever its form: tests that are true for what is refused. */
interface Refused {
  readonly overlong: Test;
  readonly template: Test;
  readonly placeholder: Test;
}

/** Why a text is refused, whatever its form; '' where it is not refused. A text that is too long is checked no further. */
const faultOf = (text: string, { overlong, template, placeholder }: Refused): string => {
  if (overlong(text)) return 'of at most 8 KiB';
  if (text.includes('\0')) return 'without the character U+0000';
  if (template(text)) return 'not an unresolved template';
  return placeholder(text) ? 'not a placeholder' : '';
};

/** The form that a text has to have. */
interface TextForm {
  readonly expected: string;
  readonly schema: JsonSchema;
  readonly parse: (text: string) => string | undefined;
  readonly because: (text: string) => string;
}

/**
 * A string codec. It refuses what is too long, U+0000, templates and placeholders, mends lone surrogates, and then asks
 * `parse`.
 */
const string = (refused: Refused, { expected, schema, parse, because }: TextForm): Canonical<string> =>
  canonical({
    expected,
    schema: { type: 'string', ...schema },
    parse: (value) =>
      typeof value !== 'string' || faultOf(value, refused) !== '' ? undefined : parse(value.toWellFormed()),
    because: (value) => {
      const why = typeof value === 'string' ? faultOf(value, refused) || because(value) : '';
      return why === '' ? undefined : `${expected}, ${why}`;
    },
  });

const anyText: TextForm = { expected: 'text', schema: {}, parse: (text) => text, because: () => '' };

/** Prose: it may hold braces, but may not be a template as a whole. */
export const prose = string({ overlong: never, template: isTemplate, placeholder: never }, anyText);

/** A caller's own key. */
export const key = string({ overlong: never, template: holdsTemplate, placeholder: never }, anyText);

/** Prose that was observed, such as a subject line. */
export const observedProse = string(
  { overlong: isOverlong, template: isTemplate, placeholder: isPlaceholder },
  anyText,
);

const noNames: Refused = { overlong: isOverlong, template: holdsTemplate, placeholder: isPlaceholder };

/** A name that was observed, such as a packer's. */
export const observedName = string(noNames, anyText);

/** A value with a form of its own. `parse` gives the canonical form or undefined; `form` is as much of it as a schema can say. */
export const observable = (
  expected: string,
  form: Pick<JsonSchema, 'format' | 'example'>,
  parse: (text: string) => string | undefined,
): Canonical<string> =>
  string(noNames, {
    expected,
    schema: { ...form, description: expected },
    parse,
    because: (text) => (isDefanged(text) ? 'not defanged' : ''),
  });

/** An array of strings; blank items are dropped. */
export const listOf = <A extends string>(item: Canonical<A>): Canonical<readonly A[]> =>
  described(
    new t.Type<readonly A[], readonly A[], unknown>(
      `a JSON array, each item ${item.name}`,
      (u): u is readonly A[] => Array.isArray(u) && u.every(item.is),
      (u, c) => {
        if (!Array.isArray(u)) return t.failure(u, c);
        const list: A[] = [];
        const errors: t.Errors = [];
        for (let at = 0; at < u.length && errors.length < maxErrors; at += 1) {
          const value: unknown = u[at];
          if (isBlank(value)) continue;
          const valid = item.validate(value, []);
          if (E.isRight(valid)) list.push(valid.right);
          else errors.push(...errorsAt(c, { key: String(at), type: item }, valid.left));
        }
        return errors.length === 0 ? t.success(list) : t.failures(errors);
      },
      t.identity,
    ),
    { type: 'array', items: item.schema },
  );
