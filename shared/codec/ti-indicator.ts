import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { errorAt, maxErrors } from './canonical';
import { fitDescription } from './description';
import { canonicalFileHash } from './file-hash';
import { described, type Described } from './json-schema';
import { memberNames, observableNames } from './member-names';
import { type MemberName, type TiIndicator } from './members';
import { readMembers } from './read-members';
import { breaches } from './rules';
import { expectedSize, fits } from './size';
import { tiIndicatorSchema } from './ti-indicator-schema';

export { memberNames, observableNames, type MemberName, type TiIndicator };

type Values = Readonly<Partial<Record<string, unknown>>>;

const isObject = (u: unknown): u is Values => typeof u === 'object' && u !== null && !Array.isArray(u);

const inOrder = (values: Values): Values =>
  Object.fromEntries(
    memberNames.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );

/** Settles what depends on two members: the hash as its type writes it, and the description at its length. */
const settle = (valid: Partial<TiIndicator>): Values => {
  const { fileHashType, fileHashValue } = valid;
  const hash = fileHashType && fileHashValue && canonicalFileHash(fileHashType, fileHashValue);
  const hashed = hash === fileHashValue ? valid : { ...valid, fileHashValue: hash };
  const fitted = fitDescription(hashed);
  return fitted === hashed ? hashed : inOrder({ ...hashed, ...fitted });
};

const validate =
  (now: () => Date, anySize: boolean): t.Validate<unknown, TiIndicator> =>
  (u, c) => {
    if (!isObject(u)) return t.failure(undefined, c, 'a tiIndicator, as a JSON object');
    const { valid, given, observed, errors } = readMembers(u, c);
    for (const { member, expected } of breaches({ valid, given, observed, now })) {
      errors.push(
        member === undefined
          ? { value: undefined, context: c, message: expected }
          : errorAt(c, { key: member, type: t.undefined }, expected),
      );
    }
    if (errors.length > 0) return t.failures(errors.slice(0, maxErrors));
    const settled = settle(valid);
    return anySize || fits(settled)
      ? t.success(settled as TiIndicator)
      : t.failure(undefined, c, expectedSize(settled));
  };

const same = (a: unknown, b: unknown): boolean =>
  a === b || (Array.isArray(a) && JSON.stringify(a) === JSON.stringify(b));

const isCanonical =
  (decode: t.Validate<unknown, TiIndicator>) =>
  (u: unknown): u is TiIndicator => {
    const decoded = decode(u, []);
    if (!isObject(u) || E.isLeft(decoded)) return false;
    const canonical: Values = decoded.right;
    const names = Object.keys(u);
    return (
      names.length === Object.keys(canonical).length && names.every((name) => same(u[name], canonical[name]))
    );
  };

export type TiIndicatorCodec = Described<TiIndicator>;

const codecOf = (decode: t.Validate<unknown, TiIndicator>): TiIndicatorCodec =>
  described(
    new t.Type<TiIndicator, TiIndicator, unknown>('a tiIndicator', isCanonical(decode), decode, t.identity),
    tiIndicatorSchema,
  );

/**
 * A tiIndicator that may be sent: valid, in canonical form, not expired at `now`. Decoding reports everything that is wrong (at
 * most 100 violations) and gives a new object; encoding changes nothing. Contract: Graph beta, tiIndicator.
 */
export const tiIndicatorCodec = (now: () => Date): TiIndicatorCodec => codecOf(validate(now, false));

/**
 * The same codec without the limit of size: for callers that name the largest member (`oversize`), shorten the indicator, or
 * hold one that was accepted before.
 */
export const anySizeTiIndicatorCodec = (now: () => Date): TiIndicatorCodec => codecOf(validate(now, true));
