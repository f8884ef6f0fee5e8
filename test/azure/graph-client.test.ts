import { randomUUID } from 'node:crypto';
import * as E from 'fp-ts/Either';
import { type FaultAnswer } from '../../local/simulator/faults';
import { startSimulator, type Simulator } from '../../local/simulator/simulator';
import { credentialOf } from '../../shared/azure/credential';
import { type HttpAnswer } from '../../shared/destinations/destination';
import { gateTo, type Gate } from '../integration/gate';
import { indicator, indicators } from '../integration/indicators';
import { exchangeTo, exchangeWith, unavailable, useIdentityEndpoint } from './managed-identity';
import { startRecorder, type Recorder } from './recorder';

let simulator: Simulator;
/** In front of the simulator: a way to Graph that can be shut. */
let gate: Gate;
let recorder: Recorder;
let restore: () => void;

const enough = 20_000;
const short = 300;

const create = { method: 'POST', path: '/security/tiIndicators', body: indicator({ url: 'https://a.example/' }) } as const; // prettier-ignore
const bulk = (count: number) =>
  ({
    method: 'POST',
    path: '/security/tiIndicators/submitTiIndicators',
    body: { value: indicators(count, 'bulk') },
  }) as const;

const requests = () => simulator.requests().filter(({ on }) => on === 'graph');

const answered = (result: E.Either<unknown, HttpAnswer>): HttpAnswer =>
  E.getOrElse<unknown, HttpAnswer>((failure) => {
    throw new Error(`no answer: ${JSON.stringify(failure)}`);
  })(result);

/** An exchange whose token is there already, and nothing recorded of getting it. */
const signedIn = async (baseUrl = simulator.graphUrl) => {
  const clientId = randomUUID();
  await exchangeTo(simulator.graphUrl, () => 'the-id', clientId)(bulk(0), enough)();
  const before = requests().length;
  return {
    exchange: exchangeTo(baseUrl, () => 'the-id', clientId),
    calls: () => requests().slice(before),
  };
};

beforeAll(async () => {
  [simulator, recorder] = await Promise.all([startSimulator(), startRecorder()]);
  gate = await gateTo(Number(new URL(simulator.url).port));
  restore = useIdentityEndpoint(simulator.identity.endpoint, simulator.identity.header);
});

afterEach(() => simulator.reset());

afterAll(async () => {
  restore();
  await Promise.all([gate.shut(), recorder.stop(), simulator.stop()]);
});

describe('a call to Graph with the managed identity', () => {
  it('creates one indicator and gives status, body and both request ids', async () => {
    const answer = answered(await exchangeTo(simulator.graphUrl, () => 'the-id')(create, enough)());
    const [stored] = simulator.stored();
    expect(answer).toMatchObject({ status: 201, body: { id: stored?.id, url: 'https://a.example/' } });
    expect(answer.requestIds).toEqual({
      request: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      client: 'the-id',
    });
  });

  it('creates a hundred indicators in one request', async () => {
    const { exchange, calls } = await signedIn();
    const { status, body } = answered(await exchange(bulk(100), enough)());
    expect(status).toBe(200);
    expect((body as { readonly value: readonly unknown[] }).value).toHaveLength(100);
    expect(calls()).toMatchObject([{ items: 100, undeclared: [] }]);
  });

  it('sends a fresh client-request-id each time and gives back the one Graph echoes', async () => {
    let count = 0;
    const exchange = exchangeTo(simulator.graphUrl, () => `id-${(count += 1)}`);
    const answers = [await exchange(create, enough)(), await exchange(create, enough)()].map(answered);
    expect(answers.map(({ requestIds }) => requestIds.client)).toEqual(['id-1', 'id-2']);
    expect(requests().map(({ clientRequestId }) => clientRequestId)).toEqual(['id-1', 'id-2']);
  });

  it('asks for a token once and keeps it', async () => {
    const exchange = exchangeTo(simulator.graphUrl, () => 'the-id');
    await exchange(create, enough)();
    await exchange(create, enough)();
    expect(simulator.tokensIssued()).toBe(1);
  });

  it('carries the token of the user-assigned identity it was given, for the scope of the endpoint', async () => {
    const clientId = randomUUID();
    await exchangeTo(`${recorder.url}/beta`, () => 'the-id', clientId)(create, enough)();
    const [, payload = ''] = recorder.seen.pop()?.authorization?.split('.') ?? [];
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      appid: clientId,
      aud: 'https://graph.microsoft.com',
    });
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %i to another origin', async (status) => {
    const { exchange, calls } = await signedIn();
    simulator.inject({ on: 'graph', answer: { kind: 'redirect', location: `${recorder.url}/beta`, status } });
    expect(answered(await exchange(create, enough)()).status).toBe(status);
    expect(recorder.seen).toEqual([]);
    expect(calls()).toHaveLength(1);
  });
});

