import { createHash, getHashes } from 'node:crypto';
import { danger, type Judge } from './judge';

/** Files without content, which are on every machine: an empty one, and one line break of either kind. */
const contents: readonly string[] = ['', '\n', '\r\n'];

/** What hashes of files are made with; those that this machine's OpenSSL does not offer are left out. */
const algorithms: readonly string[] = [
  'md5',
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'sha512-224',
  'sha512-256',
  'sha3-224',
  'sha3-256',
  'sha3-384',
  'sha3-512',
  'ripemd160',
  'blake2s256',
  'blake2b512',
  'sm3',
];

const offered = new Set(getHashes());

const digests = algorithms
  .filter((algorithm) => offered.has(algorithm))
  .flatMap((algorithm) => contents.map((content) => createHash(algorithm).update(content).digest()));

/** ssdeep of the three; TLSH has none of files under 50 bytes (it says TNULL, which is no hash of any type here). */
const fuzzy: readonly string[] = ['3::', '3:v:v', '3:y:y'];

const everywhere = new Set([
  ...digests.map((digest) => digest.toString('hex')),
  ...digests.map((digest) => digest.toString('base64')),
  ...fuzzy,
]);

const isOfNothing = (hash: string): boolean =>
  everywhere.has(hash) || (/^[0-9A-Fa-f]+$/.test(hash) && everywhere.has(hash.toLowerCase()));

/** Hashes of files without content. */
export const judgeHash: Judge = ({ observables }) =>
  observables.some(({ kind, value }) => kind === 'fileHashValue' && isOfNothing(value))
    ? danger('hash-of-nothing', 'it is the hash of an empty file or of a single newline')
    : undefined;
