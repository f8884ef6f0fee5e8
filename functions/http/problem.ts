import { type HttpResponseInit } from '@azure/functions';
import { describeFailure, type Failure } from '../../shared/failure';
import { type Violation } from '../../shared/codec/violation';

/** RFC 9457 problem details. `errors` name each place and what was expected there, never a value. */
export interface Problem {
  readonly slug: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly Violation[];
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export const problem = ({
  slug,
  title,
  status,
  detail,
  errors = [],
  extra,
  headers,
}: Problem): HttpResponseInit => ({
  status,
  headers: { 'Content-Type': 'application/problem+json', ...headers },
  body: JSON.stringify({
    type: `urn:indicator-gateway:problem:${slug}`,
    title,
    status,
    detail,
    errors,
    ...extra,
  }),
});

/** Seconds that a sender is asked to wait when neither a destination nor the queue could take its event. */
const retryLaterSeconds = 30;

export const retryLaterHeaders = { 'Retry-After': String(retryLaterSeconds) };

/** Without a ledger nothing can be looked up; `more` says what that means here. */
export const noLedger = (more = ''): HttpResponseInit =>
  problem({
    slug: 'no-ledger',
    title: 'Nobody knows what is held',
    status: 409,
    detail: `LEDGER is off: what was sent is not written down${more}`,
  });

/** What somebody counted is not what is there now. `named`: their count, null where they gave none. */
export const otherCount = (done: string, found: number, named: number | null): HttpResponseInit =>
  problem({
    slug: 'count-differs',
    title: `It is not what the dry run counted; nothing was ${done}`,
    status: 409,
    detail:
      named === null
        ? `${found} indicators match: look at them with dryRun=true, and name their count`
        : `${found} indicators match, and count names ${named}: look at them anew with dryRun=true`,
    extra: { count: found },
  });

/** A failure as an HTTP answer. Event Grid never retries 400, 401, 403 and 413, so a passing failure never gets one of those. */
export const failureResponse = (failure: Failure): HttpResponseInit => {
  const detail = describeFailure(failure);
  switch (failure._tag) {
    case 'BodyTooLarge':
      return problem({
        slug: 'body-too-large',
        title: 'The body is too large',
        status: 413,
        detail,
        extra: { limitBytes: failure.limitBytes },
      });
    case 'UnsupportedMediaType':
      return problem({
        slug: 'unsupported-media-type',
        title: 'Send JSON',
        status: 415,
        detail,
        headers: { Accept: 'application/json' },
      });
    case 'BodyTooSlow':
      return problem({
        slug: 'body-too-slow',
        title: 'The body did not come in time',
        status: 408,
        detail,
        headers: retryLaterHeaders,
      });
    case 'BodyCutOff':
      return problem({ slug: 'body-cut-off', title: 'The body was cut off', status: 400, detail });
    case 'BodyMissing':
      return problem({
        slug: 'body-missing',
        title: 'The body that was promised did not come',
        status: 400,
        detail,
      });
    case 'HeadersReplaced':
      return problem({
        slug: 'headers-replaced',
        title: 'The headers of the request did not come',
        status: 400,
        detail,
        errors: [{ pointer: '/headers', expected: 'no text, number, true or false of that name' }],
      });
    case 'NotJson':
      return problem({
        slug: 'not-json',
        title: 'The body is not JSON',
        status: 400,
        detail,
        errors: [{ pointer: '', expected: failure.expected }],
      });
    case 'Unavailable':
      return problem({
        slug: 'unavailable',
        title: 'It could not be finished; send it again',
        status: 503,
        detail,
        headers: retryLaterHeaders,
      });
  }
};
