import { isObject } from '../shared/codec/json-value';
import { lineOf, trouble, type Line } from '../shared/health/finding';
import { type Health } from '../shared/health/health';
import { type Code } from '../shared/health/remedies';
import { type Connection } from './connection';
import { noConnection } from './refusal';

/** A report; the version is not known where the gateway itself did not answer. */
export type Report = Omit<Health, 'version'> & { readonly version: string | null };

/** Health takes six seconds; the rest is for a cold start. */
const maxMs = 60_000;

const isLine = (value: unknown): value is Line =>
  isObject(value) &&
  typeof value.name === 'string' &&
  typeof value.ok === 'boolean' &&
  typeof value.text === 'string' &&
  [value.cause, value.remedy].every((text) => text === null || typeof text === 'string');

const isReport = (value: unknown): value is Health =>
  isObject(value) &&
  (value.status === 'ok' || value.status === 'failing') &&
  typeof value.version === 'string' &&
  Array.isArray(value.lines) &&
  value.lines.every(isLine);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const onlyLine = (code: Code, text: string): Report => ({
  status: 'failing',
  version: null,
  lines: [lineOf('gateway', trouble(code, text))],
});

const codeOfStatus = (status: number, key: string | null): Code => {
  if (status === 404) return 'gateway-not-there';
  if (status !== 401 && status !== 403) return 'gateway-failing';
  return key === null ? 'gateway-key-missing' : 'gateway-key-refused';
};

/** What the gateway says of itself, or a line that says why it does not answer. Never rejects. */
export const askHealth = async ({ url, key }: Connection): Promise<Report> => {
  try {
    const response = await fetch(`${url}/api/health`, {
      headers: { accept: 'application/json', ...(key === null ? {} : { 'x-functions-key': key }) },
      // The key must go nowhere else.
      redirect: 'manual',
      signal: AbortSignal.timeout(maxMs),
    });
    const report = parse(await response.text());
    if (isReport(report) && [200, 503].includes(response.status)) return report;
    return onlyLine(codeOfStatus(response.status, key), `${url} answers ${response.status}`);
  } catch (error) {
    return onlyLine('gateway-out-of-reach', noConnection(url, error).message);
  }
};
