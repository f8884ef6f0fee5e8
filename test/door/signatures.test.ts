import { createHmac, hash } from 'node:crypto';
import { verify as octokitVerify, sign as octokitSign } from '@octokit/webhooks-methods';
import fc from 'fast-check';
import Stripe from 'stripe';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { github } from '../../shared/door/github';
import { plainHmac } from '../../shared/door/plain-hmac';
import { type Presented, type Proof } from '../../shared/door/proof';
import { standardWebhooks } from '../../shared/door/standard-webhooks';
import { stripe } from '../../shared/door/stripe';
import { type HmacRules } from '../../shared/profile/sender';

const at = new Date('2026-01-01T00:00:00Z');
const seconds = at.getTime() / 1000;

type Headers = Readonly<Record<string, string>>;

const presented = (body: string | Uint8Array, headers: Headers): Presented => ({
  header: (name) => headers[name] ?? null,
  body: Buffer.from(body),
  now: at,
});

const saidOf = (proof: Proof): string => (proof._tag === 'Right' ? 'proven' : proof.left);

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const other = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const body = '{"test": 2432232314}';
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';

const signedBy = (key: string, moment = at, text = body): string =>
  new StandardWebhook(key).sign(id, moment, text);

const message = (more: Headers = {}, moment = at, family = 'webhook'): Headers => ({
  [`${family}-id`]: id,
  [`${family}-timestamp`]: String(moment.getTime() / 1000),
  [`${family}-signature`]: signedBy(secret, moment),
  ...more,
});

const after = (more: number): Date => new Date(at.getTime() + more * 1000);

const [, signature = ''] = signedBy(secret).split(',');

/** The cases of the Svix libraries, and those of a hostile or clumsy sender. */
const cases: readonly (readonly [string, Headers, string])[] = [
  ['a valid one', message(), 'proven'],
  ['a valid one by the names of Svix', message({}, at, 'svix'), 'proven'],
  [
    'several, the second of them valid',
    message({ 'webhook-signature': `v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= ${signedBy(secret)}` }),
    'proven',
  ],
  ['of another version before it', message({ 'webhook-signature': `v1a,abc ${signedBy(secret)}` }), 'proven'],
  ['at the edge of the past', message({}, after(-300)), 'proven'],
  ['at the edge of the future', message({}, after(300)), 'proven'],
  ['no id', message({ 'webhook-id': '' }), 'proof-missing'],
  ['no timestamp', message({ 'webhook-timestamp': '' }), 'proof-missing'],
  ['no signature', message({ 'webhook-signature': '' }), 'proof-missing'],
  ['another signature', message({ 'webhook-signature': 'v1,invalid' }), 'proof-wrong'],
  ['a part of the signature', message({ 'webhook-signature': 'v1,' }), 'proof-wrong'],
  ['no version', message({ 'webhook-signature': signature }), 'proof-wrong'],
  ['another version alone', message({ 'webhook-signature': `v2,${signature}` }), 'proof-wrong'],
  ['of another secret', message({ 'webhook-signature': signedBy(other) }), 'proof-wrong'],
  [
    'of another body',
    message({ 'webhook-signature': signedBy(secret, at, '{"test":2432232314}') }),
    'proof-wrong',
  ],
  ['of another id', message({ 'webhook-id': 'msg_other' }), 'proof-wrong'],
  ['too old', message({}, after(-301)), 'timestamp-wrong'],
  ['too new', message({}, after(301)), 'timestamp-wrong'],
  ['ten minutes off', message({}, after(600)), 'timestamp-wrong'],
  ['a timestamp of letters', message({ 'webhook-timestamp': 'hello' }), 'timestamp-wrong'],
  ['a timestamp and more', message({ 'webhook-timestamp': `${seconds}abc` }), 'timestamp-wrong'],
  [
    'in base64url',
    message({ 'webhook-signature': `v1,${Buffer.from(signature, 'base64').toString('base64url')}` }),
    'proof-wrong',
  ],
  [
    'in hexadecimal digits',
    message({ 'webhook-signature': `v1,${Buffer.from(signature, 'base64').toString('hex')}` }),
    'proof-wrong',
  ],
];

