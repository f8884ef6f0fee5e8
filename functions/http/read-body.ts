import { type HttpRequest } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type JsonFault } from '../../shared/codec/json';
import { adviceOnText } from '../../shared/codec/text-form';
import { parseJsonText } from '../../shared/envelopes/json-text';
import { type Failure } from '../../shared/failure';
import { bodyBytes } from './body-bytes';
import { type Budget } from './budget';
import { inflated, inflaterOf } from './inflated';

const json = /^(application\/([\w.+-]+\+)?json|text\/json)$/;
const linesOfJson = /^application\/(x-)?(ndjson|jsonl|jsonlines|json-lines)$/;

const expected =
  'application/json, another +json type, application/x-ndjson, text/plain or text/csv, in UTF-8, plain or compressed by gzip, deflate or br';

/** The kinds of body by media type. All three are read where they hold JSON; where they do not, each means something else. */
type Kind = 'json' | 'text' | 'form';

/**
 * The kind of a media type: JSON under any of its names or none at all; also text and forms, as which webhooks and curl send
 * JSON.
 */
const kindOf = (type: string): Kind | undefined => {
  if (json.test(type) || linesOfJson.test(type)) return 'json';
  if (type === 'text/plain' || type === 'text/csv') return 'text';
  return type === 'application/x-www-form-urlencoded' ? 'form' : undefined;
};

const unsupported: Failure = { _tag: 'UnsupportedMediaType', expected };

const readMediaType = ({ headers }: HttpRequest): E.Either<Failure, Kind> => {
  const [type = '', ...parameters] = (headers.get('content-type') ?? 'application/json')
    .toLowerCase()
    .split(';');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([\w-]+)"?\s*$/.exec(parameter)?.[1])
    .find(Boolean);
  const kind = kindOf(type.trim());
  const isReadable =
    (charset === undefined || ['utf-8', 'utf8', 'us-ascii'].includes(charset)) &&
    inflaterOf(headers) !== undefined;
  return kind !== undefined && isReadable ? E.right(kind) : E.left(unsupported);
};

const notJson = ({ position }: JsonFault, advice = ''): Failure => ({
  _tag: 'NotJson',
  expected: `a JSON document in UTF-8${advice}`,
  position,
});

const textOf = (bytes: Uint8Array): E.Either<Failure, string> =>
  E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    () => notJson({ position: null }),
  );

/** Text that begins like an object or a list of something is broken JSON, whatever its type; to the host, U+0085 is white space. */
const isBroken = (text: string): boolean => /^[\s\u0085]*(\{|\[\s*[{["]|$)/.test(text);

const decode =
  (kind: Kind) =>
  (text: string): E.Either<Failure, unknown> =>
    pipe(
      parseJsonText(text),
      E.orElse((fault): E.Either<Failure, unknown> => {
        if (isBroken(text)) return E.left(notJson(fault));
        if (kind === 'form') return E.left(unsupported);
        return kind === 'text' ? E.right(text) : E.left(notJson(fault, `; ${adviceOnText(text)}`));
      }),
    );

const decodeAs =
  (request: HttpRequest, limitBytes: number) =>
  (kind: Kind) =>
  (bytes: Uint8Array): TE.TaskEither<Failure, unknown> =>
    pipe(
      inflated(request.headers, bytes, limitBytes),
      TE.flatMapEither(textOf),
      TE.flatMapEither(decode(kind)),
    );

/** Decodes the bytes of a body, as `readBody` does. */
export const decodeBody = (
  request: HttpRequest,
  limitBytes: number,
  bytes: Uint8Array,
): TE.TaskEither<Failure, unknown> =>
  pipe(
    TE.fromEither(readMediaType(request)),
    TE.flatMap((kind) => decodeAs(request, limitBytes)(kind)(bytes)),
  );

/**
 * Reads the body of a request, of at most `limitBytes` both compressed and inflated. It takes JSON, and lines of JSON as an
 * array; from text/plain and text/csv also other text (CEF, a list) as it is. A form is read only where it is JSON under a
 * wrong type.
 */
export const readBody = (
  request: HttpRequest,
  limitBytes: number,
  budget: Budget,
): TE.TaskEither<Failure, unknown> =>
  pipe(
    TE.fromEither(readMediaType(request)),
    TE.flatMap((kind) =>
      pipe(bodyBytes(request, limitBytes, budget), TE.flatMap(decodeAs(request, limitBytes)(kind))),
    ),
  );

/** The header that promises a body. A length of 0 promises none, nor does the type that clients give to nothing. */
const promiseOf = (request: HttpRequest): string | undefined => {
  const { headers } = request;
  const length = headers.get('content-length');
  if (length !== null) return Number(length) === 0 ? undefined : 'Content-Length';
  if (headers.has('transfer-encoding')) return 'Transfer-Encoding';
  const kind = E.getOrElseW(() => 'unknown' as const)(readMediaType(request));
  return headers.has('content-type') && kind !== 'form' ? 'Content-Type' : undefined;
};

/** Like `readBody`; undefined where there is no body and no header promises one. */
export const readOptionalBody = (
  request: HttpRequest,
  limitBytes: number,
  budget: Budget,
): TE.TaskEither<Failure, unknown> =>
  pipe(
    bodyBytes(request, limitBytes, budget),
    TE.flatMap((bytes): TE.TaskEither<Failure, unknown> => {
      if (bytes.byteLength > 0) return decodeBody(request, limitBytes, bytes);
      const header = promiseOf(request);
      return header === undefined ? TE.right(undefined) : TE.left({ _tag: 'BodyMissing', header });
    }),
  );
