import { type HttpCall } from '../destinations/destination';

/** Sends one call and gives the answer as it comes, of any status; follows no redirect, tries nothing again. Rejects where none comes. */
export type Transport = (call: HttpCall, clientRequestId: string, signal: AbortSignal) => Promise<Response>;
