import { trim } from './text';

export const fileHashTypes = [
  'md5',
  'sha1',
  'sha256',
  'authenticodeHash256',
  'lsHash',
  'ctph',
  'unknown',
] as const;

export type FileHashType = (typeof fileHashTypes)[number];

interface Form {
  readonly expected: string;
  readonly pattern: RegExp;
}

const hexadecimal = (name: string, digits: number): Form => ({
  expected: `${name} hash: ${digits} hexadecimal characters`,
  pattern: new RegExp(`^[0-9a-f]{${digits}}$`, 'i'),
});

const forms: Readonly<Record<FileHashType, Form>> = {
  md5: hexadecimal('an MD5', 32),
  sha1: hexadecimal('a SHA-1', 40),
  sha256: hexadecimal('a SHA-256', 64),
  authenticodeHash256: hexadecimal('an Authenticode SHA-256', 64),
  lsHash: {
    expected: 'a TLSH hash: 70 hexadecimal characters, with or without T1 before them',
    pattern: /^(?:t1)?[0-9a-f]{70}$/i,
  },
  ctph: {
    expected: 'an ssdeep hash: block size:hash:hash',
    pattern: /^[1-9]\d{0,9}:[A-Za-z0-9+/]{1,64}:[A-Za-z0-9+/]{0,64}$/,
  },
  unknown: {
    expected: 'a hash of 8 to 256 characters without white space',
    pattern: /^[^\s\p{Cc}\p{Cf}]{8,256}$/u,
  },
};

const hexOnly = /^(?:t1)?[0-9a-f]+$/i;

/** 000…0 stands where no hash was known. */
const oneCharacter = /^(?:t1)?(.)\1*$/i;

/** Hexadecimal hashes in lower case; ssdeep and unknown ones, where case may matter, as they came. */
export const canonicalFileHash = (type: FileHashType, text: string): string | undefined => {
  const hash = trim(text);
  if (!forms[type].pattern.test(hash) || oneCharacter.test(hash)) return undefined;
  return hexOnly.test(hash) ? hash.toLowerCase() : hash;
};

/** What a hash of this type looks like, for the sender of `text`. */
export const expectedFileHash = (type: FileHashType, text = ''): string =>
  `${forms[type].expected}${oneCharacter.test(trim(text)) ? ', not a placeholder' : ''}`;
