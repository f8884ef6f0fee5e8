interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly statusCode?: unknown;
  readonly details?: { readonly odataError?: { readonly code?: unknown } };
  readonly response?: { readonly headers?: { readonly get: (name: string) => unknown } };
}

/** The service's code; never the error itself, since it carries the signature of the request. */
export const serviceCode = (error: unknown): string => {
  const { name, code, statusCode, details, response } = (error ?? {}) as Thrown;
  if (name === 'AbortError') return 'timeout';
  const header = response?.headers?.get('x-ms-error-code');
  const status = typeof statusCode === 'number' ? `http-${statusCode}` : undefined;
  const isCode = (word: unknown): word is string => typeof word === 'string' && /^[\w-]{1,64}$/.test(word);
  return [details?.odataError?.code, code, header, status, name].find(isCode) ?? 'unknown';
};

/** A handler that gives false for these codes and fails with any other. */
export const falseForCodes =
  (...codes: readonly string[]) =>
  (error: unknown): Promise<boolean> => {
    const code = serviceCode(error);
    if (codes.includes(code)) return Promise.resolve(false);
    return Promise.reject(error instanceof Error ? error : new Error(code));
  };

/** Gives true, whatever an action gave. */
export const isDone = (): boolean => true;
