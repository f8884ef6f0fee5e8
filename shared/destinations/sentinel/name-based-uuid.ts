import { createHash } from 'node:crypto';

/** OpenCTI sends version 5 as well; whether Sentinel looks at the version is not documented. */
const version = 5;

/** A random namespace for the names of this gateway, made once. */
const namespace = Buffer.from('6f1c1b0e9d0c4f0e8a3b52d7c9e4a871', 'hex');

/** A UUID that is always the same for the same name (RFC 9562, section 5.5). */
export const nameBasedUuid = (name: string, space: Buffer = namespace): string => {
  const bytes = createHash('sha1').update(space).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};
