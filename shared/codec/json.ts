import * as E from 'fp-ts/Either';
import { whereJsonStops } from './where-json-stops';

/**
 * Where JSON stopped being readable: a character offset, or null where nothing of it is JSON. Never holds the text itself.
 */
export interface JsonFault {
  readonly position: number | null;
}

const positionOf = (error: unknown): number | null => {
  const match = /at position (\d+)/.exec(error instanceof Error ? error.message : '');
  return match?.[1] === undefined ? null : Number(match[1]);
};

const placeIn = (text: string): number | null => {
  const place = whereJsonStops(text);
  // Where nothing of a text is JSON, no place in it says more.
  return text.slice(0, place).trim() === '' ? null : place;
};

/** Parses JSON and gives a fault as a value. A leading byte order mark is allowed. */
export const parseJson = (text: string): E.Either<JsonFault, unknown> => {
  const document = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return E.tryCatch(
    (): unknown => JSON.parse(document),
    (error) => ({ position: positionOf(error) ?? placeIn(document) }),
  );
};
