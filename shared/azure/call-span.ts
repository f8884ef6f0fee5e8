import * as E from 'fp-ts/Either';
import { type Endpoint, type HttpAnswer } from '../destinations/destination';
import { type Unavailable } from '../failure';
import { callIdAt } from '../telemetry/call-id';
import { type Attributes, type SpanStart, type Telemetry } from '../telemetry/telemetry';

type Answered = E.Either<Unavailable, HttpAnswer>;

/** Who is told of the calls to one destination. */
export interface CallSpans {
  readonly newId: () => string;
  /** Name of the destination. */
  readonly destination: string;
  readonly telemetry: Pick<Telemetry, 'count' | 'here' | 'span'>;
}

/** Span names follow the conventions for HTTP client spans, without the path, because it holds ids. */
const startOf = (destination: string, { baseUrl }: Endpoint, method: string): SpanStart => {
  const { hostname, port, protocol } = new URL(baseUrl);
  const usual = protocol === 'https:' ? 443 : 80;
  return {
    name: `${method} ${destination}`,
    kind: 'client',
    attributes: {
      'http.request.method': method,
      'server.address': hostname,
      'server.port': port === '' ? usual : Number(port),
      'gateway.destination': destination,
    },
  };
};

const saidBy = (result: Answered): Attributes => {
  if (E.isLeft(result)) return {};
  const { status, requestIds: ids } = result.right;
  const request = ids.request === null ? {} : { 'az.service_request_id': ids.request };
  return { 'http.response.status_code': status, ...request };
};

const failureIn = (result: Answered): string | null => {
  if (E.isLeft(result)) return result.left.code;
  return result.right.status >= 400 ? String(result.right.status) : null;
};

/** Counts a call. Where no token could be had, no call was made. */
const count = ({ telemetry, destination }: CallSpans, result: Answered): void => {
  if (E.isLeft(result) && result.left.dependency === 'identity') return;
  const status = E.isRight(result) ? result.right.status : 'none';
  telemetry.count('gateway.calls', 1, { destination, status });
  if (status === 429) telemetry.count('gateway.throttles', 1, { destination });
};

/**
 * Makes one call within a client span. The call's id follows from the span; where nothing is traced it is a fresh one. The span
 * holds both ids that Microsoft's support asks for.
 */
export const inCallSpan =
  (spans: CallSpans, endpoint: Endpoint) =>
  (method: string, send: (clientRequestId: string) => Promise<Answered>): Promise<Answered> => {
    const { telemetry, newId, destination } = spans;
    return telemetry.span(startOf(destination, endpoint, method), async (span) => {
      const place = telemetry.here();
      const id = place === null ? newId() : callIdAt(place);
      const result = await send(id);
      const failure = failureIn(result);
      count(spans, result);
      span.set({ 'az.client_request_id': id, ...saidBy(result) });
      if (failure !== null) span.fail(failure);
      return result;
    });
  };
