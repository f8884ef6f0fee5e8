import * as t from 'io-ts';
import { described, type Described, type JsonSchema } from './json-schema';

/** Enough to see what is wrong; a hostile body could otherwise be answered with a hundred times its size. */
export const maxErrors = 100;

/** What one member's value must be: the codec's name is the expected text shown to the sender. */
export type Canonical<A> = Described<A>;

/** How a value comes into its one form. */
export interface Form<A> {
  /** Shown to the sender. */
  readonly expected: string;
  /** Of the one form. */
  readonly schema: JsonSchema;
  /** Undefined for what is no such value. */
  readonly parse: (value: unknown) => A | undefined;
  /** What to expect instead, where more can be said of the value that was refused. */
  readonly because?: (value: unknown) => string | undefined;
}

/** A codec that brings a value into its one form. */
export const canonical = <A>({ expected, schema, parse, because }: Form<A>): Canonical<A> =>
  described(
    new t.Type<A, A, unknown>(
      expected,
      (u): u is A => u !== undefined && parse(u) === u,
      (u, c) => {
        const value = parse(u);
        return value === undefined ? t.failure(u, c, because?.(u)) : t.success(value);
      },
      t.identity,
    ),
    schema,
  );

/** An error at `key` of the value at `context`. It does not keep the offending value. */
export const errorAt = (
  context: t.Context,
  { key, type }: { readonly key: string; readonly type: t.Mixed },
  message?: string,
): t.ValidationError => ({
  value: undefined,
  context: [...context, { key, type }],
  message: message ?? type.name,
});

/** The errors of the part at `key`, validated without a context: contexts are built only for what is refused. */
export const errorsAt = (
  context: t.Context,
  { key, type }: { readonly key: string; readonly type: t.Mixed },
  inner: t.Errors,
): t.Errors =>
  inner.map(({ context: rest, message }) => ({
    value: undefined,
    context: [...context, { key, type }, ...rest],
    message: message ?? type.name,
  }));
