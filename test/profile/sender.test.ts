import { readProfile } from '../../shared/profile/profile';
import { leftOf, rightOf } from '../pipeline/right-of';

const hash = 'a'.repeat(64);

const keyed = { name: 'splunk', scheme: 'function-key', keySha256: [hash] };
const signed = { name: 'svix', scheme: 'standard-webhooks', secrets: [{ setting: 'SVIX_SECRET' }] };
const hmac = {
  name: 'home',
  scheme: 'hmac',
  secrets: [{ setting: 'HOME_SECRET' }],
  hmac: { header: 'X-Signature' },
};
const token = {
  name: 'grid',
  scheme: 'entra',
  entra: { issuer: 'https://issuer.example', audience: 'api://gateway', role: 'Send' },
};
const certificate = { name: 'tls', scheme: 'certificate', certificateSha256: [hash.toUpperCase(), hash] };
const queue = { name: 'topic', scheme: 'queue', queue: 'indicator-events' };

const read = (...senders: readonly unknown[]) => readProfile({ senders });

const faultsOf = (...senders: readonly unknown[]) =>
  leftOf(read(...senders)).map(({ pointer, expected }) => `${pointer}: ${expected}`);

describe('when senders are right', () => {
  it('reads one of each scheme, with all that it does not say at its default', () => {
    const { senders } = rightOf(read(keyed, signed, hmac, token, certificate, queue));
    expect(senders.map(({ name, scheme }) => [name, scheme])).toEqual([
      ['splunk', 'function-key'],
      ['svix', 'standard-webhooks'],
      ['home', 'hmac'],
      ['grid', 'entra'],
      ['tls', 'certificate'],
      ['topic', 'queue'],
    ]);
    expect(senders[0]).toMatchObject({
      formats: [],
      destinations: [],
      actions: [],
      defaults: {},
      tags: [],
      requestsPerMinute: 0,
      networks: [],
    });
  });

  it('brings hashes and names of headers into small letters', () => {
    const { senders } = rightOf(read(certificate, hmac));
    expect(senders).toMatchObject([{ certificateSha256: [hash, hash] }, { hmac: { header: 'x-signature' } }]);
  });
});

describe('what is wrong with a sender is named by its place', () => {
  it.each<readonly [string, readonly unknown[], string]>([
    ['no object', ['splunk'], '/senders/0: an object'],
    ['no scheme', [{ name: 'a' }], '/senders/0/scheme: one of'],
    ['a scheme misspelled', [{ ...keyed, scheme: 'function_key' }], 'did you mean function-key'],
    [
      'a member misspelled',
      [{ ...keyed, format: [] }],
      '/senders/0/format: no member of this name; did you mean formats',
    ],
    ['a member of another scheme', [{ ...keyed, secrets: [] }], '/senders/0/secrets: '],
    ['no key', [{ ...keyed, keySha256: [] }], '/senders/0/keySha256: a list of one'],
    ['three keys', [{ ...keyed, keySha256: [hash, hash, hash] }], '/senders/0/keySha256: a list of one'],
    ['a key itself', [{ ...keyed, keySha256: ['the-key'] }], '/senders/0/keySha256/0: a SHA-256'],
    ['a secret itself', [{ ...signed, secrets: ['whsec_abc'] }], '/senders/0/secrets/0: an object'],
    [
      'a setting that can be none',
      [{ ...signed, secrets: [{ setting: 'a b' }] }],
      '/senders/0/secrets/0/setting: the name',
    ],
    ['a name of spaces', [{ ...keyed, name: 'my siem' }], '/senders/0/name: a name'],
    ['the name of a channel', [{ ...keyed, name: 'http' }], '/senders/0/name: a name'],
    [
      'a name twice',
      [keyed, { ...signed, name: 'splunk' }],
      '/senders/1/name: a name that no other sender has',
    ],
    [
      'a key of two',
      [keyed, { ...keyed, name: 'elastic' }],
      '/senders/1/keySha256/0: the hash of a key that no other',
    ],
    ['a queue of two', [queue, { ...queue, name: 'other' }], '/senders/1/queue: a queue that no other'],
    [
      'an action that does not exist',
      [{ ...keyed, actions: ['blok'] }],
      '/senders/0/actions/0: one of alert, allow, block, unknown; did you mean block',
    ],
    [
      'a default that it may not use',
      [{ ...keyed, actions: ['block'] }],
      '/senders/0/defaults/action: one of its actions: block',
    ],
    [
      'a signature of no body',
      [{ ...hmac, hmac: { header: 'x', parts: ['id'], idHeader: 'i' } }],
      '/senders/0/hmac/parts: body among',
    ],
    [
      'a timestamp from nowhere',
      [{ ...hmac, hmac: { header: 'x', parts: ['timestamp', 'body'] } }],
      '/senders/0/hmac/timestampHeader: the header of',
    ],
    [
      'an issuer by http',
      [{ ...token, entra: { ...token.entra, issuer: 'http://issuer.example' } }],
      '/senders/0/entra/issuer: an https address',
    ],
    [
      'a network that is none',
      [{ ...keyed, networks: ['10.0.0.0/40'] }],
      '/senders/0/networks/0: an IP address or',
    ],
  ])('%s', (_, senders, expected) => {
    expect(faultsOf(...senders).join('\n')).toContain(expected);
  });

  it('all at once', () => {
    expect(faultsOf({ ...keyed, name: '', actions: ['x'], networks: ['x'] })).toHaveLength(3);
  });

  it('sendersOnly where nobody could send by HTTP', () => {
    expect(leftOf(readProfile({ senders: [queue], sendersOnly: true }))).toMatchObject([
      { pointer: '/sendersOnly' },
    ]);
  });
});
