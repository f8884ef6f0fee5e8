import { randomUUID } from 'node:crypto';
import { type TokenCredential } from '@azure/identity';
import * as E from 'fp-ts/Either';
import { credentialOf } from '../../shared/azure/credential';
import { exchangeTo as exchangeOf } from '../../shared/azure/exchange';
import { type Exchange } from '../../shared/destinations/destination';
import { openTelemetry } from '../../shared/telemetry/open-telemetry';

const names = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] as const;

/** Points the real managed-identity credential at an endpoint; the result puts the environment back. */
export const useIdentityEndpoint = (endpoint: string, header: string): (() => void) => {
  const before = names.map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: header });
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
};

/** The real client with the real credential of an identity nobody else has, so that no token is cached for it. */
export const exchangeTo = (baseUrl: string, newId: () => string, clientId: string = randomUUID()): Exchange =>
  exchangeWith(credentialOf('managed-identity', clientId), baseUrl, newId);

/** The real client with any credential. */
export const exchangeWith = (credential: TokenCredential, baseUrl: string, newId: () => string): Exchange =>
  exchangeOf(
    credential,
    {
      baseUrl,
      auth: { _tag: 'Entra', scope: 'https://graph.microsoft.com/.default' },
      client: 'graph',
      requestsPerMinute: 0,
    },
    {
      now: () => new Date('2026-01-01T00:00:00Z'),
      newId,
      destination: 'graph',
      telemetry: openTelemetry(),
    },
  );

/** A failure in full: nothing of the call, the token or an error object is in it. */
export const unavailable = (dependency: string, code: unknown) =>
  E.left({
    _tag: 'Unavailable',
    dependency,
    code,
    retryAfterSeconds: null,
    requestIds: { request: null, client: 'the-id' },
  });
