import * as t from 'io-ts';
import { section } from '../codec/document';
import { secureUrl } from '../codec/text-value';
import { textWhere } from './profile-text';

/** Names the app setting that holds a secret; the secret itself never stands in a profile. */
export const secretInSetting = section({
  setting: textWhere('the name of a setting of the app: letters, digits and underscores', (value) =>
    /^[A-Za-z]\w{0,126}$/.test(value) ? value : undefined,
  ),
});

/** One, or two while a new one replaces an old one. */
export const oneOrTwo = <A>(codec: t.Type<A, unknown>): t.Type<readonly A[], unknown> => {
  const several = t.readonlyArray(codec);
  const expected = 'a list of one, or of two while the second takes the place of the first';
  return new t.Type<readonly A[], unknown, unknown>(
    expected,
    several.is,
    (u, c) => {
      const isList = Array.isArray(u) && (u.length === 1 || u.length === 2);
      return isList ? several.validate(u, c) : t.failure(undefined, c, expected);
    },
    t.identity,
  );
};

/** Null where it is left out. */
export const orNull = <A>(codec: t.Type<A, unknown>): t.Type<A | null, unknown> =>
  new t.Type<A | null, unknown, unknown>(
    codec.name,
    (u): u is A | null => u === null || codec.is(u),
    (u, c) => (u === undefined ? t.success(null) : codec.validate(u, c)),
    t.identity,
  );

/** SHA-256 in hexadecimal digits, in small letters. */
export const sha256Text = textWhere('a SHA-256 of 64 hexadecimal digits', (value) =>
  /^[0-9a-f]{64}$/i.test(value) ? value.toLowerCase() : undefined,
);

/** A header name by RFC 9110, in small letters. */
export const headerName = textWhere('the name of a header', (value) =>
  /^[!#$%&'*+.^`|~\w-]{1,100}$/.test(value) ? value.toLowerCase() : undefined,
);

export const httpsAddress = textWhere('an https address', secureUrl);
