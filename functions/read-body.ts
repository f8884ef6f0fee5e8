import { type HttpRequest } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { parseJson } from '../shared/codec/json';
import { type Failure } from '../shared/failure';

const json = /^(application\/([\w.+-]+\+)?json|text\/json|text\/plain)$/;

const expected = 'application/json or another +json type, in UTF-8 and not compressed';

/** JSON by any of its names; also text/plain and none, which webhooks in the field send. */
const checkMediaType = ({ headers }: HttpRequest): E.Either<Failure, void> => {
  const [type = '', ...parameters] = (headers.get('content-type') ?? 'application/json')
    .toLowerCase()
    .split(';');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([\w-]+)"?\s*$/.exec(parameter)?.[1])
    .find(Boolean);
  const readable =
    json.test(type.trim()) &&
    (charset === undefined || ['utf-8', 'utf8', 'us-ascii'].includes(charset)) &&
    ['', 'identity'].includes(headers.get('content-encoding')?.trim().toLowerCase() ?? '');
  return readable ? E.right(undefined) : E.left({ _tag: 'UnsupportedMediaType', expected });
};

const tooLarge = (limitBytes: number): Failure => ({ _tag: 'BodyTooLarge', limitBytes });

const readBytes = (request: HttpRequest, limitBytes: number) => (): TE.TaskEither<Failure, Uint8Array> =>
  Number(request.headers.get('content-length') ?? 0) > limitBytes
    ? TE.left(tooLarge(limitBytes))
    : pipe(
        TE.fromTask(async () => new Uint8Array(await request.arrayBuffer())),
        TE.filterOrElse(
          ({ byteLength }) => byteLength <= limitBytes,
          () => tooLarge(limitBytes),
        ),
      );

const decode = (bytes: Uint8Array): E.Either<Failure, unknown> =>
  pipe(
    E.tryCatch(
      () => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
      () => ({ position: null }),
    ),
    E.flatMap(parseJson),
    E.mapLeft(({ position }) => ({ _tag: 'NotJson', expected: 'a JSON document in UTF-8', position })),
  );

/** The JSON body of a request of at most `limitBytes`. */
export const readBody = (request: HttpRequest, limitBytes: number): TE.TaskEither<Failure, unknown> =>
  pipe(
    TE.fromEither(checkMediaType(request)),
    TE.flatMap(readBytes(request, limitBytes)),
    TE.flatMapEither(decode),
  );
