import { type HttpRequest } from '@azure/functions';
import { promisify } from 'node:util';
import {
  brotliDecompress,
  gunzip,
  inflate,
  inflateRaw,
  type BrotliOptions,
  type ZlibOptions,
} from 'node:zlib';
import * as TE from 'fp-ts/TaskEither';
import { type Failure } from '../../shared/failure';

type Headers = HttpRequest['headers'];

type Inflater = (bytes: Uint8Array, options: ZlibOptions & BrotliOptions) => Promise<Uint8Array>;

const asItIs: Inflater = (bytes) => Promise.resolve(bytes);

const withHead = promisify<Uint8Array, ZlibOptions, Uint8Array>(inflate);
const withoutHead = promisify<Uint8Array, ZlibOptions, Uint8Array>(inflateRaw);

/** The head of zlib (RFC 1950, section 2.2): the method, and a check of both its bytes. */
const hasZlibHead = ([first = 0, second = 0]: Uint8Array): boolean =>
  (first & 0x0f) === 8 && ((first << 8) + second) % 31 === 0;

/** `deflate` means zlib (RFC 9110), yet some clients, .NET's DeflateStream for one, send what is inside of it alone. */
const undeflated: Inflater = (bytes, options) =>
  (hasZlibHead(bytes) ? withHead : withoutHead)(bytes, options);

const inflaters: ReadonlyMap<string, Inflater> = new Map([
  ['', asItIs],
  ['identity', asItIs],
  ['gzip', promisify<Uint8Array, ZlibOptions, Uint8Array>(gunzip)],
  ['x-gzip', promisify<Uint8Array, ZlibOptions, Uint8Array>(gunzip)],
  ['deflate', undeflated],
  ['br', promisify<Uint8Array, BrotliOptions, Uint8Array>(brotliDecompress)],
]);

/** What undoes the `Content-Encoding` of a body; undefined where that is unknown, or there are several. */
export const inflaterOf = (headers: Headers): Inflater | undefined =>
  inflaters.get(headers.get('content-encoding')?.trim().toLowerCase() ?? '');

const isTooLong = (error: unknown): boolean =>
  (error as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';

/** A body without its compression. It is given up while it is inflated, as soon as it exceeds `limitBytes`. */
export const inflated = (
  headers: Headers,
  bytes: Uint8Array,
  limitBytes: number,
): TE.TaskEither<Failure, Uint8Array> =>
  TE.tryCatch(
    () => (inflaterOf(headers) ?? asItIs)(bytes, { maxOutputLength: limitBytes }),
    (error): Failure =>
      isTooLong(error)
        ? { _tag: 'BodyTooLarge', limitBytes }
        : { _tag: 'NotJson', expected: 'a body compressed as Content-Encoding says', position: null },
  );
