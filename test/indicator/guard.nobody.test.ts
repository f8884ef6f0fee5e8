import { createHash, getHashes } from 'node:crypto';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { tiIndicatorCodec, type TiIndicator } from '../../shared/codec/ti-indicator';
import { guardDangerOf } from '../../shared/indicator/guard/guard';
import { indicatorOf } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';

const bare: Readonly<Record<string, unknown>> = { ...indicatorOf('x'), domainName: undefined };

const codec = tiIndicatorCodec(() => new Date('2026-01-01T00:00:00Z'));

const strict = profileWith({ guard: { ownNetworks: ['52.1.0.0/16'], allowList: ['8.8.8.8'] } }).guard;
const wide = profileWith({ guard: { widestIPv4: 1, widestIPv6: 1 } }).guard;

const codeOf = (members: Readonly<Record<string, unknown>>, guard = strict): string | undefined => {
  const decoded = codec.decode({ ...bare, ...members });
  return decoded._tag === 'Left' ? 'refused' : guardDangerOf(decoded.right, guard)?.code;
};

const hex = (address: string, flip = 0): string => {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map((byte) => Number(byte) ^ flip);
  return [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':');
};

/** IPv6 addresses that stand for an IPv4 one, by RFC. */
const embeddings: readonly (readonly [string, (address: string) => string, boolean])[] = [
  ['IPv4-mapped', (address) => `::ffff:${address}`, false],
  ['IPv4-compatible', (address) => `::${address}`, false],
  ['SIIT', (address) => `::ffff:0:${address}`, false],
  ['NAT64', (address) => `64:ff9b::${address}`, false],
  ['6to4', (address) => `2002:${hex(address)}::1`, true],
  ['Teredo', (address) => `2001::4136:e378:8000:63bf:${hex(address, 0xff)}`, true],
];

describe('an IPv6 address that stands for an IPv4 one', () => {
  describe.each(embeddings)('by %s', (_name, embed, isPublic) => {
    it.each([
      ['10.0.0.1', 'not-public-address'],
      ['127.0.0.1', 'not-public-address'],
      ['169.254.169.254', 'not-public-address'],
      ['168.63.129.16', 'not-public-address'],
      ['52.1.2.3', 'own-network'],
      ['8.8.8.8', 'on-allow-list'],
      ['45.61.1.2', isPublic ? undefined : 'not-public-address'],
    ])('is judged as %s: %s', (address, code) => {
      expect(codeOf({ networkIPv6: embed(address) })).toBe(code);
      expect(codeOf({ emailSourceIpAddress: embed(address) })).toBe(code);
      expect(codeOf({ url: `http://[${embed(address)}]:8080/x` })).toBe(code);
    });
  });

  it.each([
    ['6to4 of all of 10.0.0.0/8', '2002:a00::/24', 'not-public-address'],
    ['6to4 of one address of yours', '2002:3401:203::/48', 'own-network'],
    ['6to4 of a public network', '2002:2d3d:100::/40', undefined],
    ['all Teredo clients of a server, yours too', '2001::4136:e378:0:0/64', 'own-network'],
    ['all of ::/96, yours too', '::/96', 'own-network'],
    ['half of ::/96', '::/97', 'own-network'],
    ['a part of ::/96 without yours', '::808:0/112', 'not-public-address'],
    ['NAT64 with a prefix of its own', '64:ff9b:1::/48', 'not-public-address'],
  ])('as a network: %s', (_, networkCidrBlock, code) => {
    const rules = { ...strict, widestIPv4: 1, widestIPv6: 1 };
    expect(codeOf({ networkCidrBlock }, rules)).toBe(code);
  });
});

describe('addresses of nobody', () => {
  it.each([
    '168.63.129.16',
    '169.254.169.254',
    '100.100.100.200',
    'fd00:ec2::254',
    '64:ff9b:1::1',
    'fec0::1',
    '100::1',
    '4000::1',
    '5f00::1',
    '2001:2::1',
    '2001:10::1',
    '::8',
  ])('%s is refused', (address) => {
    const member = address.includes(':') ? 'networkIPv6' : 'networkIPv4';
    expect(codeOf({ [member]: address })).toBe('not-public-address');
  });

  it('are at least those that ipaddr.js says are not unicast', () => {
    const standsForIPv4 = new Set(['6to4', 'teredo']);
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = ipaddr.parse(text);
        const range = address.range();
        fc.pre(range !== 'unicast' && !standsForIPv4.has(range));
        const member = address.kind() === 'ipv4' ? 'networkIPv4' : 'networkIPv6';
        const found = guardDangerOf({ ...bare, [member]: address.toString() } as TiIndicator, wide);
        expect(found?.code).toMatch(/^(?:not-public-address|documentation-range)$/);
      }),
      { numRuns: 500, maxSkipsPerRun: 1000 },
    );
  });

  it('are refused with any network around them, however wide one may be', () => {
    const inside = fc.constantFrom(
      ...['10.0.0.1', '100.64.0.1', '168.63.129.16', '198.18.0.1', '192.0.2.1', 'fe80::1', '2001:db8::1'],
      ...['2001:2::1', '2620:4f:8000::1'],
    );
    fc.assert(
      fc.property(inside, fc.integer({ min: 1, max: 32 }), (address, bits) => {
        expect(codeOf({ networkCidrBlock: `${address}/${bits}` }, wide)).toMatch(
          /^(?:not-public-address|documentation-range)$/,
        );
      }),
    );
  });

  it.each(['45.61.1.2', '2a03:2880:f10c::1', '2a01:4f8::1', '2001:200::1', '2400:8900::1'])(
    'are not %s',
    (address) => {
      const member = address.includes(':') ? 'networkIPv6' : 'networkIPv4';
      expect(codeOf({ [member]: address })).toBeUndefined();
    },
  );
});

