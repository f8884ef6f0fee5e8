import { createHash } from 'node:crypto';
import { type TracePlace } from './trace-place';

/**
 * The `client-request-id` of a call: a GUID that follows from its trace and span, so that a support case leads to the trace
 * (UUID version 8, RFC 9562 section 5.8: 122 bits of a hash).
 */
export const callIdAt = ({ traceparent }: TracePlace): string => {
  const [, traceId = '', spanId = ''] = traceparent.split('-');
  const hash = createHash('sha256').update(`${traceId}-${spanId}`).digest('hex');
  const variant = ((parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
};
