import * as E from 'fp-ts/Either';
import { tiIndicatorCodec } from '../../shared/codec/ti-indicator';
import {
  accepted,
  base,
  matching,
  noPlaceholder,
  places,
  refusals,
  sha256,
  six,
  type Members,
} from './decoding';

describe('expirationDateTime', () => {
  it.each([
    ['2026-11-23T12:00:00.000Z', [{ pointer: '/expirationDateTime', expected: 'a moment after now' }]],
    [
      '2019-03-01T21:44:03.1668987+00:00',
      [{ pointer: '/expirationDateTime', expected: 'a moment after now' }],
    ],
    ['2026-11-23T13:00:00+01:00', [{ pointer: '/expirationDateTime', expected: 'a moment after now' }]],
    ['2026-11-23T12:00:00.001Z', []],
    ['2026-11-23T12:00:00-01:00', []],
  ])('%s', (expirationDateTime, expected) => {
    expect(refusals({ ...base, expirationDateTime })).toEqual(expected);
  });

  it('is compared with the moment of each decode', () => {
    let now = '2026-11-23T12:00:00.000Z';
    const ticking = tiIndicatorCodec(() => new Date(now));
    expect(E.isRight(ticking.decode(base))).toBe(true);
    now = '2027-06-01T00:00:00.000Z';
    expect(E.isRight(ticking.decode(base))).toBe(false);
  });
});

describe('fileHashValue and fileHashType', () => {
  it('are put in the form of the type', () => {
    const raw = { ...six, fileHashType: 'sha256', fileHashValue: ` ${sha256.toUpperCase()}\u200b` };
    expect(accepted(raw)).toEqual({ ...six, fileHashType: 'sha256', fileHashValue: sha256 });
  });

  it.each<[string, Members, string, unknown]>([
    [
      'a value without a type',
      { fileHashValue: sha256 },
      '/fileHashType',
      matching(/sha256.*beside fileHashValue/),
    ],
    [
      'a type without a value',
      { fileHashType: 'md5' },
      '/fileHashValue',
      matching(/MD5.*32.*beside fileHashType/),
    ],
    [
      'a value of another type',
      { fileHashType: 'sha1', fileHashValue: sha256 },
      '/fileHashValue',
      'a SHA-1 hash: 40 hexadecimal characters',
    ],
    [
      'only zeros',
      { fileHashType: 'sha256', fileHashValue: '0'.repeat(64) },
      '/fileHashValue',
      noPlaceholder,
    ],
    [
      'an unknown type',
      { fileHashType: 'sha512', fileHashValue: sha256 },
      '/fileHashType',
      matching(/^one of md5/),
    ],
    ['a value of no text', { fileHashType: 'md5', fileHashValue: 7 }, '/fileHashValue', 'text'],
  ])('are refused with %s', (_name, members, pointer, expected) => {
    expect(refusals({ ...base, ...members })).toEqual([{ pointer, expected }]);
  });
});

describe('an indicator for Microsoft Defender ATP', () => {
  const defender = { ...six, targetProduct: 'Microsoft Defender ATP' };
  const five =
    'one of domainName, url, networkDestinationIPv4, networkDestinationIPv6, fileHashValue for Microsoft Defender ATP';
  const hint = `${five}; of the addresses it reads only networkDestinationIPv4 and networkDestinationIPv6`;

  it.each<[Members]>([
    [{ domainName: 'evil.example' }],
    [{ url: 'https://evil.example/' }],
    [{ networkDestinationIPv4: '203.0.113.9' }],
    [{ networkDestinationIPv6: '2001:db8::1' }],
    [{ fileHashType: 'sha256', fileHashValue: sha256 }],
  ])('may hold %j', (members) => {
    expect(accepted({ ...defender, ...members })).toEqual({ ...defender, ...members });
  });

  it.each<[Members, string]>([
    [{ fileName: 'a.exe' }, five],
    [{ emailSourceIpAddress: '203.0.113.9' }, five],
    [{ networkIPv4: '203.0.113.9' }, hint],
    [{ networkIPv6: '2001:db8::1' }, hint],
    [{ networkSourceIPv4: '203.0.113.9' }, hint],
    [{ networkSourceIPv6: '2001:db8::1' }, hint],
    [{ networkDestinationCidrBlock: '203.0.113.0/24' }, hint],
  ])('may not hold %j alone', (members, expected) => {
    expect(refusals({ ...defender, ...members })).toEqual([{ pointer: '', expected }]);
  });

  it('is not asked for more where what it holds is refused', () => {
    expect(places({ ...defender, url: 'x' })).toEqual(['/url']);
  });
});
