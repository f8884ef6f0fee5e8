import { hash, X509Certificate } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type Handler } from '../../functions/http/answering';
import { type Door } from '../../functions/door';
import { holding } from '../../functions/held-off';
import { forSenders, notForSenders } from '../../functions/keyed-sender';
import { listParked } from '../../functions/parked';
import { receiveHttp } from '../../functions/receive-http';
import { receiveSigned } from '../../functions/receive-signed';
import { doorWith } from '../door/door-world';
import { proofs, type Headers } from '../door/proofs';
import { selfSigned } from '../faults/self-signed';
import { bytesOf, now, type World } from '../functions/world';
import { indicator } from '../integration/indicators';
import { profileWith } from '../pipeline/profiles';
import { startTracedWorld, type TracedWorld } from './traced-world';

const canary = 'c4n4ry8d1f';

/** Secrets by the setting that holds each. */
const secrets = new Map([
  ['WEBHOOKS', `whsec_${canary}${'A'.repeat(22)}`],
  ['HUB', `${canary}-of-the-hub`],
  ['STRIPE', `whsec_${canary}-of-stripe`],
  ['OWN', `${canary}-of-its-own`],
]);

const secretOf = (setting: string): string => secrets.get(setting) ?? '';

const key = `${canary}-key`;
const issuer = 'https://issuer.example/v2.0';
const certificate = new X509Certificate(selfSigned(canary).cert);

const profile = profileWith({
  guard: { specialUse: 'take' },
  senders: [
    { name: 'webhooks', scheme: 'standard-webhooks', secrets: [{ setting: 'WEBHOOKS' }] },
    { name: 'hub', scheme: 'github', secrets: [{ setting: 'HUB' }] },
    { name: 'stripe', scheme: 'stripe', secrets: [{ setting: 'STRIPE' }] },
    { name: 'own', scheme: 'hmac', secrets: [{ setting: 'OWN' }], hmac: { header: 'X-Signature' } },
    {
      name: 'token',
      scheme: 'entra',
      entra: { issuer, audience: 'a', role: 'Send', keys: `${issuer}/keys` },
    },
    {
      name: 'tls',
      scheme: 'certificate',
      certificateSha256: [certificate.fingerprint256.replaceAll(':', '')],
    },
    { name: 'keyed', scheme: 'function-key', keySha256: [hash('sha256', key)] },
  ],
});

let traced: TracedWorld;
let doorOf: () => Door;
let token: string;

beforeAll(async () => {
  traced = await startTracedWorld();
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] });
  token = await new SignJWT({ roles: ['Send'], appid: canary })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer(issuer)
    .setAudience('a')
    .setExpirationTime(now.getTime() / 1000 + 600)
    .sign(privateKey);
  doorOf = () => doorWith(secrets, { keysOf: () => keys, certificatesAsked: true });
});
afterEach(async () => {
  traced.simulator.reset();
  traced.lines.length = 0;
  await traced.sdk.reset();
});
afterAll(() => traced.stop());

const id = `${canary}-id`;

/** What proves each sender, and what of it is secret. */
const proofOf = new Map<string, (body: Uint8Array) => Headers>([
  ['webhooks', (body: Uint8Array) => proofs['standard-webhooks'](secretOf('WEBHOOKS'), body, now, id)],
  ['hub', (body: Uint8Array) => proofs.github(secretOf('HUB'), body, now, id)],
  ['stripe', (body: Uint8Array) => proofs.stripe(secretOf('STRIPE'), body, now)],
  ['own', (body: Uint8Array) => proofs.hmac(secretOf('OWN'), body)],
  ['token', () => ({ authorization: `Bearer ${token}` })],
  ['tls', () => ({ 'x-arr-clientcert': certificate.raw.toString('base64') })],
  ['keyed', () => ({ 'x-functions-key': key })],
]);

/** Beside its proof, which is spoiled or not. */
const others = {
  cookie: `session=${canary}`,
  'proxy-authorization': `Basic ${canary}`,
  'x-api-key': canary,
  'x-ms-client-principal': canary,
  'x-forwarded-for': `${canary}, 192.0.2.1`,
};

