import * as t from 'io-ts';
import { described, type Described, type JsonSchema } from './json-schema';

/**
 * The most errors that are answered. They are enough to see what is wrong; without a limit, a hostile body could be answered
 * with a hundred times its size.
 */
export const maxErrors = 100;

/** A codec for one member's value; its name is the expected text shown to the sender. */
export type Canonical<A> = Described<A>;

/** How a value is brought into its canonical form. */
export interface Form<A> {
  /** Shown to the sender. */
  readonly expected: string;
  /** The schema of the canonical form. */
  readonly schema: JsonSchema;
  /** Gives undefined for anything that is no such value. */
  readonly parse: (value: unknown) => A | undefined;
  /** A more precise expectation for a refused value, where there is one. */
  readonly because?: (value: unknown) => string | undefined;
}

/** A codec that brings a value into its canonical form. */
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

/** An error at `key` of the value at `context`. It does not hold the offending value. */
export const errorAt = (
  context: t.Context,
  { key, type }: { readonly key: string; readonly type: t.Mixed },
  message?: string,
): t.ValidationError => ({
  value: undefined,
  context: [...context, { key, type }],
  message: message ?? type.name,
});

/** The errors of the part at `key`. It is validated without a context; contexts are built only for what is refused. */
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
