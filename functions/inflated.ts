import { type HttpRequest } from '@azure/functions';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, type BrotliOptions, type ZlibOptions } from 'node:zlib';
import * as TE from 'fp-ts/TaskEither';
import { type Failure } from '../shared/failure';

type Headers = HttpRequest['headers'];

type Inflater = (bytes: Uint8Array, options: ZlibOptions & BrotliOptions) => Promise<Uint8Array>;

const asItIs: Inflater = (bytes) => Promise.resolve(bytes);

const inflaters: ReadonlyMap<string, Inflater> = new Map([
  ['', asItIs],
  ['identity', asItIs],
  ['gzip', promisify<Uint8Array, ZlibOptions, Uint8Array>(gunzip)],
  ['x-gzip', promisify<Uint8Array, ZlibOptions, Uint8Array>(gunzip)],
  ['deflate', promisify<Uint8Array, ZlibOptions, Uint8Array>(inflate)],
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