describe('any answer of Graph', () => {
  it.each([
    ['Retry-After in seconds', 429, { 'retry-after': '17' }, 17],
    ['Retry-After as a fraction', 429, { 'retry-after': '2.128' }, 2.128],
    [
      'Retry-After as a date, whatever the time is here',
      503,
      { date: 'Fri, 01 Jan 2027 00:00:00 GMT', 'retry-after': 'Fri, 01 Jan 2027 00:01:30 GMT' },
      90,
    ],
    [
      'Retry-After as a date, by the clock here where the answer tells no time',
      503,
      { date: 'now', 'retry-after': 'Thu, 01 Jan 2026 00:01:30 GMT' },
      90,
    ],
    ['no Retry-After', 503, {}, null],
    ['a refusal of the role', 403, {}, null],
  ])('is given as it is, without a second try: %s', async (_, status, headers, retryAfterSeconds) => {
    const { exchange, calls } = await signedIn();
    simulator.inject({ on: 'graph', answer: { kind: 'status', status, headers } });
    expect(answered(await exchange(create, enough)())).toMatchObject({ status, retryAfterSeconds });
    expect(calls()).toHaveLength(1);
  });

  it.each([
    ['a page', { kind: 'notJson' }],
    ['nothing', { kind: 'emptyBody', status: 202 }],
  ] satisfies [string, FaultAnswer][])('has no body where it holds %s', async (_, answer) => {
    const { exchange } = await signedIn();
    simulator.inject({ on: 'graph', answer });
    expect(answered(await exchange(create, enough)()).body).toBeUndefined();
  });
});

describe('the wait in an answer', () => {
  const inWords = { error: { code: '429', message: 'Rate limit is exceeded. Try again in 7 seconds.' } };

  it.each([
    ['is read in its body where there is no header', 429, {}, 7],
    ['is that of the header where both say one', 429, { 'retry-after': '3' }, 3],
    ['is none where it is no refusal', 200, {}, null],
  ])('%s', async (_, status, headers, retryAfterSeconds) => {
    const { exchange } = await signedIn();
    simulator.inject({ on: 'graph', answer: { kind: 'status', status, json: inWords, headers } });
    expect(answered(await exchange(create, enough)())).toMatchObject({ status, retryAfterSeconds });
  });
});

describe('when Graph refuses the token', () => {
  /** The real credential, and how often it was asked. */
  const counted = () => {
    const credential = credentialOf('managed-identity', randomUUID());
    let asked = 0;
    let ids = 0;
    const exchange = exchangeWith(
      {
        getToken: (scopes, options) => {
          asked += 1;
          return credential.getToken(scopes, options);
        },
      },
      simulator.graphUrl,
      () => `id-${(ids += 1)}`,
    );
    return { exchange, asked: () => asked };
  };

  it('once, asks the credential anew and calls once more, under an id of its own', async () => {
    const { exchange, asked } = counted();
    simulator.inject({ on: 'graph', times: 1, answer: { kind: 'status', status: 401 } });
    expect(answered(await exchange(create, enough)())).toMatchObject({ status: 201 });
    expect(asked()).toBe(2);
    expect(requests().map(({ status, clientRequestId }) => [status, clientRequestId])).toEqual([
      [401, 'id-1'],
      [201, 'id-2'],
    ]);
    expect(simulator.stored()).toHaveLength(1);
  });

  it('always, gives its answer after two calls', async () => {
    const { exchange, asked } = counted();
    simulator.inject({ on: 'graph', times: null, answer: { kind: 'status', status: 401 } });
    expect(answered(await exchange(create, enough)())).toMatchObject({ status: 401 });
    expect([asked(), requests().length]).toEqual([2, 2]);
  });
});

describe('when Graph gives no answer', () => {
  it.each([
    ['hangs', { kind: 'hang' }, 'timeout', short],
    ['hangs after storing', { kind: 'hang', apply: true }, 'timeout', short],
    ['sends its answer byte by byte', { kind: 'drip' }, 'timeout', short],
    ['breaks the connection', { kind: 'reset' }, 'UND_ERR_SOCKET', enough],
    ['breaks the connection after storing', { kind: 'resetAfterStore' }, 'UND_ERR_SOCKET', enough],
    ['breaks off in its answer', { kind: 'halfAnswer' }, 'UND_ERR_SOCKET', enough],
  ] satisfies [string, FaultAnswer, string, number][])(
    'fails with a code and calls once: %s',
    async (_, answer, code, timeoutMs) => {
      const { exchange, calls } = await signedIn();
      simulator.inject({ on: 'graph', answer });
      expect(await exchange(create, timeoutMs)()).toEqual(unavailable('destination', code));
      expect(calls()).toHaveLength(1);
    },
  );

  it('fails with a code when the connection is refused', async () => {
    const { exchange, calls } = await signedIn(`http://127.0.0.1:${gate.port}/beta`);
    await gate.shut();
    const result = await exchange(create, enough)();
    await gate.open();
    expect(result).toEqual(unavailable('destination', 'ECONNREFUSED'));
    expect(calls()).toEqual([]);
  });

  it('answers the next call', async () => {
    const { exchange } = await signedIn();
    simulator.inject({ on: 'graph', answer: { kind: 'hang' } });
    await exchange(create, short)();
    expect(answered(await exchange(create, enough)()).status).toBe(201);
  });
});
