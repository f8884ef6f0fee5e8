import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { type Answer, failure } from './answer';
import { isObject, parseJson } from './json';

/** Whose token an API takes; `role`: what it has to hold, null where that is no matter of the token. */
export interface Admission {
  readonly audiences: readonly unknown[];
  readonly role: string | null;
}

export const graphAdmission: Admission = {
  audiences: ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000'],
  role: 'ThreatIndicators.ReadWrite.OwnedBy',
};

export interface TokenRequest {
  readonly audience: string;
  readonly appId: string;
  readonly roles: readonly string[];
  /** Epoch seconds. */
  readonly issuedAt: number;
  readonly expiresOn: number;
}

export interface TokenAuthority {
  readonly tenantId: string;
  readonly mint: (request: TokenRequest) => string;
  /** The app behind an Authorization header, or the answer that turns it away. */
  readonly authorise: (
    header: string | undefined,
    now: Date,
    admission: Admission,
  ) => { readonly app: string } | Answer;
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const read = (part: string): unknown => parseJson(Buffer.from(part, 'base64url').toString());

const unauthenticated = (message: string): Answer => ({
  ...failure(401, 'InvalidAuthenticationToken', message),
  headers: {
    'www-authenticate':
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  },
});

/** Issues and checks the tokens of one simulator; the key is its own, so no other simulator's token passes. */
export const createTokenAuthority = (): TokenAuthority => {
  const key = randomBytes(32);
  const tenantId = randomUUID();
  const objectId = randomUUID();
  const signature = (signed: string): Buffer => createHmac('sha256', key).update(signed).digest();

  return {
    tenantId,
    mint: (request) => {
      const head = base64url({ typ: 'JWT', alg: 'HS256' });
      const claims = base64url({
        aud: request.audience,
        iss: `https://sts.windows.net/${tenantId}/`,
        iat: request.issuedAt,
        nbf: request.issuedAt,
        exp: request.expiresOn,
        appid: request.appId,
        idtyp: 'app',
        oid: objectId,
        sub: objectId,
        tid: tenantId,
        roles: request.roles,
      });
      return `${head}.${claims}.${signature(`${head}.${claims}`).toString('base64url')}`;
    },
    authorise: (header, now, { audiences, role }) => {
      const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
      if (token === undefined) return unauthenticated('Access token is empty.');
      const [head = '', payload = '', signed = '', ...rest] = token.split('.');
      const given = Buffer.from(signed, 'base64url');
      const expected = signature(`${head}.${payload}`);
      const genuine =
        rest.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
      const claims = genuine ? read(payload) : undefined;
      if (!isObject(claims)) return unauthenticated('Access token validation failure. Invalid signature.');
      if (!audiences.includes(claims.aud))
        return unauthenticated('Access token validation failure. Invalid audience.');
      if (Number(claims.exp) * 1000 <= now.getTime())
        return unauthenticated('Lifetime validation failed, the token is expired.');
      if (role !== null && !(Array.isArray(claims.roles) && claims.roles.includes(role)))
        return failure(403, 'accessDenied', 'Auth token does not contain valid permissions.');
      return { app: String(claims.appid) };
    },
  };
};
