import type * as t from 'io-ts';
import { at } from './json-pointer';
import { cut } from './text';

/** What is wrong with a value: a place in it (RFC 6901, '' is the value itself) and what was expected there. */
export interface Violation {
  readonly pointer: string;
  /** Never holds the offending value. */
  readonly expected: string;
}

const maxPointer = 200;

/** The pointer is cut neither inside a character nor inside an escape. */
const short = (pointer: string): string => cut(pointer, maxPointer).replace(/~$/, '');

const wrappers: readonly unknown[] = ['ReadonlyType', 'ExactType', 'RefinementType'];

/** Intersections and unions put the number of their branch into the context. It is no place in the value. */
const numbersItsBranches = (codec: unknown): boolean => {
  if (typeof codec !== 'object' || codec === null || !('_tag' in codec)) return false;
  if (codec._tag === 'IntersectionType' || codec._tag === 'UnionType') return true;
  return wrappers.includes(codec._tag) && 'type' in codec && numbersItsBranches(codec.type);
};

const violation = ({ context, message }: t.ValidationError): Violation => {
  const keys = context.flatMap(({ key }, depth) =>
    depth === 0 || numbersItsBranches(context[depth - 1]?.type) ? [] : [key],
  );
  return {
    pointer: short(keys.reduce(at, '')),
    expected: message ?? context.at(-1)?.type.name ?? 'another value',
  };
};

const tagOf = (codec: unknown): unknown =>
  typeof codec === 'object' && codec !== null && '_tag' in codec ? codec._tag : undefined;

/** A value that is no object fails the optional members and the required ones beside them; one of the two is enough. */
const isSaidBeside = ({ context }: t.ValidationError): boolean =>
  tagOf(context.at(-1)?.type) === 'PartialType' && tagOf(context.at(-2)?.type) === 'IntersectionType';

/** io-ts errors as violations. Pointers are cut at 200 characters, since the sender chooses the names of members. */
export const violations = (errors: t.Errors): readonly Violation[] =>
  errors.filter((error) => !isSaidBeside(error)).map(violation);

/** The same violation, for a value that holds the decoded one at `pointer`. */
export const underPointer =
  (pointer: string) =>
  (inner: Violation): Violation => ({
    pointer: short(pointer + inner.pointer),
    expected: inner.expected,
  });
