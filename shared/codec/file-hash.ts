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

const forms: Readonly<Record<FileHashType, Form>> = {
  md5: { expected: 'an MD5 hash: 32 hexadecimal characters', pattern: /^[0-9a-f]{32}$/i },
  sha1: { expected: 'a SHA-1 hash: 40 hexadecimal characters', pattern: /^[0-9a-f]{40}$/i },
  sha256: { expected: 'a SHA-256 hash: 64 hexadecimal characters', pattern: /^[0-9a-f]{64}$/i },
  authenticodeHash256: {
    expected: 'an Authenticode SHA-256 hash: 64 hexadecimal characters',
    pattern: /^[0-9a-f]{64}$/i,
  },
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

/** Senders write 000…0 where they know no hash. */
const isOneCharacter = (hash: string): boolean => {
  const digits = hash.toLowerCase();
  const bare = digits.length > 2 && digits.startsWith('t1') ? digits.slice(2) : digits;
  return bare !== '' && bare === bare.charAt(0).repeat(bare.length);
};

/** Hexadecimal hashes become lower case. Ssdeep and unknown hashes stay as they came, as their case may matter. */
export const canonicalFileHash = (type: FileHashType, text: string): string | undefined => {
  const hash = trim(text);
  if (!forms[type].pattern.test(hash) || isOneCharacter(hash)) return undefined;
  return hexOnly.test(hash) ? hash.toLowerCase() : hash;
};

/** What a hash of this type looks like, for the sender of `text`. */
export const expectedFileHash = (type: FileHashType, text = ''): string =>
  `${forms[type].expected}${isOneCharacter(trim(text)) ? ', not a placeholder' : ''}`;
