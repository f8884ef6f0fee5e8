import * as E from 'fp-ts/Either';
import type * as TE from 'fp-ts/TaskEither';
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { unavailable, type Unavailable } from '../failure';
import { type EntraRules } from '../profile/sender';
import { toleranceSeconds, type Presented, type Proof } from './proof';

/** Fetched when the first token comes, kept, and fetched anew for a key that is not among them. No redirect is followed. */
export const remoteKeys = (address: string): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(address), { timeoutDuration: 3000 });

const hasRole = (roles: unknown, role: string): boolean => Array.isArray(roles) && roles.includes(role);

/** What is wrong with a token says so by one of these; all else is trouble with the key set. */
const isOfToken = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC';

/** An access token of Microsoft Entra ID: of this issuer, for this audience, with this role. A Left: its keys can't be reached now. */
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