describe('a signature of Standard Webhooks', () => {
  beforeAll(() => {
    jest.useFakeTimers({ now: at });
  });
  afterAll(() => {
    jest.useRealTimers();
  });

  it.each(cases)('%s', (_, headers, expected) => {
    expect(saidOf(standardWebhooks([secret], presented(body, headers)))).toBe(expected);
  });

  const accepts = (verify: () => unknown): boolean => {
    try {
      verify();
      return true;
    } catch {
      return false;
    }
  };

  // A timestamp with letters behind its digits is taken by both libraries; here it is refused.
  const alike = cases.filter(([name]) => name !== 'a timestamp and more');

  it.each(alike)('is judged as by svix and by standardwebhooks: %s', (_, headers, expected) => {
    const asSvix = accepts(() => new SvixWebhook(secret).verify(body, { ...headers }));
    expect(asSvix).toBe(expected === 'proven');
    const isOfSvix = 'svix-id' in headers;
    const asStandard = accepts(() => new StandardWebhook(secret).verify(body, { ...headers }));
    expect(asStandard).toBe(expected === 'proven' && !isOfSvix);
  });

  it('is taken by either of two secrets during a rotation', () => {
    for (const secrets of [
      [secret, other],
      [other, secret],
    ])
      expect(saidOf(standardWebhooks(secrets, presented(body, message())))).toBe('proven');
    expect(saidOf(standardWebhooks([other], presented(body, message())))).toBe('proof-wrong');
  });

  it('covers each byte, those too that are no UTF-8', () => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const raw = Buffer.from([0x7b, 0xff, 0x7d]);
    const mac = createHmac('sha256', key).update(`${id}.${seconds}.`).update(raw).digest('base64');
    const headers = message({ 'webhook-signature': `v1,${mac}` });
    expect(saidOf(standardWebhooks([secret], presented(raw, headers)))).toBe('proven');
    const changed = Buffer.from([0x7b, 0xfe, 0x7d]);
    expect(saidOf(standardWebhooks([secret], presented(changed, headers)))).toBe('proof-wrong');
  });
});

describe('a signature of GitHub', () => {
  const key = "It's a Secret to Everybody";
  const digits = createHmac('sha256', key).update(body).digest('hex');

  it.each([
    ['a valid one', `sha256=${digits}`],
    ['in capitals', `sha256=${digits.toUpperCase()}`],
    ['of another algorithm', `sha1=${createHmac('sha1', key).update(body).digest('hex')}`],
    ['named as another algorithm', `sha1=${digits}`],
    ['without a name', digits],
    ['twice', `sha256=${digits}, sha256=${digits}`],
    ['cut', `sha256=${digits.slice(1)}`],
    ['of another secret', `sha256=${createHmac('sha256', 'x').update(body).digest('hex')}`],
    [
      'of the body written anew',
      `sha256=${createHmac('sha256', key).update('{"test":2432232314}').digest('hex')}`,
    ],
  ])('is judged as by @octokit/webhooks-methods: %s', async (_, header) => {
    const ours = github([key], presented(body, { 'x-hub-signature-256': header }));
    expect(ours._tag === 'Right').toBe(await octokitVerify(key, body, header));
  });

  it('is missing where only the old header is there', () => {
    expect(saidOf(github([key], presented(body, { 'x-hub-signature': 'sha1=0' })))).toBe('proof-missing');
  });

  it('is taken whatever the body is, and for no other body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), async (text, changed) => {
        const headers = { 'x-hub-signature-256': await octokitSign(key, text) };
        expect(saidOf(github([key], presented(text, headers)))).toBe('proven');
        fc.pre(text !== changed);
        expect(saidOf(github([key], presented(changed, headers)))).toBe('proof-wrong');
      }),
    );
  });
});

