/** Both request ids that Microsoft's support asks for; null where the answer had none. */
export interface RequestIds {
  readonly request: string | null;
  readonly client: string | null;
}

export const noRequestIds: RequestIds = { request: null, client: null };

/**
 * Everything that can go wrong with an event as a whole, as a value. What goes wrong with one indicator is a verdict or the
 * reason of a skip, never a Failure: one bad indicator does not fail its event.
 */
export type Failure =
  | { readonly _tag: 'BodyTooLarge'; readonly limitBytes: number }
  /** The body had not arrived when the time for reading it was over. */
  | { readonly _tag: 'BodyTooSlow'; readonly seconds: number }
  /** The connection ended before the body's end. */
  | { readonly _tag: 'BodyCutOff' }
  /** `header` says that the request names a body. */
  | { readonly _tag: 'BodyMissing'; readonly header: string }
  /** A member of the body stands in their place. */
  | { readonly _tag: 'HeadersReplaced' }
  | { readonly _tag: 'UnsupportedMediaType'; readonly expected: string }
  | { readonly _tag: 'NotJson'; readonly expected: string; readonly position: number | null }
  | Unavailable;

/**
 * Something outside (a destination, its token, the storage account, the processes that evaluate expressions) gave no usable
 * answer. Trying again may help.
 */
export interface Unavailable {
  readonly _tag: 'Unavailable';
  readonly dependency: 'destination' | 'identity' | 'queue' | 'blob' | 'table' | 'expressions';
  /** A stable code, for outcomes and alerts: `timeout`, `connection-refused`, `token-unavailable`, … */
  readonly code: string;
  /** Seconds that the other side asked us to wait; null where it did not say. */
  readonly retryAfterSeconds: number | null;
  readonly requestIds: RequestIds;
}

export const unavailable = (
  dependency: Unavailable['dependency'],
  code: string,
  requestIds: RequestIds = noRequestIds,
): Unavailable => ({ _tag: 'Unavailable', dependency, code, retryAfterSeconds: null, requestIds });

/** The code by which a span and a metric know a failure. */
export const codeOfFailure = (failure: Failure): string =>
  failure._tag === 'Unavailable' ? failure.code : failure._tag;

/** One line for a log or an exception: tag and codes, never content. */
export const describeFailure = (failure: Failure): string => {
  switch (failure._tag) {
    case 'BodyTooLarge':
      return `the body is over ${failure.limitBytes} bytes`;
    case 'BodyTooSlow':
      return `the body was not here after ${failure.seconds} s`;
    case 'BodyCutOff':
      return 'the connection ended before the end of the body';
    case 'BodyMissing':
      return `${failure.header} says that there is a body, and none came: send it with Content-Length, or leave out what says so`;
    case 'HeadersReplaced':
      return 'the host takes the member headers of the body for the headers of the request: leave it out, or send the body compressed';
    case 'UnsupportedMediaType':
      return `unsupported media type, expected ${failure.expected}`;
    case 'NotJson':
      return `not readable as JSON${failure.position === null ? '' : ` from position ${failure.position}`}, expected ${failure.expected}`;
    case 'Unavailable':
      return `${failure.dependency} unavailable (${failure.code})`;
  }
};
