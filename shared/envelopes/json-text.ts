import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { parseJson, type JsonFault } from '../codec/json';
import { whereJsonStops } from '../codec/where-json-stops';
import { syslogHeadOf } from './syslog-head';

/** Parses one JSON document, perhaps after a syslog header. */
const parseDocument = (text: string): E.Either<JsonFault, unknown> =>
  pipe(
    parseJson(text),
    E.orElse((fault) => {
      const head = syslogHeadOf(text);
      if (head === undefined) return E.left(fault);
      return pipe(
        parseJson(text.slice(head)),
        E.mapLeft(({ position }) => ({ position: position === null ? null : head + position })),
      );
    }),
  );

/** Parses a JSON object or array on each line. The fault is null where even the first line is none. */
const parseLines = (text: string): E.Either<JsonFault | null, readonly unknown[]> => {
  const items: unknown[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.trim() !== '') {
      const item = parseDocument(line);
      if (item._tag === 'Left' || typeof item.right !== 'object' || item.right === null) {
        const inside = item._tag === 'Left' ? (item.left.position ?? 0) : 0;
        return E.left(items.length === 0 ? null : { position: start + inside });
      }
      items.push(item.right);
    }
    start += line.length + 1;
  }
  return E.right(items);
};

/**
 * Parses JSON objects and arrays that follow each other with nothing or white space between them, as Splunk's event collector takes
 * them. The fault is null where not even the first is one.
 */
const parseOneAfterAnother = (text: string): E.Either<JsonFault | null, readonly unknown[]> => {
  const items: unknown[] = [];
  let rest = text;
  while (rest.trimStart() !== '') {
    const stop = whereJsonStops(rest);
    const item = parseJson(rest.slice(0, stop));
    if (item._tag === 'Left' || typeof item.right !== 'object' || item.right === null)
      return E.left(items.length === 0 ? null : { position: text.length - rest.length + stop });
    items.push(item.right);
    rest = rest.slice(stop);
  }
  return items.length === 0 ? E.left(null) : E.right(items);
};

/**
 * Parses one JSON document; or several, an object or array on each line (NDJSON) or one right after another, which give an array.
 * Each line may begin with a syslog header.
 */
export const parseJsonText = (text: string): E.Either<JsonFault, unknown> => {
  const whole = parseDocument(text);
  if (E.isRight(whole)) return whole;
  const inLines = text.trim().includes('\n') ? parseLines(text) : E.left(null);
  if (E.isRight(inLines)) return inLines;
  return pipe(
    parseOneAfterAnother(text),
    E.mapLeft((fault) => inLines.left ?? fault ?? whole.left),
  );
};
