import { type Either } from 'fp-ts/Either';

/** The Right of a happy path; a Left fails the test loudly. */
export const rightOf = <E, A>(either: Either<E, A>): A => {
  if (either._tag === 'Right') return either.right;
  throw new Error(`expected a Right, got the Left ${JSON.stringify(either.left)}`);
};

export const leftOf = <E, A>(either: Either<E, A>): E => {
  if (either._tag === 'Left') return either.left;
  throw new Error(`expected a Left, got the Right ${JSON.stringify(either.right)}`);
};
