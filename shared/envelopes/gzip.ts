import { gunzipSync } from 'node:zlib';
import * as E from 'fp-ts/Either';
import { textFromBase64 } from './base64';
import { type Closed } from './envelope';

/** The first bytes of gzip, in base64. */
const magic = /^\s*H4sI/;

/** So much longer than its bytes a text may be: all that is unpacked of an event is bounded by its size. */
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

/** Text in base64, packed with gzip or not. */
export const textFromPacked = (value: unknown): E.Either<Closed, string> =>
  typeof value === 'string' && magic.test(value)
    ? E.tryCatch(
        () => unpack(value),
        () => unreadable,
      )
    : textFromBase64(value);