describe('a signature of Stripe', () => {
  const key = 'whsec_test_secret';
  const written = (more: object = {}): string =>
    Stripe.webhooks.generateTestHeaderString({ payload: body, secret: key, timestamp: seconds, ...more });
  const judged = (header: string, text = body) =>
    saidOf(stripe([key], presented(text, { 'stripe-signature': header })));

  it.each([
    ['a valid one', written(), 'proven'],
    ['beside one of an older version', `${written()},v0=abc`, 'proven'],
    [
      'beside one of another secret',
      `${written({ secret: 'other' })},${written().split(',')[1] ?? ''}`,
      'proven',
    ],
    ['at the edge of the past', written({ timestamp: seconds - 300 }), 'proven'],
    ['too old', written({ timestamp: seconds - 301 }), 'timestamp-wrong'],
    ['too new', written({ timestamp: seconds + 301 }), 'timestamp-wrong'],
    ['of another secret', written({ secret: 'other' }), 'proof-wrong'],
    ['of another scheme', written({ scheme: 'v0' }), 'proof-missing'],
    ['two timestamps', `t=${seconds},${written()}`, 'timestamp-wrong'],
    ['no timestamp', written().split(',')[1] ?? '', 'proof-missing'],
    ['nothing', '', 'proof-missing'],
  ])('%s', (_, header, expected) => {
    expect(judged(header)).toBe(expected);
  });

  it('is not taken for another body', () => {
    expect(judged(written(), `${body} `)).toBe('proof-wrong');
  });
});

describe('a plain HMAC', () => {
  const key = 'a key of their own';
  const rules: HmacRules = {
    header: 'x-signature',
    prefix: '',
    algorithm: 'sha256',
    encoding: 'hex',
    parts: ['body'],
    separator: '',
    timestampHeader: null,
    idHeader: null,
    secretEncoding: 'text',
  };
  const macOf = (
    algorithm: string,
    text: string,
    encoding: 'hex' | 'base64' = 'hex',
    by: string | Buffer = key,
  ) => createHmac(algorithm, by).update(text).digest(encoding);
  const iso = at.toISOString();

  it.each<readonly [string, Partial<HmacRules>, Headers, string]>([
    ['of the body, in hexadecimal digits', {}, { 'x-signature': macOf('sha256', body) }, 'proven'],
    ['in capitals', {}, { 'x-signature': macOf('sha256', body).toUpperCase() }, 'proven'],
    ['in base64', { encoding: 'base64' }, { 'x-signature': macOf('sha256', body, 'base64') }, 'proven'],
    [
      'by SHA-512, with a prefix',
      { algorithm: 'sha512', prefix: 'sha512=' },
      { 'x-signature': `sha512=${macOf('sha512', body)}` },
      'proven',
    ],
    [
      'by a key in base64',
      { secretEncoding: 'base64' },
      { 'x-signature': macOf('sha256', body, 'hex', Buffer.from(key, 'base64')) },
      'proven',
    ],
    [
      'of body and timestamp',
      { parts: ['body', 'timestamp'], timestampHeader: 'x-at', encoding: 'base64' },
      { 'x-at': iso, 'x-signature': macOf('sha256', `${body}${iso}`, 'base64') },
      'proven',
    ],
    [
      'of all three, with dots',
      { parts: ['id', 'timestamp', 'body'], separator: '.', timestampHeader: 'x-at', idHeader: 'x-id' },
      { 'x-at': `${seconds}`, 'x-id': '7', 'x-signature': macOf('sha256', `7.${seconds}.${body}`) },
      'proven',
    ],
    [
      'of another prefix',
      { prefix: 'sha256=' },
      { 'x-signature': `sha1=${macOf('sha256', body)}` },
      'proof-missing',
    ],
    ['of another algorithm', {}, { 'x-signature': macOf('sha512', body) }, 'proof-wrong'],
    [
      'without its timestamp',
      { timestampHeader: 'x-at' },
      { 'x-signature': macOf('sha256', body) },
      'proof-missing',
    ],
    [
      'of a timestamp in milliseconds that is too old',
      { timestampHeader: 'x-at' },
      { 'x-at': `${(seconds - 301) * 1000}`, 'x-signature': macOf('sha256', body) },
      'timestamp-wrong',
    ],
    [
      'of no time at all',
      { timestampHeader: 'x-at' },
      { 'x-at': 'now', 'x-signature': macOf('sha256', body) },
      'timestamp-wrong',
    ],
  ])('%s', (_, more, headers, expected) => {
    expect(saidOf(plainHmac({ ...rules, ...more }, [key], presented(body, headers)))).toBe(expected);
  });

  it('is proven by nothing but the MAC itself', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(text.toLowerCase() !== macOf('sha256', body));
        expect(
          saidOf(plainHmac(rules, [key, hash('sha256', key)], presented(body, { 'x-signature': text }))),
        ).not.toBe('proven');
      }),
    );
  });
});
