import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { type Closed } from './envelope';

const alphabet = /^[A-Za-z0-9+/_-]*={0,2}$/;

const unreadable: Closed = { code: 'envelope-data-unreadable', text: 'text in UTF-8, in base64' };

/** UTF-8 text in base64 or base64url, with or without padding and line ends. It is checked, as `Buffer` takes anything for base64. */
export const textFromBase64 = (value: unknown): E.Either<Closed, string> =>
  pipe(
    E.right(typeof value === 'string' ? value.replace(/\s/g, '') : '*'),
    E.filterOrElse(
      (digits) => alphabet.test(digits) && digits.replace(/=/g, '').length % 4 !== 1,
      () => unreadable,
    ),
    E.flatMap((digits) =>
      E.tryCatch(
        () => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(digits, 'base64')),
        () => unreadable,
      ),
    ),
  );
