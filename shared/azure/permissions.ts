import { type TokenCredential } from '@azure/identity';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { isObject } from '../codec/json-value';
import { parseJson } from '../codec/json';
import { unavailable } from '../failure';
import { type Permissions } from '../health/ports';

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

const words = (value: unknown): readonly string[] => (typeof value === 'string' ? value.split(' ') : []);

/** Reads the token's claims without checking its signature, because nothing is decided by them. */
const permissionsIn = (token: string): readonly string[] | null =>
  pipe(
    parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()),
    E.match(
      () => null,
      (claims) => (isObject(claims) ? [...strings(claims.roles), ...words(claims.scp)] : null),
    ),
  );

interface Thrown {
  readonly name?: unknown;
  readonly cause?: { readonly errorCode?: unknown };
}

/** Why no token came, as far as the credential tells. Its messages are not kept. */
const identityCode = (error: unknown): string => {
  const { name, cause } = (error ?? {}) as Thrown;
  if (name === 'AggregateAuthenticationError') return 'no-login';
  return cause?.errorCode === 'network_error' ? 'out-of-reach' : 'refused';
};

/** What an identity's tokens allow. A credential may hang for good, so the caller bounds the wait. */
export const permissionsOf =
  (credential: TokenCredential): Permissions =>
  (scope) =>
    pipe(
      TE.tryCatch(
        () => credential.getToken(scope),
        (error) => unavailable('identity', identityCode(error)),
      ),
      TE.flatMapEither(E.fromNullable(unavailable('identity', 'refused'))),
      TE.map(({ token }) => permissionsIn(token)),
    );
