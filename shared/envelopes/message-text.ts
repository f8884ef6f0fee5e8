import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { type JsonFault } from '../codec/json';
import { textFromBase64 } from './base64';
import { parseJsonText } from './json-text';

/** A line of CEF, LEEF or FortiOS' own format, perhaps after a syslog header. */
const logLine =
  /^(?:(?:[^\s{[].*\s)?(?:CEF|LEEF):\s?\d|(?:<\d{1,3}>|[^\s{[].*\s)?date=\d{4}-\d\d-\d\d time=\d)/m;

/** Whether any line of the text is CEF, LEEF or FortiOS. */
export const isLogText = (text: string): boolean => logLine.test(text);

const decodeText = (text: string): E.Either<JsonFault, unknown> =>
  pipe(
    parseJsonText(text),
    E.orElse((fault) => (isLogText(text) ? E.right(text) : E.left(fault))),
  );

/** Other text, decoded where it is base64. Plain text that only looks like base64 decodes to no UTF-8, or to control characters. */
const plainText = (text: string): string => {
  const decoded = textFromBase64(text);
  return E.isRight(decoded) && !/[^\P{Cc}\s]/u.test(decoded.right) ? decoded.right : text;
};

/**
 * Reads the text of a queue message: JSON, lines of JSON, lines of a log, or any text where it may be a list. It may be plain, or in
 * base64 as Event Grid and many SDKs write it; both arrive, as host.json says `messageEncoding: none`.
 */
export const readMessageText = (text: string, isList = false): E.Either<JsonFault, unknown> =>
  pipe(
    decodeText(text),
    E.orElse((fault) =>
      pipe(
        textFromBase64(text),
        E.mapLeft(() => fault),
        E.flatMap(decodeText),
      ),
    ),
    E.orElse((fault) => (isList && !/^\s*[{[]/.test(text) ? E.right(plainText(text)) : E.left(fault))),
  );
