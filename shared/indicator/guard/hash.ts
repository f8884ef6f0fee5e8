import { danger, type Judge } from './judge';

/** Hashes of the empty file and of a file of one newline, which are on every machine. */
const everywhere = new Set([
  'd41d8cd98f00b204e9800998ecf8427e',
  '68b329da9893e34099c7d8ad5cb9c940',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'adc83b19e793491b1c6ea0fd8b46cd9f32e592fc',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b',
]);

/** Hashes of files without content. */
export const judgeHash: Judge = ({ observables }) =>
  observables.some(({ kind, value }) => kind === 'fileHashValue' && everywhere.has(value))
    ? danger('hash-of-nothing', 'it is the hash of an empty file or of a single newline')
    : undefined;
