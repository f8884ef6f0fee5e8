import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { parseJson, type JsonFault } from '../codec/json';
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
 * Parses one JSON document, or an object or array on each line (NDJSON), which give an array. Each may come after a syslog header.
 */
export const parseJsonText = (text: string): E.Either<JsonFault, unknown> =>
  pipe(
    parseDocument(text),
    E.orElse((fault) =>
      text.trim().includes('\n')
        ? pipe(
            parseLines(text),
            E.mapLeft((lineFault) => lineFault ?? fault),
          )
        : E.left(fault),
    ),
  );
