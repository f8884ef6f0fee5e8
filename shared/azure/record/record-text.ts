import { gunzipSync, gzip, constants } from 'node:zlib';
import { promisify } from 'node:util';
import { isObject } from '../../codec/json-value';

/** A text of at most so many UTF-16 units stays as it is, so that people can read it in other tools. */
const maxPlain = 4_000;

/** A property holds at most 64 KiB (limits of Table storage). */
const maxPiece = 64 * 1024;

/** Far longer than any batch. A longer text, which somebody else wrote, is not unpacked, so it can't fill the memory. */
const maxRead = 8 * 1024 * 1024;

const gzipped = promisify(gzip);

export type TextRow = Readonly<Record<string, string | Uint8Array>>;

const numbered = (name: 'text' | 'zip', piece: number): string => `${name}${piece}`;

/**
 * Writes a text as properties of a row: `text0` where it is short, else its gzip in `zip0`, `zip1` and so on. The gzip of a hundred
 * outcomes is a tenth as long. It is made outside the main thread.
 */
export const rowOfText = async (text: string): Promise<TextRow> => {
  if (text.length <= maxPlain) return { [numbered('text', 0)]: text };
  const bytes = await gzipped(text, { level: constants.Z_BEST_SPEED });
  return Object.fromEntries(
    Array.from({ length: Math.ceil(bytes.length / maxPiece) }, (_, piece) => [
      numbered('zip', piece),
      bytes.subarray(piece * maxPiece, (piece + 1) * maxPiece),
    ]),
  );
};

const piecesOf = <A>(
  row: Readonly<Record<string, unknown>>,
  name: 'text' | 'zip',
  is: (value: unknown) => value is A,
): readonly A[] => {
  const pieces: A[] = [];
  for (let piece = row[numbered(name, 0)]; is(piece); piece = row[numbered(name, pieces.length)])
    pieces.push(piece);
  return pieces;
};

const isText = (value: unknown): value is string => typeof value === 'string';
const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;

const unzipped = (pieces: readonly Uint8Array[]): string | undefined => {
  try {
    return gunzipSync(Buffer.concat(pieces), { maxOutputLength: maxRead }).toString('utf8');
  } catch {
    return undefined;
  }
};

/** The text of a row; earlier versions wrote several `text` properties. Undefined where its gzip is broken or too long. */
export const textOfRow = (entity: unknown): string | undefined => {
  if (!isObject(entity)) return undefined;
  const zip = piecesOf(entity, 'zip', isBytes);
  return zip.length > 0 ? unzipped(zip) : piecesOf(entity, 'text', isText).join('');
};