describe('the hash of a file without content', () => {
  const contents = [
    ['an empty file', ''],
    ['a newline', '\n'],
    ['a newline of Windows', '\r\n'],
  ] as const;
  const algorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-256']
    .concat(['sha3-224', 'sha3-256', 'sha3-384', 'sha3-512', 'ripemd160', 'blake2s256', 'blake2b512'])
    .filter((algorithm) => getHashes().includes(algorithm));

  describe.each(contents)('of %s', (_name, content) => {
    it.each(algorithms)('is refused as %s, of no named type, in any case', (algorithm) => {
      const digest = createHash(algorithm).update(content).digest('hex');
      for (const fileHashValue of [digest, digest.toUpperCase(), ` ${digest}\n`])
        expect(codeOf({ fileHashType: 'unknown', fileHashValue })).toBe('hash-of-nothing');
    });

    it.each(['md5', 'sha1', 'sha256'])('is refused as %s', (fileHashType) => {
      const fileHashValue = createHash(fileHashType).update(content).digest('hex').toUpperCase();
      expect(codeOf({ fileHashType, fileHashValue })).toBe('hash-of-nothing');
    });

    it('is refused where it is taken for an Authenticode hash, or written in base64', () => {
      const digest = createHash('sha256').update(content).digest();
      expect(codeOf({ fileHashType: 'authenticodeHash256', fileHashValue: digest.toString('hex') })).toBe(
        'hash-of-nothing',
      );
      expect(codeOf({ fileHashType: 'unknown', fileHashValue: digest.toString('base64') })).toBe(
        'hash-of-nothing',
      );
    });

    it('is refused beside what is bad', () => {
      const fileHashValue = createHash('sha256').update(content).digest('hex');
      expect(codeOf({ domainName: 'evil.com', fileHashType: 'sha256', fileHashValue })).toBe(
        'hash-of-nothing',
      );
    });
  });

  it.each([
    ['behind its algorithm', 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['behind its algorithm in capitals', 'MD5=D41D8CD98F00B204E9800998ECF8427E'],
    ['as a number', '0xd41d8cd98f00b204e9800998ecf8427e'],
    ['with a colon between the bytes', 'D4:1D:8C:D9:8F:00:B2:04:E9:80:09:98:EC:F8:42:7E'],
    ['as a UUID', 'd41d8cd9-8f00-b204-e980-0998ecf8427e'],
    ['in base64 that is not filled up', '1B2M2Y8AsgTpgAmY7PhCfg'],
    ['in base64 of URLs', '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'],
    ['in base64 behind its algorithm', 'sha256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='],
    ['by BLAKE3', 'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262'],
    ['by BLAKE3, of a newline', '295192ea1ec8566d563b1a7587e5f0198580cdbd043842f5090a4c197c20c67a'],
    ['by MD4, which Windows shows of an empty password', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['by Keccak-256', 'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'],
  ])('is refused %s', (_, fileHashValue) => {
    expect(codeOf({ fileHashType: 'unknown', fileHashValue })).toBe('hash-of-nothing');
  });

  it.each([
    ['ctph', '3:v:v', 'hash-of-nothing'],
    ['ctph', '3:y:y', 'hash-of-nothing'],
    ['ctph', '3::', 'refused'],
    ['lsHash', 'TNULL', 'refused'],
    ['lsHash', 'T1null', 'refused'],
    ['lsHash', `T1${'0'.repeat(70)}`, 'refused'],
    ['unknown', 'TNULL', 'refused'],
    ['ctph', '3:iKFSMPn:rJPn', undefined],
    ['sha256', '0f'.repeat(32), undefined],
  ])('%s %s: %s', (fileHashType, fileHashValue, code) => {
    expect(codeOf({ fileHashType, fileHashValue })).toBe(code);
  });
});
