import * as E from 'fp-ts/Either';

/**
 * Where JSON stopped being readable: a character offset, or null when the engine did not give one. Never holds the text itself.
 */
export interface JsonFault {
  readonly position: number | null;
}

const positionOf = (error: unknown): number | null => {
  const match = /at position (\d+)/.exec(error instanceof Error ? error.message : '');
  return match?.[1] === undefined ? null : Number(match[1]);
};

/** Parses JSON and gives a fault as a value. A leading byte order mark is allowed. */
export const parseJson = (text: string): E.Either<JsonFault, unknown> =>
  E.tryCatch(
    (): unknown => JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text),
    (error) => ({ position: positionOf(error) }),
  );
