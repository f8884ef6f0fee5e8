import * as E from 'fp-ts/Either';
import type * as TE from 'fp-ts/TaskEither';
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { unavailable, type Unavailable } from '../failure';
import { type EntraRules } from '../profile/sender';
import { toleranceSeconds, type Presented, type Proof } from './proof';

/** Keys are fetched when the first token comes, then kept, and fetched anew for an unknown key. No redirect is followed. */
export const remoteKeys = (address: string): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(address), { timeoutDuration: 3000 });

const hasRole = (roles: unknown, role: string): boolean => Array.isArray(roles) && roles.includes(role);

/** Whether an error is about the token. Any other error is trouble with the key set. */
const isOfToken = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC';

/**
 * Checks an access token of Microsoft Entra ID: this issuer, this audience, this role. A Left says that its keys can't be
 * reached now.
 */
export const entraToken =
  (rules: EntraRules, keys: JWTVerifyGetKey) =>
  ({ header, now }: Presented): TE.TaskEither<Unavailable, Proof> =>
  async () => {
    const [, token] = /^Bearer ([\w.-]+)$/i.exec(header('authorization')?.trim() ?? '') ?? [];
    if (token === undefined) return E.right(E.left('proof-missing'));
    const { issuer, audience, role } = rules;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: [issuer, `${issuer}/`],
        audience,
        algorithms: ['RS256', 'PS256', 'ES256'],
        requiredClaims: ['exp'],
        clockTolerance: toleranceSeconds,
        currentDate: now,
      });
      return E.right(hasRole(payload.roles, role) ? E.right({ messageId: null }) : E.left('proof-wrong'));
    } catch (error) {
      return isOfToken(error) ? E.right(E.left('proof-wrong')) : E.left(unavailable('identity', 'key-set'));
    }
  };
