import { type Answer, failure } from './answer';
import { parseJson } from './json';
import { admittedOnce, type Asked, type Caller, type Perform } from './performing';
import { answer } from './routes';
import { graphAdmission } from './tokens';

const collection = '/beta/security/tiIndicators';

/** The part below the collection, undefined for another path. */
const below = (path: string): string | undefined => {
  if (path === collection) return '';
  if (!path.startsWith(`${collection}/`)) return undefined;
  try {
    return decodeURIComponent(path.slice(collection.length + 1));
  } catch {
    return undefined;
  }
};

const admit = ({ service, request, recording }: Asked): Caller | Answer => {
  const now = recording.at;
  const caller = service.authority.authorise(request.headers.authorization, now, graphAdmission);
  if ('status' in caller) return caller;
  const wait = service.limiter.wait(`graph ${caller.app}`, service.switches.requestsPerMinute, now.getTime());
  return wait === undefined
    ? caller
    : { ...failure(429, 'TooManyRequests', 'Too many requests.'), headers: { 'retry-after': String(wait) } };
};

export const graphPerformer = (asked: Asked): Perform => {
  const { service, request, recording, query, text } = asked;
  return admittedOnce(
    () => admit(asked),
    ({ app }, change) => {
      const rest = below(recording.path);
      if (rest === undefined) return failure(404, 'ResourceNotFound', 'Resource not found for the segment.');
      return answer({
        method: recording.method,
        rest,
        query,
        headers: request.headers,
        body: text === '' ? undefined : parseJson(text),
        app,
        now: recording.at,
        tenantId: service.authority.tenantId,
        graphUrl: `${service.url}/beta`,
        switches: service.switches,
        store: change?.store?.(service.store) ?? service.store,
        refuse: change?.refuse ?? (() => undefined),
        seen: recording.seen,
      });
    },
  );
};
