import { HttpRequest, HttpResponse } from '@azure/functions';
import { createHmac, X509Certificate } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { Webhook } from 'standardwebhooks';
import { type Door } from '../../functions/door';
import { receiveSigned } from '../../functions/receive-signed';
import { messageKey } from '../../shared/door/message-key';
import { createMessageWindow } from '../../shared/door/message-window';
import { remoteKeys } from '../../shared/door/token';
import { unavailable } from '../../shared/failure';
import { type Attributes, type CounterName } from '../../shared/telemetry/telemetry';
import { gridEvent } from '../envelopes/events';
import { doorWith as standing, sharedTexts } from '../door/door-world';
import { selfSigned } from '../faults/self-signed';
import { indicator } from '../integration/indicators';
import { profileWith } from '../pipeline/profiles';
import { eventually } from '../waiting';
import { answered } from './answered';
import { bytesOf, createWorld, down, invocation, now, type Faults, type Report, type World } from './world';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const issuer = 'https://issuer.example/v2.0';
const { cert } = selfSigned('a sender');
const certificate = new X509Certificate(cert);
const fingerprint = certificate.fingerprint256.replaceAll(':', '');

const profile = profileWith({
  guard: { specialUse: 'take' },
  senders: [
    { name: 'svix', scheme: 'standard-webhooks', secrets: [{ setting: 'OLD' }, { setting: 'SVIX' }] },
    { name: 'hub', scheme: 'github', secrets: [{ setting: 'HUB' }] },
    {
      name: 'grid',
      scheme: 'entra',
      entra: { issuer, audience: 'api://gateway', role: 'Send', keys: 'https://issuer.example/keys' },
    },
    { name: 'tls', scheme: 'certificate', certificateSha256: [fingerprint] },
    {
      name: 'near',
      scheme: 'github',
      secrets: [{ setting: 'HUB' }],
      networks: ['20.30.0.0/16', '2001:db8::/32'],
    },
    { name: 'keyed', scheme: 'function-key', keySha256: ['a'.repeat(64)] },
    { name: 'topic', scheme: 'queue', queue: 'indicator-events' },
  ],
});

const secrets: ReadonlyMap<string, string> = new Map([
  ['OLD', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'],
  ['SVIX', secret],
  ['HUB', 'the secret of the hub'],
]);

const doorWith = (more: Partial<Door> = {}): Door => standing(secrets, more);

interface Sent {
  readonly to?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: 'POST' | 'OPTIONS';
  readonly door?: Door;
  readonly faults?: Faults;
  readonly world?: World;
  readonly at?: Date;
  readonly seconds?: number;
}

const limits = { HTTP_BODY_LIMIT_BYTES: 4096 };

const send = async (
  body: unknown,
  {
    to = 'svix',
    headers = {},
    method = 'POST',
    door = doorWith(),
    faults,
    world = createWorld(faults),
    at = now,
    seconds,
  }: Sent = {},
) => {
  const counted: [CounterName, Attributes][] = [];
  const telemetry = {
    ...world.environment.telemetry,
    count: (name: CounterName, _: number, attributes: Attributes) => counted.push([name, attributes]),
  };
  const environment = { ...world.environment, profile, now: () => at, telemetry };
  const { context, lines } = invocation();
  const request = new HttpRequest({
    method,
    url: `https://gateway.example/api/in/${to}`,
    params: { sender: to },
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'POST' ? { body: { bytes: bytesOf(body) } } : {}),
  });
  const handler = answered(environment, receiveSigned(environment, limits, door), seconds);
  const response = new HttpResponse(await handler(request, context));
  const text = await response.text();
  const report = (text === '' ? {} : JSON.parse(text)) as Report & Record<string, unknown>;
  return { status: response.status, headers: response.headers, text, report, lines, world, counted };
};

const textOf = (body: unknown): string => Buffer.from(bytesOf(body)).toString();

const signed = (body: unknown, id = 'msg_1', by = secret) => ({
  'webhook-id': id,
  'webhook-timestamp': String(now.getTime() / 1000),
  'webhook-signature': new Webhook(by).sign(id, now, textOf(body)),
});

