import { type IncomingMessage } from 'node:http';
import { type Answer, failure } from './answer';
import { type Twist } from './fault-answers';
import { parseJson } from './json';
import { type Recording } from './recorded';
import { answer } from './routes';
import { type Service } from './service';
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

const admit = (service: Service, request: IncomingMessage, now: Date): { readonly app: string } | Answer => {
  const caller = service.authority.authorise(request.headers.authorization, now, graphAdmission);
  if ('status' in caller) return caller;
  const wait = service.limiter.wait(caller.app, service.switches.requestsPerMinute, now.getTime());
  return wait === undefined
    ? caller
    : { ...failure(429, 'TooManyRequests', 'Too many requests.'), headers: { 'retry-after': String(wait) } };
};

/** Answers a Graph request; what is returned may be called again (stored twice) and admits the caller once. */
export const graphPerformer = (
  service: Service,
  request: IncomingMessage,
  recording: Recording,
  query: URLSearchParams,
  text: string,
): ((twist?: Twist) => Answer) => {
  const now = recording.at;
  let admission: ReturnType<typeof admit> | undefined;
  return (twist) => {
    admission ??= admit(service, request, now);
    if ('status' in admission) return admission;
    const rest = below(recording.path);
    if (rest === undefined) return failure(404, 'ResourceNotFound', 'Resource not found for the segment.');
    return answer({
      method: recording.method,
      rest,
      query,
      headers: request.headers,
      body: text === '' ? undefined : parseJson(text),
      app: admission.app,
      now,
      tenantId: service.authority.tenantId,
      graphUrl: `${service.url}/beta`,
      switches: service.switches,
      store: twist?.store?.(service.store) ?? service.store,
      refuse: twist?.refuse ?? (() => undefined),
      seen: recording.seen,
    });
  };
};