const spoiled = (headers: Headers): Headers =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, `${value.slice(0, -12)}${canary}`]),
  );

const handlerFor = ({ environment }: World, name: string): Handler => {
  const settings = { HTTP_BODY_LIMIT_BYTES: 65_536 };
  const door = doorOf();
  const taking = { ...environment, profile };
  // The certificate is one of today, whatever the clock of this world says.
  if (name === 'tls')
    return receiveSigned({ ...taking, now: () => new Date(certificate.validFrom) }, settings, door);
  if (name !== 'keyed') return receiveSigned(taking, settings, door);
  const held = holding(door, environment.telemetry);
  return forSenders({ ...taking, profile: { ...profile, sendersOnly: true } }, (sender) =>
    held(sender, receiveHttp(taking, settings, sender)),
  );
};

const good = indicator({ domainName: 'a.example' });
const withCanary = { ...good, description: canary, tags: [canary], additionalInformation: canary };

const refusing = (status: number) =>
  ({ on: 'graph', times: null, answer: { kind: 'status', status, json: {} } }) as const;

const cases: readonly (readonly [
  what: string,
  status: number,
  body: unknown,
  proof: 'right' | 'wrong',
  graph: number | null,
])[] = [
  ['that is created', 201, good, 'right', null],
  ['that waits', 202, good, 'right', 503],
  ['that is parked', 202, good, 'right', 410],
  ['that nobody can read', 400, { hello: canary }, 'right', null],
  ['that is no JSON', 400, `{"a": ${canary}`, 'right', null],
  ['that nothing proves', 401, withCanary, 'wrong', null],
];

const names = [...proofOf.keys()];

describe.each(names)('what proves the sender %s', (name) => {
  it.each(cases)(
    'is in no line, trace, metric, outcome, job, answer or label of what is parked, of an event %s',
    async (_, status, body, proof, graph) => {
      if (graph !== null) traced.simulator.inject(refusing(graph));
      const world = traced.world();
      const headers = proofOf.get(name)?.(bytesOf(body)) ?? {};
      const sent = proof === 'right' ? headers : spoiled(headers);
      const [answered, text] = await traced.asked(world, handlerFor(world, name), {
        body,
        params: { sender: name },
        headers: { ...others, ...sent },
        query: { code: `${canary}-in-the-address` },
      });
      expect(answered).toBe(status);
      const parked = await world.environment.parked.list({}, { size: 100, next: null })();
      const spans = traced.sdk
        .spans()
        .map(({ name: span, attributes, events, links, status: how }) => [
          span,
          attributes,
          events,
          links,
          how,
        ]);
      const kept = [world.queued, [...world.kept.values()], world.written(), world.recorded, world.alerts];
      const said = JSON.stringify([text, traced.lines, parked, spans, await traced.sdk.points(), kept]);
      expect(traced.lines).not.toEqual([]);
      expect(said).not.toContain(canary);
      for (const part of Object.values(sent)) expect(said).not.toContain(part.split(',').at(-1));
    },
  );
});

describe('the key of a sender', () => {
  it('is not told by a route that it does not open', async () => {
    const world = traced.world();
    const handler = notForSenders({ ...world.environment, profile }, listParked(world.environment));
    const [status, text] = await traced.asked(world, handler, {
      body: '',
      headers: { 'x-functions-key': key },
    });
    expect(status).toBe(401);
    expect(`${text}${traced.lines.join()}`).not.toContain(canary);
  });
});

describe('what a body holds', () => {
  it('is in no label of what is parked of it, whoever sent it', async () => {
    traced.simulator.inject(refusing(410));
    const world = traced.world();
    const [status] = await traced.asked(world, handlerFor(world, 'own'), {
      body: withCanary,
      params: { sender: 'own' },
      headers: proofs.hmac(secretOf('OWN'), bytesOf(withCanary)),
    });
    const parked = JSON.stringify(await world.environment.parked.list({}, { size: 100, next: null })());
    expect([status, world.kept.size]).toEqual([202, 1]);
    expect(parked).toContain('own');
    expect(parked).not.toContain(canary);
    expect(traced.lines.join()).not.toContain(canary);
  });
});
