import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { parseJson } from '../../codec/json';
import { violations, type Violation } from '../../codec/violation';
import { parkedCodec, type Parked } from '../wire';

const notJson: readonly Violation[] = [{ pointer: '', expected: parkedCodec.name }];

/** A parked item as it was kept. A Left says where it is not one, since somebody may have written into the store by hand. */
export const readParked = (text: string): E.Either<readonly Violation[], Parked> =>
  pipe(
    parseJson(text),
    E.mapLeft(() => notJson),
    E.flatMap((value) => pipe(parkedCodec.decode(value), E.mapLeft(violations))),
  );
