import { type Answer } from '../answer';
import { type AnswerChange } from '../fault-answers';
import { isObject, parseJson, type JsonObject } from '../json';
import { admittedOnce, type Asked, type Caller, type Perform } from '../performing';
import { type Recording } from '../recorded';
import { type Service } from '../service';
import { type Admission } from '../tokens';
import { whyFailed } from './import-rules';

const admission: Admission = {
  audiences: [
    'https://api.securitycenter.microsoft.com',
    'https://securitycenter.onmicrosoft.com/windowsatpservice',
    'fc780465-2017-40d4-a0c5-307022471b92',
  ],
  role: 'Ti.ReadWrite.All',
};

const maxAtOnce = 500;

const error = (status: number, code: string, message: string): Answer => ({
  status,
  json: { error: { code, message, target: 'simulator' } },
});

const admit = ({ service, request, recording }: Asked): Caller | Answer => {
  const now = recording.at;
  const caller = service.authority.authorise(request.headers.authorization, now, admission);
  if ('status' in caller) {
    return caller.status === 403
      ? error(403, 'Forbidden', 'Missing application roles: Ti.ReadWrite.All.')
      : error(401, 'Unauthorized', caller.error?.message ?? '');
  }
  const wait = service.limiter.wait(
    `defender ${caller.app}`,
    service.switches.defenderRequestsPerMinute,
    now.getTime(),
  );
  return wait === undefined
    ? caller
    : { ...error(429, 'TooManyRequests', 'Too many requests.'), headers: { 'retry-after': String(wait) } };
};

/** What makes two entries the same: with another action, Defender was seen to hold both. */
const keyOf = ({ indicatorType, indicatorValue, action }: JsonObject): string =>
  [indicatorType, String(indicatorValue).toLowerCase(), action].join(' ');

const failed = (entry: unknown, failureReason: string): JsonObject => ({
  id: null,
  indicator: isObject(entry) ? entry.indicatorValue : null,
  isFailed: true,
  failureReason,
});

const importAll = (
  service: Service,
  recording: Recording,
  { body, change }: { readonly body: unknown; readonly change: AnswerChange | undefined },
): Answer => {
  const list = isObject(body) ? body.Indicators : undefined;
  if (!Array.isArray(list)) return error(400, 'InvalidRequestBody', 'Indicators is required.');
  const entries: readonly unknown[] = list;
  recording.seen.items = entries.length;
  if (entries.length === 0) return error(400, 'InvalidInput', 'Indicators is empty.');
  if (entries.length > maxAtOnce)
    return error(400, 'MaximumBatchSizeExceeded', `At most ${maxAtOnce} indicators.`);
  const seen = new Set<string>();
  const value = entries.map((entry, index): JsonObject => {
    const item = isObject(entry) ? entry : {};
    const key = keyOf(item);
    const reason =
      change?.refuse?.(item, index)?.message ??
      whyFailed(entry, recording.at.getTime()) ??
      (seen.has(key) ? 'InvalidInput: the value stands twice' : undefined);
    if (reason !== undefined) return failed(entry, reason);
    seen.add(key);
    const known = service.defenderIndicators.get(key);
    if (known === undefined && service.defenderIndicators.size >= service.switches.defenderQuota)
      return failed(entry, 'The maximum number of indicators was reached.');
    const id = typeof known?.id === 'string' ? known.id : String((service.defenderIds += 1));
    if (change?.store === undefined) service.defenderIndicators.set(key, { ...item, id });
    return { id, indicator: item.indicatorValue, isFailed: false, failureReason: null };
  });
  return { status: 200, json: { value } };
};

const deleteAll = (service: Service, body: unknown): Answer => {
  const list: unknown = isObject(body) ? body.IndicatorIds : undefined;
  const ids: readonly unknown[] = Array.isArray(list) ? list : [];
  if (ids.length === 0 || ids.length > maxAtOnce)
    return error(400, 'InvalidRequestBody', 'IndicatorIds has to hold 1 to 500 ids.');
  const keys = new Map([...service.defenderIndicators].map(([key, { id }]) => [id, key]));
  const unknown = ids.find((id) => !keys.has(id));
  // All of them or none.
  if (unknown !== undefined) return error(404, 'ResourceNotFound', 'An indicator was not found.');
  for (const id of ids) service.defenderIndicators.delete(keys.get(id) ?? '');
  return { status: 204 };
};

const maxListed = 10_000;

/** A whole number from 0, as OData asks for it. */
const countIn = (query: URLSearchParams, name: string, otherwise: number): number => {
  const text = query.get(name);
  if (text === null) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : NaN;
};

const list = (service: Service, query: URLSearchParams): Answer => {
  const top = countIn(query, '$top', maxListed);
  const skip = countIn(query, '$skip', 0);
  if (Number.isNaN(skip) || Number.isNaN(top) || top > maxListed)
    return error(400, 'ODataError', `$skip is a whole number, $top is one up to ${maxListed}.`);
  return { status: 200, json: { value: [...service.defenderIndicators.values()].slice(skip, skip + top) } };
};

/** An indicator is gone when its time is over, to the second. */
const dropExpired = ({ defenderIndicators }: Service, now: number): void => {
  for (const [key, { expirationTime }] of defenderIndicators)
    if (typeof expirationTime === 'string' && Date.parse(expirationTime) <= now)
      defenderIndicators.delete(key);
};

export const defenderPerformer = (asked: Asked): Perform => {
  const { service, recording, query, text } = asked;
  const { method, path } = recording;
  return admittedOnce(
    () => admit(asked),
    (_, change) => {
      dropExpired(service, recording.at.getTime());
      if (method === 'GET' && path === '/api/indicators') return list(service, query);
      if (method !== 'POST') return error(405, 'MethodNotAllowed', 'The method is not allowed here.');
      if (path === '/api/indicators/import')
        return importAll(service, recording, { body: parseJson(text), change });
      if (path === '/api/indicators/BatchDelete') return deleteAll(service, parseJson(text));
      return error(404, 'NotFound', 'There is no such route.');
    },
  );
};
