import * as t from 'io-ts';
import { didYouMean } from './near-names';
import { trim } from './text';

/**
 * Codecs for a setting or a query parameter. Blank counts as absent; an unresolved Key Vault reference is a fault and never
 * used as a value.
 */
export type TextValue<A> = t.Type<A, A>;

/** Reads a text. `among` holds the texts of a closed list. */
type Parse<A> = ((text: string) => A | undefined) & { readonly among?: readonly string[] };

const keyVaultReference = /^@Microsoft\.KeyVault\(/i;

const make = <A>(
  expected: string,
  parse: Parse<A>,
  absent: (u: unknown, c: t.Context) => t.Validation<A>,
): TextValue<A> =>
  new t.Type<A, A, unknown>(
    expected,
    (u): u is A => typeof u !== 'undefined',
    (u, c) => {
      const text = typeof u === 'string' ? trim(u) : '';
      if (text === '') return absent(u, c);
      if (keyVaultReference.test(text)) {
        return t.failure(
          u,
          c,
          `${expected}; it holds a Key Vault reference that was not resolved (see the app's access to the vault)`,
        );
      }
      const value = parse(text);
      return value === undefined
        ? t.failure(u, c, `${expected}${didYouMean(text, parse.among ?? [])}`)
        : t.success(value);
    },
    t.identity,
  );

/** A text that must be there. */
export const required = <A>(expected: string, parse: Parse<A>): TextValue<A> =>
  make(expected, parse, (u, c) => t.failure(u, c, `${expected}; it is required`));

/** A text with a value for when it is not there. */
export const withDefault = <A>(expected: string, parse: Parse<A>, fallback: A): TextValue<A> =>
  make(expected, parse, () => t.success(fallback));

/** A text that may be absent. */
export const optional = <A>(expected: string, parse: Parse<A>): TextValue<A | undefined> =>
  make<A | undefined>(expected, parse, () => t.success(undefined));

export const text = (value: string): string => value;

export const integerText =
  (least: number, most: number): Parse<number> =>
  (value) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
    return number >= least && number <= most ? number : undefined;
  };

export const oneOfTexts = <A extends string>(...values: readonly A[]): Parse<A> =>
  Object.assign((value: string) => values.find((allowed) => allowed === value), { among: values });

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

const withoutSlashes = (url: string): string => {
  let end = url.length;
  while (url.charAt(end - 1) === '/') end -= 1;
  return url.slice(0, end);
};

/** An absolute URL to which a token may be sent: https, or http on this machine. It has no query, fragment or trailing slash. */
export const secureUrl: Parse<string> = (value) => {
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  const bare = !/[?#@]/.test(value);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
  return bare && safe ? withoutSlashes(url.href) : undefined;
};
