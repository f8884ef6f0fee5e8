import { gunzipSync } from 'node:zlib';
import * as E from 'fp-ts/Either';
import { textFromBase64 } from './base64';
import { type Closed } from './envelope';

/** The first bytes of gzip, in base64. */
const magic = /^\s*H4sI/;

/** Unpacked text may be at most so many times longer than its gzip, so the size of an event bounds what comes out of it. */
const maxTimes = 30;
const maxBytes = 4 * 1024 * 1024;

const unreadable: Closed = {
  code: 'envelope-data-unreadable',
  text: `text in UTF-8, in gzip of at most ${maxTimes} times its size and 4 MiB, in base64`,
};

const unpack = (text: string): string => {
  const bytes = Buffer.from(text, 'base64');
  const maxOutputLength = Math.min(maxBytes, maxTimes * bytes.length);
  return new TextDecoder('utf-8', { fatal: true }).decode(gunzipSync(bytes, { maxOutputLength }));
};

/** The text in base64, unpacked where it is gzip. */
export const textFromPacked = (value: unknown): E.Either<Closed, string> =>
  typeof value === 'string' && magic.test(value)
    ? E.tryCatch(
        () => unpack(value),
        () => unreadable,
      )
    : textFromBase64(value);
