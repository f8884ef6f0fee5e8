import { HttpRequest, HttpResponse } from '@azure/functions';
import { X509Certificate } from 'node:crypto';
import { forSenders } from '../../../functions/keyed-sender';
import { receiveHttp } from '../../../functions/receive-http';
import { receiveSigned } from '../../../functions/receive-signed';
import { doorWith } from '../../door/door-world';
import { cloudEvent } from '../../envelopes/events';
import { selfSigned } from '../../faults/self-signed';
import { indicator } from '../../integration/indicators';
import { profileWith } from '../../pipeline/profiles';
import { answered } from '../answered';
import { bytesOf, createWorld, invocation, limitBytes, type Report } from '../world';

const { cert } = selfSigned('a sender');
const certificate = new X509Certificate(cert);

const guard = { specialUse: 'take' };
const senders = [
  {
    name: 'tls',
    scheme: 'certificate',
    certificateSha256: [certificate.fingerprint256.replaceAll(':', '')],
  },
  { name: 'keyed', scheme: 'function-key', keySha256: ['a'.repeat(64)], formats: ['stix'] },
];

const settings = { HTTP_BODY_LIMIT_BYTES: limitBytes };

const good = indicator({ domainName: 'a.example' });

interface Sent {
  /** Those that the app sees. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly query?: string;
  readonly to?: 'tls';
  readonly isOpen?: boolean;
}

const send = async ({ headers, body = good, query = '', to, isOpen = false }: Sent) => {
  const world = createWorld();
  const profile = profileWith(isOpen ? { guard } : { guard, senders });
  const environment = { ...world.environment, profile, now: () => new Date(certificate.validFrom) };
  const { context, lines } = invocation();
  const handler =
    to === undefined
      ? forSenders(environment, (sender) => receiveHttp(environment, settings, sender))
      : receiveSigned(environment, settings, doorWith(new Map(), { certificatesAsked: true }));
  const request = new HttpRequest({
    method: 'POST',
    url: `https://gateway.example/api/x${query}`,
    params: to === undefined ? {} : { sender: to },
    headers: { ...headers },
    body: { bytes: bytesOf(body) },
  });
  const response = new HttpResponse(await answered(environment, handler)(request, context));
  const text = await response.text();
  return { status: response.status, text, report: JSON.parse(text) as Report, lines, world };
};

const forged = { 'x-arr-clientcert': certificate.raw.toString('base64') };
const seen = { 'content-type': 'application/json', host: 'gateway.example' };

/** An envelope may have attributes of any name. */
const saying = (name: string, said: unknown) => ({ ...cloudEvent({ data: good }), [name]: said });

describe('when a parameter of the query is called as the host calls the headers', () => {
  it.each(['Headers', 'headers', 'HEADERS', '%48eaders', 'a=b&hEaders', 'header%C5%BF'])(
    'is refused, whatever headers there are: %s',
    async (name) => {
      const query = `?${name}=${encodeURIComponent(JSON.stringify(forged))}`;
      for (const sent of [{ headers: forged, to: 'tls' } as const, { headers: {} }, { headers: seen }]) {
        const { status, report, world } = await send({ ...sent, query });
        expect([status, world.calls]).toEqual([400, []]);
        expect(report.errors).toMatchObject([{ pointer: '/headers' }]);
      }
    },
  );
});

describe('when a member of the body is called so, and the headers are what it says', () => {
  it.each<readonly [string, Sent]>([
    ['a certificate', { to: 'tls', headers: forged, body: saying('Headers', JSON.stringify(forged)) }],
    [
      'a certificate, in pairs',
      { to: 'tls', headers: forged, body: saying('Headers', JSON.stringify(Object.entries(forged))) },
    ],
    ['no key', { headers: {}, body: saying('Headers', 'Received: from a.example') }],
    ['no key, by another case', { headers: {}, body: saying('hEADERS', '{"a":"b"}') }],
    ['no key, by a number', { headers: {}, body: saying('headers', 5) }],
    ['no key, by a word', { headers: {}, body: saying('headers', false) }],
    [
      'a key of nobody',
      { headers: { 'x-functions-key': 'x' }, body: saying('Headers', '{"X-Functions-Key":"x"}') },
    ],
    [
      'another type',
      { headers: { 'content-type': 'text/json' }, body: saying('Headers', '{"Content-Type":"text/json"}') },
    ],
  ])('nobody is believed by them, and nothing is sent: %s', async (_, sent) => {
    const { status, text, report, lines, world } = await send(sent);
    expect([status, world.calls, world.queued]).toEqual([400, [], []]);
    expect(report).toMatchObject({ type: 'urn:indicator-gateway:problem:headers-replaced' });
    expect(`${text}${lines.join()}`).not.toContain('a.example');
  });

  it('is refused too where only the host reads it as an object', async () => {
    const body = `\u0085{'Headers': '{"content-type":"text/plain"}'}`;
    const { status, world } = await send({ headers: { 'content-type': 'text/plain' }, body });
    expect([status, world.calls]).toEqual([400, []]);
  });
});

describe('a member of that name costs nothing', () => {
  it.each<readonly [string, Sent]>([
    ['where the headers came', { headers: seen, body: saying('headers', 'Received: from a.example') }],
    ['where they came beside what it says', { headers: seen, body: saying('Headers', '{"host":"x"}') }],
    ['where it is an object', { headers: {}, body: saying('headers', { received: 'from' }) }],
    ['where it is a list', { headers: {}, body: saying('headers', ['Received: from']) }],
    ['where it is null', { headers: {}, body: saying('headers', null) }],
    ['in a list', { headers: {}, body: [saying('headers', 'x')] }],
    ['where nobody is told apart', { headers: {}, body: saying('headers', 'x'), isOpen: true }],
  ])('%s', async (_, sent) => {
    const { status } = await send(sent);
    expect(status).toBe(201);
  });
});
