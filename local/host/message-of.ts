/** One line for the log. The app may live in another realm, so `instanceof Error` would miss its errors. */
export const messageOf = (error: unknown): string => {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  const text = typeof message === 'string' ? message : 'unknown error';
  return text.split('\n', 1)[0]?.slice(0, 500) ?? '';
};