const hubSigned = (body: unknown) => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', 'the secret of the hub').update(bytesOf(body)).digest('hex')}`,
});

const good = indicator({ domainName: 'a.example' });

describe('when a sender proves itself', () => {
  it('its event is taken as its own', async () => {
    const { status, report } = await send(good, { headers: signed(good) });
    expect(status).toBe(201);
    expect(report.outcomes).toMatchObject([{ state: 'created', sender: 'svix', source: 'svix' }]);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    // What some clients mean by it: the inside of zlib alone.
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('the signature is one of the bytes as they came: %s', async (encoding, compress) => {
    const bytes = compress(textOf(good));
    const headers = { ...hubSigned(bytes), 'content-encoding': encoding };
    expect((await send(bytes, { to: 'hub', headers })).status).toBe(201);
    expect((await send(bytes, { to: 'hub', headers: { ...headers, ...hubSigned(good) } })).status).toBe(401);
  });

  it.each([
    ['a body that is none', '{', 400],
    ['nothing that can be read', { hello: 'world' }, 400],
    ['too much', { a: 'x'.repeat(5000) }, 413],
  ])('what is wrong is told as on every way: %s', async (_, body, status) => {
    expect((await send(body, { to: 'hub', headers: hubSigned(body) })).status).toBe(status);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('a small body is given up that inflates to much more: %s', async (encoding, compress) => {
    const bytes = compress(Buffer.alloc(3_000_000, ' '));
    const { status, report } = await send(bytes, {
      to: 'hub',
      headers: { ...hubSigned(bytes), 'content-encoding': encoding },
    });
    expect(status).toBe(413);
    expect(report).toMatchObject({ limitBytes: 4096 });
  });

  it('a body is refused that is not compressed as it says', async () => {
    const { status } = await send(good, {
      to: 'hub',
      headers: { ...hubSigned(good), 'content-encoding': 'gzip' },
    });
    expect(status).toBe(400);
  });
});

describe('when nothing proves who sends', () => {
  const forged = {
    'x-ms-client-principal': Buffer.from('{"auth_typ":"aad"}').toString('base64'),
    'x-ms-client-principal-name': 'admin',
    'x-arr-clientcert': certificate.raw.toString('base64'),
    'x-forwarded-for': '20.30.1.1',
    'x-functions-key': 'c4n4ry-key',
    authorization: 'Bearer c4n4ry.c4n4ry.c4n4ry',
    cookie: 'c4n4ry',
  };

  it.each<readonly [string, string, Readonly<Record<string, string>>, string]>([
    ['no header at all', 'svix', {}, 'proof-missing'],
    [
      'of another secret',
      'svix',
      signed(good, 'msg_1', 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'),
      'proof-wrong',
    ],
    ['of another body', 'svix', signed({ ...good, action: 'allow' }), 'proof-wrong'],
    ['of another sender', 'hub', signed(good), 'proof-missing'],
    ['of nobody', 'nobody', signed(good), 'sender-unknown'],
    ['of a sender by key', 'keyed', { 'x-functions-key': 'a' }, 'sender-unknown'],
    ['of the queue', 'topic', {}, 'sender-unknown'],
    ['of a member of every object', '__proto__', {}, 'sender-unknown'],
    ['a certificate nobody asked for', 'tls', forged, 'certificates-off'],
    ['headers of a platform', 'svix', forged, 'proof-missing'],
  ])('refused without a word why: %s', async (_, to, headers, reason) => {
    const { status, text, lines, counted, world } = await send(good, { to, headers });
    expect(status).toBe(401);
    expect(text).not.toContain(to);
    expect(text).not.toContain(reason);
    expect(world.calls).toEqual([]);
    const known = reason === 'sender-unknown' && !['keyed', 'topic'].includes(to) ? 'unknown' : to;
    expect(counted).toEqual([['gateway.unproven', { sender: known, reason }]]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`"refused":"${reason}"`);
  });

  it('nothing of what proves is in a line or an answer, nor in what is kept', async () => {
    const planted = {
      ...signed(good),
      ...forged,
      'webhook-signature': `v1,c4n4ry ${signed(good)['webhook-signature']}`,
    };
    const refused = await send(good, { headers: { ...planted, 'webhook-signature': 'v1,c4n4ry' } });
    const taken = await send(good, { headers: planted, faults: { exchange: down } });
    expect([refused.status, taken.status]).toEqual([401, 202]);
    const all = [
      refused.text,
      taken.text,
      ...refused.lines,
      ...taken.lines,
      JSON.stringify(taken.world.queued),
    ];
    expect(all.join()).not.toContain('c4n4ry');
    expect(all.join()).not.toContain(planted['webhook-signature'].split(',').at(-1));
  });
});

describe('the network of a sender', () => {
  const from = (address: string) =>
    send(good, { to: 'near', headers: { ...hubSigned(good), 'x-forwarded-for': address } });

  it.each([
    '20.30.1.1',
    '20.30.1.1:443',
    '1.2.3.4, 20.30.1.1:5000',
    '[2001:db8::7]:443',
    '2001:db8::7',
    '::ffff:20.30.1.1',
  ])('lets it send: %s', async (address) => {
    expect((await from(address)).status).toBe(201);
  });

  it.each(['20.31.1.1', '20.30.1.1, 1.2.3.4', '', 'unknown', '2001:db9::1', '20.30.1.1, ::1'])(
    'is told by the last address alone: %s',
    async (address) => {
      const { status, lines } = await from(address);
      expect(status).toBe(401);
      expect(lines[0]).toContain('network-wrong');
    },
  );
});

describe('a message that comes again', () => {
  const headers = signed(good);

  it('is a duplicate with the answer of the first, on another instance too', async () => {
    const texts = sharedTexts();
    const instance = () => doorWith({ window: createMessageWindow(texts, () => now, 60_000) });
    const first = await send(good, { headers, door: instance() });
    const second = await send(good, { headers, door: instance() });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.world.calls).toEqual([]);
  });

  it('is known a day later', async () => {
    const texts = sharedTexts();
    const late = new Date(now.getTime() + 24 * 3600 * 1000);
    await send(good, { headers, door: doorWith({ window: createMessageWindow(texts, () => now, 60_000) }) });
    const { world } = await send(good, {
      headers,
      door: doorWith({ window: createMessageWindow(texts, () => late, 60_000) }),
    });
    expect(world.calls).toEqual([]);
  });

  it.each([
    ['its body is another', { ...good, description: 'another' }, 'msg_1'],
    ['its id is another', good, 'msg_2'],
  ])('is another message where %s', async (_, body, id) => {
    const door = doorWith();
    await send(good, { headers, door });
    const { world } = await send(body, { headers: signed(body, id), door });
    expect(world.calls).toHaveLength(1);
  });

  it.each<readonly [string, Faults, unknown, number]>([
    ['503', { exchange: down, queueDown: true }, good, 503],
    ['400', {}, { hello: 'world' }, 400],
  ])('is taken anew where the first was answered %s', async (_, faults, body, status) => {
    const door = doorWith();
    expect((await send(body, { headers: signed(body), door, faults })).status).toBe(status);
    const again = await send(body, { headers: signed(body), door });
    expect(again.headers.get('idempotent-replayed')).toBeNull();
    expect(again.status).toBe(status === 503 ? 201 : 400);
  });

  it('waits for the first while that runs on another instance, and is answered as it', async () => {
    const texts = sharedTexts();
    const instance = () => doorWith({ window: createMessageWindow(texts, () => now, 60_000) });
    const door = instance();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const waiting: Faults = {
      exchange: () => async () => {
        await held;
        return E.right({
          status: 201,
          body: { id: 'x' },
          retryAfterSeconds: null,
          requestIds: { request: null, client: null },
        });
      },
    };
    const world = createWorld(waiting);
    const first = send(good, { headers, door, world });
    await eventually(() => world.calls.length > 0);
    const second = send(good, { headers, door: instance() });
    release();
    expect((await first).status).toBe(201);
    const { status, world: unused } = await second;
    expect(status).toBe(201);
    expect(unused.calls).toEqual([]);
  });

  it('is told to come again where the first runs for longer than it can wait', async () => {
    const texts = sharedTexts();
    const window = createMessageWindow(texts, () => now, 60_000);
    expect(await window.claim(messageKey('svix', 'msg_1', bytesOf(good)))()).toMatchObject({
      right: { _tag: 'Taken' },
    });
    const {
      status,
      headers: said,
      world,
    } = await send(good, { headers, door: doorWith({ window }), seconds: 1 });
    expect([status, Number(said.get('retry-after')) > 0, world.calls]).toEqual([503, true, []]);
  });

  it('is taken where nobody knows whether it came before', async () => {
    const away = TE.left(unavailable('table', 'ECONNREFUSED'));
    const window = { claim: () => away, settle: () => away };
    expect((await send(good, { headers, door: doorWith({ window }) })).status).toBe(201);
  });

  it('is taken anew where the first was never finished', async () => {
    const texts = sharedTexts();
    const stopped = createMessageWindow(texts, () => now, 60_000);
    const later = new Date(now.getTime() + 60_001);
    expect(await stopped.claim('a')()).toMatchObject({ right: { _tag: 'Taken' } });
    expect(await stopped.claim('a')()).toMatchObject({ right: { _tag: 'Running' } });
    expect(await createMessageWindow(texts, () => later, 60_000).claim('a')()).toMatchObject({
      right: { _tag: 'Taken' },
    });
  });
});

describe('a token of Entra ID', () => {
  const rightClaims = { roles: ['Send'] };

  const keyPair = () => generateKeyPair('RS256', { extractable: true });
  let pair: Awaited<ReturnType<typeof keyPair>>;
  let door: Door;

  beforeAll(async () => {
    pair = await keyPair();
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256' };
    const keys = createLocalJWKSet({ keys: [jwk] });
    door = doorWith({ keysOf: () => keys });
  });

  const seconds = now.getTime() / 1000;

  const token = (
    claims: JWTPayload = rightClaims,
    more: {
      iss?: string;
      aud?: string;
      exp?: number;
      nbf?: number;
      alg?: string;
      key?: Parameters<SignJWT['sign']>[0];
      kid?: string;
    } = {},
  ) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: more.alg ?? 'RS256', kid: more.kid ?? 'k1' })
      .setIssuer(more.iss ?? issuer)
      .setAudience(more.aud ?? 'api://gateway')
      .setNotBefore(more.nbf ?? seconds - 10)
      .setExpirationTime(more.exp ?? seconds + 3600)
      .sign(more.key ?? pair.privateKey);

  const bearing = (bearer: string, body: unknown = good, more: Sent = {}) =>
    send(body, {
      to: 'grid',
      door,
      ...more,
      headers: { authorization: `Bearer ${bearer}`, ...more.headers },
    });

  it('lets it send', async () => {
    const { status, report } = await bearing(await token());
    expect(status).toBe(201);
    expect(report.outcomes).toMatchObject([{ sender: 'grid' }]);
  });

  it.each<readonly [string, () => Promise<string>]>([
    ['of another issuer', () => token(rightClaims, { iss: 'https://other.example/v2.0' })],
    ['for another audience', () => token(rightClaims, { aud: 'api://other' })],
    ['without the role', () => token({ roles: ['Read'] })],
    ['with the role as text', () => token({ roles: 'Send' })],
    ['with no roles', () => token({})],
    ['that is over', () => token(rightClaims, { exp: seconds - 301 })],
    ['that does not hold yet', () => token(rightClaims, { nbf: seconds + 301 })],
    ['of a key that is not known', () => token(rightClaims, { kid: 'k2' })],
    ['signed by another', async () => token(rightClaims, { key: (await keyPair()).privateKey })],
    ['signed with a secret', () => token(rightClaims, { alg: 'HS256', key: Buffer.alloc(32, 1) })],
    [
      'that nobody signed',
      () =>
        Promise.resolve(
          `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"roles":["Send"]}').toString('base64url')}.`,
        ),
    ],
    ['that is none', () => Promise.resolve('abc')],
  ])('does not, %s', async (_, made) => {
    const { status, text } = await bearing(await made());
    expect(status).toBe(401);
    expect(text).not.toContain('grid');
  });

  it('is told to come again while the key set cannot be reached: 503, never 401', async () => {
    const { status, headers } = await bearing(await token(), good, { door: doorWith() });
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('30');
    const remote = doorWith({ keysOf: () => remoteKeys('http://127.0.0.1:9/keys') });
    expect((await bearing(await token(), good, { door: remote })).status).toBe(503);
  });

  it('goes before the validation of a subscription', async () => {
    const validation = [
      gridEvent(
        { validationCode: 'the-code' },
        { eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent' },
      ),
    ];
    const { status, report } = await bearing(await token(), validation);
    expect([status, report.validationResponse]).toEqual([200, 'the-code']);
    expect((await send(validation, { to: 'grid', door })).status).toBe(401);
  });
});

describe('the handshake of CloudEvents', () => {
  it('needs no proof, and says nothing of who is known', async () => {
    const headers = { 'webhook-request-origin': 'eventgrid.azure.net' };
    for (const to of ['grid', 'nobody']) {
      const answer = await send(null, { method: 'OPTIONS', to, headers });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('webhook-allowed-origin')).toBe('eventgrid.azure.net');
    }
  });
});

describe('a client certificate', () => {
  const during = new Date(Date.parse(certificate.validFrom) + 3_600_000);
  const asked = doorWith({ certificatesAsked: true });
  const presenting = (text: string, at = during) =>
    send(good, { to: 'tls', door: asked, at, headers: { 'x-arr-clientcert': text } });

  it('lets it send where the platform asks for one', async () => {
    expect((await presenting(certificate.raw.toString('base64'))).status).toBe(201);
  });

  it.each<readonly [string, string, Date]>([
    ['another', new X509Certificate(selfSigned('another').cert).raw.toString('base64'), during],
    ['that is over', certificate.raw.toString('base64'), new Date(Date.parse(certificate.validTo) + 1000)],
    ['its fingerprint', fingerprint, during],
    ['nothing', '', during],
    ['no certificate', 'AAAA', during],
  ])('does not: %s', async (_, text, at) => {
    expect((await presenting(text, at)).status).toBe(401);
  });
});

describe('what a sender may send', () => {
  const limiterOf: Door['limiterOf'] = (name) =>
    name === 'hub'
      ? {
          take: () => TE.left({ ...unavailable('destination', 'rate-limited'), retryAfterSeconds: 2.5 }),
          done: () => undefined,
          permits: () => ({ left: 0, perMinute: 1 }),
          pause: () => undefined,
        }
      : undefined;

  it('is held to its rate, and no other sender is', async () => {
    const door = doorWith({ limiterOf });
    const flooding = await send(good, { to: 'hub', headers: hubSigned(good), door });
    expect([flooding.status, flooding.headers.get('retry-after')]).toEqual([429, '3']);
    expect(flooding.world.calls).toEqual([]);
    expect((await send(good, { headers: signed(good), door })).status).toBe(201);
  });

  it('costs its rate nothing where it is not proven', async () => {
    expect((await send(good, { to: 'hub', door: doorWith({ limiterOf }) })).status).toBe(401);
  });

  it.each([
    [300, 201],
    [301, 503],
    [null, 201],
  ])('waits while the oldest job is too old: %s s', async (age, status) => {
    const door = doorWith({ maxJobSeconds: 300, oldestJobSeconds: () => Promise.resolve(age) });
    const answer = await send(good, { headers: signed(good), door });
    expect(answer.status).toBe(status);
    expect(answer.headers.has('retry-after')).toBe(status === 503);
  });
});
