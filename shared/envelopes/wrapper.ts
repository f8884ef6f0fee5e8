import * as E from 'fp-ts/Either';
import { type Closed, type Origin } from './envelope';

/**
 * What else an event comes wrapped in: what a store, a broker or an API puts around it. Unlike an envelope it is opened only
 * where no format knows the whole, as a format or a profile may need what stands beside the content.
 */
export interface Wrapped {
  readonly origin: Origin;
  /** The way to the content, for the pointer. */
  readonly path: readonly string[];
  readonly content: E.Either<Closed, unknown>;
}

/** Recognises one kind of wrapper; null for anything else. `outer` says what it does not. */
export type Wrapper = (value: unknown, outer: Origin) => Wrapped | null;

export const wrapped = (origin: Origin, path: readonly string[], content: unknown): Wrapped => ({
  origin,
  path,
  content: E.right(content),
});

/** What a question without an answer gets: nothing in it can be lost. */
export const nothingFound: Closed = {
  code: 'envelope-empty',
  text: 'it holds an empty list',
  harmless: true,
};
