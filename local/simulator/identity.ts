import { randomUUID } from 'node:crypto';
import { type Answer } from './answer';
import { type Switches } from './switches';
import { type TokenAuthority } from './tokens';

/** App Service reports the trouble of its token endpoint in this shape. */
const refuse = (status: number, message: string): Answer => ({
  status,
  json: { statusCode: status, message, correlationId: randomUUID() },
});

export interface IdentityCall {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly identityHeader: string | string[] | undefined;
  readonly now: Date;
}

export interface IdentityEndpoint {
  readonly answer: (call: IdentityCall, switches: Switches) => Answer;
  readonly tokensIssued: () => number;
  readonly forget: () => void;
}

/** The App Service managed-identity endpoint, version 2019-08-01; any client_id is an identity of its own. */
export const createIdentityEndpoint = (secret: string, authority: TokenAuthority): IdentityEndpoint => {
  const systemAssigned = randomUUID();
  let issued = 0;
  return {
    tokensIssued: () => issued,
    forget: () => {
      issued = 0;
    },
    answer: (call, switches) => {
      if (call.method !== 'GET') return refuse(405, 'The token endpoint knows GET only.');
      if (call.identityHeader !== secret) return refuse(401, 'X-IDENTITY-HEADER is missing or wrong.');
      if (call.query.get('api-version') !== '2019-08-01')
        return refuse(400, 'api-version has to be 2019-08-01.');
      const resource = call.query.get('resource');
      if (resource === null || resource === '') return refuse(400, 'resource is missing.');
      const audience = resource.replace(/\/$/, '');
      const appId = call.query.get('client_id') ?? systemAssigned;
      const issuedAt = Math.floor(call.now.getTime() / 1000);
      const expiresOn = issuedAt + switches.tokenLifetimeSeconds;
      issued += 1;
      const json = {
        access_token: authority.mint({ audience, appId, roles: switches.roles, issuedAt, expiresOn }),
        expires_on: String(expiresOn),
        resource,
        token_type: 'Bearer',
        client_id: appId,
      };
      return { status: 200, json };
    },
  };
};
