/**
 * One call: `{status, body, wait}`; status 0 where no answer came, `wait` in milliseconds where the answer asks for one.
 * The body of an answer is its JSON, `{}` where it has none.
 */
export const callerOf = (base, token) => async (method, path, body) => {
  try {
    const response = await fetch(path.startsWith(base) ? path : `${base}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(30_000),
    });
    const wait = Number(response.headers.get('retry-after')) * 1000 || undefined;
    return { status: response.status, body: await response.json().catch(() => ({})), wait };
  } catch {
    return { status: 0, body: {} };
  }
};

/** What an answer that is no success comes to: `signed-out`, `forbidden`, `again`, or `refused` with the service's own words. */
export const failureOf = ({ status, body, wait }) => {
  const said = body?.error?.message ?? body?.error?.code ?? '';
  // 401 says that the token is not taken, whoever it is of; 403 that who signed in may not.
  if (status === 401) return { state: 'signed-out', why: `401 ${said}`.trim() };
  if (status === 403) return { state: 'forbidden', why: `403 ${said}`.trim() };
  if (status === 0) return { state: 'again', why: 'no answer' };
  if (status === 429 || status >= 500) return { state: 'again', why: `answer ${status}`, wait };
  return { state: 'refused', why: `answer ${status} ${said}`.trim() };
};

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const maxWait = 60_000;

/** Runs `step` until it says something else than `again`, or for the twelfth time. */
export const persistently = async (step, retryMs) => {
  for (let tries = 1; ; tries += 1) {
    const result = await step();
    if (result.state !== 'again' || tries === 12) return result;
    await sleep(Math.min(result.wait ?? retryMs, maxWait));
  }
};
