import * as E from 'fp-ts/Either';
import { exchangeTo } from '../../shared/azure/exchange';
import { type Auth, type Endpoint, type HttpCall } from '../../shared/destinations/destination';
import { openTelemetry } from '../../shared/telemetry/open-telemetry';
import { startRecorder, type Recorder } from './recorder';

const enough = 20_000;
const secret = 'secret-of-a-header';
const create: HttpCall = { method: 'POST', path: '/indicators', body: { value: 1 } };

let here: Recorder;
let elsewhere: Recorder;

beforeAll(async () => {
  [here, elsewhere] = await Promise.all([startRecorder(), startRecorder()]);
});

afterAll(() => Promise.all([here.stop(), elsewhere.stop()]));

const proofs: Readonly<Record<Auth['_tag'], Auth>> = {
  Entra: { _tag: 'Entra', scope: 'https://api.example/.default' },
  Header: { _tag: 'Header', name: 'X-Api-Key', secret },
  None: { _tag: 'None' },
};

/** The identity's token, and how often it was asked for. */
const identity = () => {
  const asked: unknown[] = [];
  return {
    asked,
    credential: {
      getToken: (scope: string | string[]) => {
        asked.push(scope);
        return Promise.resolve({ token: 'token-of-the-identity', expiresOnTimestamp: 0 });
      },
    },
  };
};

const sent = async (
  client: Endpoint['client'],
  auth: Auth,
  call: HttpCall = create,
  baseUrl = `${here.url}/v1`,
) => {
  const { asked, credential } = identity();
  const exchange = exchangeTo(
    credential,
    { baseUrl, auth, client, requestsPerMinute: 0 },
    {
      now: () => new Date('2026-01-01T00:00:00Z'),
      newId: () => 'the-id',
      destination: 'acme',
      telemetry: openTelemetry(),
    },
  );
  const before = here.seen.length;
  const result = await exchange(call, enough)();
  return { result, asked, seen: here.seen.slice(before) };
};

const proofIn = (headers: Recorder['seen'][number] | undefined) => ({
  authorization: headers?.authorization,
  key: headers?.['x-api-key'],
});

describe.each(['graph', 'fetch'] as const)('an endpoint that is called by %s', (client) => {
  it.each([
    ['Entra', { authorization: 'Bearer token-of-the-identity', key: undefined }],
    ['Header', { authorization: undefined, key: secret }],
    ['None', { authorization: undefined, key: undefined }],
  ] as const)('is sent the proof that it asks for and no other: %s', async (kind, proof) => {
    const { result, asked, seen } = await sent(client, proofs[kind]);
    expect(result).toMatchObject(E.right({ status: 200, body: {} }));
    expect(seen.map(proofIn)).toEqual([proof]);
    expect(asked).toEqual(kind === 'Entra' ? ['https://api.example/.default'] : []);
  });

  it.each(['Entra', 'Header', 'None'] as const)(
    'is never left for another origin, whatever the path: %s',
    async (kind) => {
      const paths = [elsewhere.url, `${elsewhere.url}/v1/indicators`];
      for (const path of paths) {
        const { result } = await sent(client, proofs[kind], { method: 'GET', path, body: undefined });
        expect(JSON.stringify(result)).not.toContain(secret);
      }
      expect(elsewhere.seen).toEqual([]);
    },
  );

  it.each(['Entra', 'Header', 'None'] as const)('follows no redirect: %s', async (kind) => {
    here.next = { status: 307, headers: { location: elsewhere.url } };
    const { result } = await sent(client, proofs[kind]);
    expect(result).toMatchObject(E.right({ status: 307 }));
    expect(elsewhere.seen).toEqual([]);
  });

  it.each([
    ['Entra', 2],
    ['Header', 1],
    ['None', 1],
  ] as const)(
    'is called again after 401 only where a token may have been withdrawn: %s',
    async (kind, calls) => {
      here.next = { status: 401, headers: {} };
      const { seen } = await sent(client, proofs[kind]);
      expect(seen).toHaveLength(calls);
    },
  );

  it('is sent the id of the call, and gives back its own', async () => {
    here.next = { status: 200, headers: { 'x-ms-request-id': 'theirs' } };
    const { result, seen } = await sent(client, proofs.None);
    expect(seen.map((headers) => headers['client-request-id'])).toEqual(['the-id']);
    expect(result).toMatchObject(E.right({ requestIds: { request: 'theirs', client: 'the-id' } }));
  });
});

describe('a path that makes another address of it', () => {
  const wrongOrigin = E.left({ code: 'wrong-origin' });

  it('is not called by fetch, nor is a secret sent there', async () => {
    const call = { method: 'GET', path: `@${new URL(elsewhere.url).host}/`, body: undefined } as const;
    const { result } = await sent('fetch', proofs.Header, call, here.url);
    expect(result).toMatchObject(wrongOrigin);
    expect(elsewhere.seen).toEqual([]);
  });

  it('is not called by the Graph client, which takes any https address for one', async () => {
    const path = `${elsewhere.url.replace('http:', 'https:')}/v1/indicators`;
    const { result } = await sent('graph', proofs.Entra, { method: 'GET', path, body: undefined });
    expect(result).toMatchObject(wrongOrigin);
  });
});
