import { createHash, getHashes } from 'node:crypto';
import { danger, type Judge } from './judge';

/** Files without content, which are on every machine: an empty file, and one line break of either kind. */
const contents: readonly string[] = ['', '\n', '\r\n'];

/** Algorithms for hashes of files. Those that this machine's OpenSSL does not offer are left out. */
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

/** The same hashes by algorithms that Node lacks: of an empty file, of a line feed, of a carriage return and a line feed. */
const elsewhere: readonly string[] =
  // MD4, MD2 of an empty file, BLAKE2b-256, BLAKE3, Keccak-256, xxHash64 of an empty file, Whirlpool
  (
    '31d6cfe0d16ae931b73c59d7e0c089c0 8c5b220bf6f482881a90287a64aea150 1b7b1e6c0da30eea9e4264791127ed97 ' +
    '8350e5a3e24c153df2275c9f80692773 ' +
    '0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8 ' +
    '5b4b01a4a3892ea3751793da57f072ae08eec694ddcda872239fc8239e4bcd1b ' +
    '28e2654db38c435a3f317a24734d04cc768149ac8edd661ccb78a9f8e7e2b0c8 ' +
    'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262 ' +
    '295192ea1ec8566d563b1a7587e5f0198580cdbd043842f5090a4c197c20c67a ' +
    '3de3577a7c26681bdae91dbd9b8dcfebaef16fd2b3b82d3369b230feadf51961 ' +
    'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470 ' +
    '0ef9d8f8804d174666011a394cab7901679a8944d24249fd148a6a36071151f8 ' +
    '5c89546bca94db1a4ad3a0979edd50425115b4e1e04fcf3770954ba781c6346f ' +
    'ef46db3751d8e999 ' +
    '19fa61d75522a4669b44e39c1d2e1726c530232130d407f89afee0964997f7a7' +
    '3e83be698b288febcf88e3e03c4f0757ea8964e59b63d93708b138cc42a66eb3 ' +
    '898126aab982feb2e4b99fee1e4b1cfb4208c76f35945119d24de8744016b566' +
    '66dabeed478e3a9a36032bc9b8da05db7e79156dc76a7447ad0d39067745de1e ' +
    '1eba212bbacfb659f7256f50612620572fa824694597326ccb9306cc5cbee1d4' +
    'e415a232387f2076522009b6667eceeb2a21d17c003459db30c1d4ea89ea2f1e'
  ).split(' ');

const digests = algorithms
  .filter((algorithm) => offered.has(algorithm))
  .flatMap((algorithm) => contents.map((content) => createHash(algorithm).update(content).digest('hex')))
  .concat(elsewhere);

/** ssdeep of the three files. TLSH has none for files under 50 bytes: it gives TNULL, which is no hash of any type here. */
const fuzzy: readonly string[] = ['3::', '3:v:v', '3:y:y'];

/** Base64 in either alphabet, without padding. */
const base64 = (text: string): string =>
  text.replaceAll('-', '+').replaceAll('_', '/').split('=', 1)[0] ?? '';

const everywhere = new Set([
  ...digests,
  ...digests.map((digest) => base64(Buffer.from(digest, 'hex').toString('base64'))),
  ...fuzzy,
]);

/** `sha256:…`, `md5=…`, `0x…`. */
const prefix = /^(?:0x|[A-Za-z][\w/-]{1,15}[:=])/i;

/** The same digits with separators (`d4:1d:…`, a UUID's dashes), after a word, or in base64. */
const isOfNothing = (hash: string): boolean =>
  [hash, hash.replace(prefix, '')].some(
    (text) =>
      everywhere.has(text) ||
      everywhere.has(text.replace(/[:\-]/g, '').toLowerCase()) ||
      everywhere.has(base64(text)),
  );

/** Refuses hashes of files without content. */
export const judgeHash: Judge = ({ observables }) =>
  observables.some(({ kind, value }) => kind === 'fileHashValue' && isOfNothing(value))
    ? danger('hash-of-nothing', 'it is the hash of an empty file or of a single newline')
    : undefined;
