import { createHmac, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Webhook } from 'standardwebhooks';
import { indicator } from '../integration/indicators';
import {
  answered,
  bySender,
  raw,
  taken,
  unreadable,
  type BadInput,
  type Expected,
  type HttpInput,
} from './bad-input';

const secretOf = (text: string): string => `whsec_${Buffer.from(text.padEnd(32, '.')).toString('base64')}`;

const [secret, former] = [secretOf('of the door'), secretOf('of the door, once')];
const hubSecret = 'of the hub';

/** The key that opens the route of function keys, which is one sender's. */
export const senderKey = 'the key of a sender with a function key';

export const senderSettings = { DOOR_SECRET: secret, HUB_SECRET: hubSecret };

export const senders = (keySha256: string): readonly object[] => [
  { name: 'keyed', scheme: 'function-key', keySha256: [keySha256] },
  { name: 'door', scheme: 'standard-webhooks', secrets: [{ setting: 'DOOR_SECRET' }] },
  { name: 'hub', scheme: 'github', secrets: [{ setting: 'HUB_SECRET' }] },
];

type Proof = NonNullable<HttpInput['proof']>;
type Headers = ReturnType<Proof>;

/** Signs bytes that are text. The package signs nothing else, so other bytes are signed by hand below. */
const standard = (bytes: Uint8Array, secondsAgo = 0, key = secret): Headers => {
  const [id, at] = [`msg_${randomUUID()}`, new Date(Date.now() - secondsAgo * 1000)];
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign(id, at, Buffer.from(bytes).toString()),
  };
};

const hexOf = (bytes: Uint8Array, algorithm = 'sha256'): string =>
  createHmac(algorithm, hubSecret).update(bytes).digest('hex');

const hub: Proof = (bytes) => ({ 'x-hub-signature-256': `sha256=${hexOf(bytes)}` });

const signedByHub = bySender('in/hub', hub);

/** The names in it cannot be replaced while it is compressed. */
const compressed = 'gzip';

/** The second door says the same of a bad body as the first. The queue has no door. */
export const signedInputs = (inputs: readonly BadInput[]): readonly BadInput[] =>
  inputs.filter(({ by, name }) => by === 'http' && name !== compressed).map(signedByHub);

const text = raw('signature');

const good = (name: string): string => JSON.stringify(indicator({ domainName: `${name}.envelope.example` }));

const none = answered(401);

const signature = (name: string, proof: Proof, expected: Expected, route = 'in/door'): BadInput =>
  bySender(route, proof)(text(name, () => good(name.replaceAll(/[^a-z\d]+/gi, '-')), expected));

const changed =
  (change: (signature: string) => string | readonly string[]): Proof =>
  (bytes) => {
    const headers = standard(bytes);
    return { ...headers, 'webhook-signature': change(String(headers['webhook-signature'])) };
  };

const hubWith =
  (change: (hex: string, bytes: Uint8Array) => string | readonly string[]): Proof =>
  (bytes) => ({ 'x-hub-signature-256': change(hexOf(bytes), bytes) });

export const signatureInputs: readonly BadInput[] = [
  signature('as it should be', standard, taken()),
  signature('no header of it', () => ({}), none),
  signature('without its id', (bytes) => ({ ...standard(bytes), 'webhook-id': '' }), none),
  signature('a time of no number', (bytes) => ({ ...standard(bytes), 'webhook-timestamp': 'now' }), none),
  signature('six minutes old', (bytes) => standard(bytes, 360), none),
  signature('six minutes ahead', (bytes) => standard(bytes, -360), none),
  signature('by a secret that was replaced', (bytes) => standard(bytes, 0, former), none),
  signature(
    'of a body written anew',
    (bytes) => standard(Buffer.from(`${Buffer.from(bytes).toString()} `)),
    none,
  ),
  signature(
    'two of them, the second right',
    changed((right) => `v1,${'A'.repeat(43)}= ${right}`),
    taken(),
  ),
  signature(
    'the header twice, with the same',
    changed((right) => [right, right]),
    taken(),
  ),
  signature(
    'in base64url',
    changed((right) => right.replaceAll('+', '-').replaceAll('/', '_').replace('=', '')),
    none,
  ),
  signature(
    'of another version',
    changed((right) => right.replace('v1,', 'v2,')),
    none,
  ),
  signature('of another sender', standard, none, 'in/hub'),
  signature('of nobody', standard, none, 'in/nobody'),
  signature('a function key in its place', () => ({ 'x-functions-key': senderKey }), none),
  signature(
    'hex in capitals',
    hubWith((hex) => `sha256=${hex.toUpperCase()}`),
    none,
    'in/hub',
  ),
  signature(
    'the hub, twice',
    hubWith((hex) => [`sha256=${hex}`, `sha256=${hex}`]),
    none,
    'in/hub',
  ),
  signature(
    'the prefix of SHA-1',
    hubWith((_, bytes) => `sha1=${hexOf(bytes, 'sha1')}`),
    none,
    'in/hub',
  ),
  signature(
    'cut off',
    hubWith((hex) => `sha256=${hex.slice(0, 32)}`),
    none,
    'in/hub',
  ),
  signedByHub(
    text('gzip', () => gzipSync(good('inflated.signed')), taken(), {
      headers: { 'content-encoding': 'gzip' },
    }),
  ),
  bySender('in/door', standard)(text('right, and nothing in it', () => '{}', unreadable('format-unknown'))),
];
