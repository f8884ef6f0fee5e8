import {
  canonicalFileHash,
  expectedFileHash,
  fileHashTypes,
  type FileHashType,
} from '../../shared/codec/file-hash';

const hex = (length: number): string => '0123456789abcdef'.repeat(16).slice(0, length);

const lengths = [
  ['md5', 32],
  ['sha1', 40],
  ['sha256', 64],
  ['authenticodeHash256', 64],
  ['lsHash', 70],
] as const;

describe('a hexadecimal hash', () => {
  it.each(lengths)('of type %s has %i characters, in lower case, trimmed', (type, length) => {
    expect(canonicalFileHash(type, hex(length))).toBe(hex(length));
    expect(canonicalFileHash(type, ` \u200e${hex(length).toUpperCase()}\u00a0\n`)).toBe(hex(length));
  });

  it.each(lengths)(
    'of type %s is refused with one character more or less than %i, or one that is none',
    (type, length) => {
      expect(canonicalFileHash(type, hex(length - 1))).toBeUndefined();
      expect(canonicalFileHash(type, hex(length + 1))).toBeUndefined();
      expect(canonicalFileHash(type, `${hex(length - 1)}g`)).toBeUndefined();
      expect(canonicalFileHash(type, `${hex(8)} ${hex(length - 9)}`)).toBeUndefined();
    },
  );

  it.each(lengths)('of type %s is refused where all of its %i characters are the same', (type, length) => {
    expect(canonicalFileHash(type, '0'.repeat(length))).toBeUndefined();
    expect(expectedFileHash(type, '0'.repeat(length))).toMatch(/, not a placeholder$/);
    expect(expectedFileHash(type, hex(length - 1))).not.toMatch(/placeholder/);
  });
});

describe('other hashes', () => {
  it.each<[string, FileHashType, string, string | undefined]>([
    ['TLSH with its version', 'lsHash', `T1${hex(70).toUpperCase()}`, `t1${hex(70)}`],
    ['TLSH of one character after its version', 'lsHash', `T1${'f'.repeat(70)}`, undefined],
    [
      'ssdeep, whose case matters',
      'ctph',
      ' 96:s4Ud1Lj96tHHlZDrwciQmA+4uy1I0G4HYuL8N3TzS8QsO/wqWXLcMSx:sF1LjEtHHlZDrJzrhuyZvHYm8tKp/RWO ',
      '96:s4Ud1Lj96tHHlZDrwciQmA+4uy1I0G4HYuL8N3TzS8QsO/wqWXLcMSx:sF1LjEtHHlZDrJzrhuyZvHYm8tKp/RWO',
    ],
    ['ssdeep with its second part empty', 'ctph', '3:AbCd:', '3:AbCd:'],
    ['ssdeep with a file name', 'ctph', '3:AbCd:Ef,"a.exe"', undefined],
    ['ssdeep without parts', 'ctph', hex(64), undefined],
    ['unknown, hexadecimal', 'unknown', hex(128).toUpperCase(), hex(128)],
    ['unknown, not hexadecimal', 'unknown', 'Zm9vYmFyCg==', 'Zm9vYmFyCg=='],
    ['unknown of 7 characters', 'unknown', 'Zm9vYmF', undefined],
    ['unknown of 257 characters', 'unknown', hex(256) + 'a', undefined],
    ['unknown with white space', 'unknown', 'Zm9vYm FyCg==', undefined],
    ['unknown of one character', 'unknown', '--------', undefined],
  ])('%s', (_name, type, text, canonical) => {
    expect(canonicalFileHash(type, text)).toBe(canonical);
  });

  it.each(fileHashTypes)('say what they look like: %s', (type) => {
    expect(expectedFileHash(type)).toMatch(/hash/);
  });
});
