import { gunzipSync, gzip, constants } from 'node:zlib';
import { promisify } from 'node:util';
import { isObject } from '../codec/json-value';

/** Up to here a text stays as it is, for who looks at the row in another tool; in UTF-16 units. */
const maxPlain = 4_000;

/** What one property holds is 64 KiB (limits of Table storage). */
const maxPiece = 64 * 1024;

/** Far more than a slip weighs: whoever can write here fills no memory. */
const maxRead = 8 * 1024 * 1024;

const gzipped = promisify(gzip);

export type TextRow = Readonly<Record<string, string | Uint8Array>>;

const numbered = (name: 'text' | 'zip', piece: number): string => `${name}${piece}`;

/**
 * A text as properties of a row: `text0` where it is short, else its gzip in `zip0`, `zip1` and so on. A hundred outcomes are a
 * tenth of their length, and it is made beside the main thread.
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

/** The text of a row, in several `text` properties where an earlier version wrote it; undefined where somebody wrote something else there. */
export const textOfRow = (entity: unknown): string | undefined => {
  if (!isObject(entity)) return undefined;
  const zip = piecesOf(entity, 'zip', isBytes);
  return zip.length > 0 ? unzipped(zip) : piecesOf(entity, 'text', isText).join('');
};
