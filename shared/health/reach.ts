import * as E from 'fp-ts/Either';
import { isObject } from '../codec/json-value';
import { type HttpAnswer } from '../destinations/destination';
import { type Unavailable } from '../failure';
import { badCertificate, notice, trouble, unknownHost, healthy, word, type Finding } from './finding';
import { type Code } from './remedies';
import { type Seen } from '../delivery/watch';

const gone: ReadonlySet<number> = new Set([405, 410, 501]);

const says = ({ body }: HttpAnswer): string =>
  isObject(body) && isObject(body.error) && typeof body.error.code === 'string' ? body.error.code : '';

const codeOfAnswer = (answer: HttpAnswer): Code | null => {
  const { status } = answer;
  if (gone.has(status) || says(answer).toLowerCase() === 'notsupported') return 'destination-retired';
  if (status >= 500) return 'destination-failing';
  if (status < 300) return null;
  if (status < 400) return 'destination-redirects';
  const known: Readonly<Record<number, Code>> = {
    401: 'token-refused',
    403: 'permission-refused',
    404: 'destination-not-found',
    408: 'destination-timeout',
    429: 'throttled',
  };
  return known[status] ?? 'probe-refused';
};

const codeOfSilence = (code: string): Code => {
  if (code === 'timeout') return 'destination-timeout';
  if (unknownHost.test(code)) return 'destination-unknown-host';
  return badCertificate.test(code) ? 'destination-certificate' : 'destination-out-of-reach';
};

const noAnswerFinding = ({ dependency, code, retryAfterSeconds }: Unavailable): Finding => {
  if (dependency === 'identity') return trouble('no-token', 'not asked');
  if (code === 'rate-limited') {
    // A used-up limit is no trouble. A long pause is one, and the limiter's own line reports it.
    return notice('not-asked', `not asked for the next ${Math.ceil(retryAfterSeconds ?? 0)} s`);
  }
  if (code === 'limiter-slow') return trouble('not-asked', 'not asked');
  return trouble(codeOfSilence(code), `no answer: ${word(code)}`);
};

/** What a destination made of the probe. A 404 is that of an empty collection where something was delivered before. */
export const reachFinding = (
  answer: E.Either<Unavailable, HttpAnswer>,
  { lastSuccess }: Seen,
  expected: readonly number[] = [],
): Finding => {
  if (E.isLeft(answer)) return noAnswerFinding(answer.left);
  const { status } = answer.right;
  const code = expected.includes(status) ? null : codeOfAnswer(answer.right);
  const isEmpty = code === 'destination-not-found' && lastSuccess !== null;
  return code === null || isEmpty ? healthy(`answers ${status}`) : trouble(code, `answers ${status}`);
};
