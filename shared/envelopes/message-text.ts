import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { type JsonFault } from '../codec/json';
import { textFromBase64 } from './base64';
import { parseJsonText } from './json-text';

/** A line of CEF, LEEF or FortiOS' own format, perhaps behind a syslog header. */
const logLine =
  /^(?:(?:[^\s{[].*\s)?(?:CEF|LEEF):\s?\d|(?:<\d{1,3}>|[^\s{[].*\s)?date=\d{4}-\d\d-\d\d time=\d)/m;

/** Some line of it is a line of CEF, LEEF or FortiOS. */
export const isLogText = (text: string): boolean => logLine.test(text);

const decodeText = (text: string): E.Either<JsonFault, unknown> =>
  pipe(
    parseJsonText(text),
    E.orElse((fault) => (isLogText(text) ? E.right(text) : E.left(fault))),
  );

/** Text of another kind, plain or in base64: what base64 of no text comes to is no UTF-8, or has control characters. */
const plainText = (text: string): string => {
  const decoded = textFromBase64(text);
  return E.isRight(decoded) && !/[^\P{Cc}\s]/u.test(decoded.right) ? decoded.right : text;
};

/**
 * What the text of a queue message holds: JSON, lines of JSON or of a log, plain or in base64 as Event Grid and many
 * SDKs write it (host.json says `messageEncoding: none`, so both arrive); any text where it may be a list.
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
