import { type Violation } from '../shared/codec/violation';
import { type Connection } from './connection';
import { Failure, UsageFailure } from './failure';

/** What the gateway answered; `json` is undefined where the body was no JSON. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly json: unknown;
}

interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: Thrown;
}

const reasons: ReadonlyMap<string, string> = new Map<string, string>([
  [
    'ECONNREFUSED',
    'nothing listens there: start it (npm start), or say where it is with --url or INDICATOR_GATEWAY_URL',
  ],
  ['ENOTFOUND', 'there is no host of that name: see --url and INDICATOR_GATEWAY_URL'],
  [
    'TimeoutError',
    'it took the call and did not answer: see the log of the app; what was asked for may have happened',
  ],
]);

/** Holds the code alone, since the message of a failed fetch may quote a header. */
export const noConnection = (url: string, error: unknown): Failure => {
  const { name, cause } = (error ?? {}) as Thrown;
  const code = [cause?.code, name].find((word): word is string => typeof word === 'string') ?? 'unknown';
  return new Failure(`no answer from ${url} (${code})`, reasons.get(code) ?? 'see the network, and --url', {
    isGeneral: true,
    mayPass: true,
  });
};

interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly Violation[];
}

const lines = ({ errors = [], detail }: Problem): string =>
  errors.length === 0
    ? (detail ?? 'see the log of the app')
    : errors.map(({ pointer, expected }) => `${pointer || '(the whole)'}: expected ${expected}`).join('\n');

const keyAdvice = (key: string | null): string =>
  key === null
    ? 'give the function key with INDICATOR_GATEWAY_KEY or --key (docs/deploy.md says how one is made for the command line)'
    : 'the key is not right, is of another function, or was renewed: see az functionapp function keys list';

/** Something else answers at that address. */
export const noGateway = ({ url }: Connection): Failure =>
  new Failure(
    `there is no gateway at ${url}, or one without a parked list`,
    'something else answers there, or an older version: see --url and INDICATOR_GATEWAY_URL',
    { isGeneral: true },
  );

/** What the gateway refuses because of the words of the command. */
const ofTheCommand = ['query-invalid', 'count-differs', 'no-shadow', 'no-fail-back'].map(
  (slug) => `urn:indicator-gateway:problem:${slug}`,
);

/** What a status other than 2xx means, and what to do. */
export const refusal = (connection: Connection, { status, retryAfter, json }: Answer): Failure => {
  const problem = (json ?? {}) as Problem;
  const isOurs = problem.type?.startsWith('urn:indicator-gateway:') === true;
  if (status === 401 || status === 403) {
    const title = isOurs && problem.title !== undefined ? `: ${problem.title}` : '';
    const advice = isOurs ? lines(problem) : keyAdvice(connection.key);
    return new Failure(`the gateway refused the key (${status})${title}`, advice, { isGeneral: true });
  }
  if (status === 404 && !isOurs) return noGateway(connection);
  if (problem.type === 'urn:indicator-gateway:problem:not-parked')
    return new Failure(
      'not parked',
      'it was replayed or dropped already, or the id is not right: see parked list',
    );
  if (problem.type !== undefined && ofTheCommand.includes(problem.type))
    return new UsageFailure(problem.title ?? 'the command was not right', lines(problem));
  if (isOurs && status !== 503) return new Failure(problem.title ?? `refused (${status})`, lines(problem));
  const when = retryAfter === null ? 'later' : `in ${retryAfter} s`;
  return new Failure(
    `${problem.detail ?? 'the gateway failed'} (${status})`,
    `try again ${when}; if it stays, see the log of the app`,
    { mayPass: true },
  );
};
