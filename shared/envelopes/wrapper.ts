import * as E from 'fp-ts/Either';
import { type Closed, type Origin } from './envelope';

/**
 * Content of a wrapper: what a store, a broker or an API puts around an event. Unlike an envelope, a wrapper is opened only where no
 * format recognises the whole, because a format or a profile may need the members beside the content.
 */
export interface Wrapped {
  readonly origin: Origin;
  /** The path to the content, for the JSON pointer. */
  readonly path: readonly string[];
  readonly content: E.Either<Closed, unknown>;
}

/** Recognises one kind of wrapper, of one content or several; null for anything else. `outer` is used where it has no origin. */
export type Wrapper = (value: unknown, outer: Origin) => Wrapped | readonly Wrapped[] | null;

export const wrapped = (origin: Origin, path: readonly string[], content: unknown): Wrapped => ({
  origin,
  path,
  content: E.right(content),
});

/** The answer to a question without results. It holds nothing that could be lost. */
export const nothingFound: Closed = {
  code: 'envelope-empty',
  text: 'it holds an empty list',
  harmless: true,
};
