import { type HttpCall } from '../destinations/destination';

/**
 * Sends one call and gives the answer as it comes, whatever its status. It follows no redirect and tries nothing again. It
 * rejects where no answer comes.
 */
export type Transport = (call: HttpCall, clientRequestId: string, signal: AbortSignal) => Promise<Response>;
