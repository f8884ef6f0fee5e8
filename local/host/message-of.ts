const textOf = (error: unknown): string => {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return typeof message === 'string' ? message : 'unknown error';
};

/** The whole message, every line: it tells a developer what keeps the app from starting. */
export const wholeMessageOf = (error: unknown): string => textOf(error).slice(0, 10_000);

/** One line for the log. The app may live in another realm, so `instanceof Error` would miss its errors. */
export const messageOf = (error: unknown): string => textOf(error).split('\n', 1)[0]?.slice(0, 500) ?? '';
