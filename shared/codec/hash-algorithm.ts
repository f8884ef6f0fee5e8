import { trim } from './text';

const byLength: Readonly<Record<number, string>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' };

/** The algorithm of a hash whose sender does not name it, told by its length; `unknown` where the length does not tell. */
export const hashAlgorithm = (hash: string): string => byLength[trim(hash).length] ?? 'unknown';
