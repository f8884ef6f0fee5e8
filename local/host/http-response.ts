import type { RpcHttpCookie, RpcHttpData, RpcTypedData } from './rpc';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array;
}

export const answer = (status: number, text = ''): Answer => ({
  status,
  headers: text === '' ? {} : { 'content-type': 'text/plain; charset=utf-8' },
  body: Buffer.from(text),
});

const sameSite = { none: undefined, lax: 'lax', strict: 'strict', explicitNone: 'none' } as const;

const setCookie = (cookie: RpcHttpCookie): string => {
  const expires = cookie.expires?.value?.seconds;
  const maxAge = cookie.maxAge?.value;
  const site = sameSite[cookie.sameSite ?? 'none'];
  return [
    `${encodeURIComponent(cookie.name ?? '')}=${encodeURIComponent(cookie.value ?? '')}`,
    ...(typeof expires === 'number' ? [`expires=${new Date(expires * 1000).toUTCString()}`] : []),
    ...(typeof maxAge === 'number' ? [`max-age=${maxAge}`] : []),
    ...(cookie.domain?.value ? [`domain=${cookie.domain.value}`] : []),
    `path=${cookie.path?.value ?? '/'}`,
    ...(cookie.secure?.value === true ? ['secure'] : []),
    ...(site === undefined ? [] : [`samesite=${site}`]),
    ...(cookie.httpOnly?.value === true ? ['httponly'] : []),
  ].join('; ');
};

const bytesOf = (data: RpcTypedData | null | undefined): Uint8Array =>
  data?.bytes ?? Buffer.from(data?.string ?? data?.json ?? '');

/** The answer a function gave; 204 when it gave none (the default of Functions 2.x and later). */
export const answerOf = (http: RpcHttpData | undefined): Answer => {
  if (http === undefined) return answer(204);
  const headers = Object.entries(http.headers ?? {}).filter(
    ([name]) => !['content-length', 'transfer-encoding', 'connection'].includes(name.toLowerCase()),
  );
  const cookies = (http.cookies ?? []).map(setCookie);
  const ownCookie = headers.flatMap(([name, value]) => (name.toLowerCase() === 'set-cookie' ? [value] : []));
  return {
    status: Number(http.statusCode ?? 200),
    headers: {
      ...Object.fromEntries(headers),
      ...(cookies.length > 0 ? { 'set-cookie': [...ownCookie, ...cookies] } : {}),
    },
    body: bytesOf(http.body),
  };
};
