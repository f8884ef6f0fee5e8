import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/Either';
import { parseJson } from '../../shared/codec/json';
import { lineInJson, onlyOnce, repeatedMembers } from '../../shared/codec/json-places';
import { UsageFailure } from '../failure';

/** A fault in a file: where, and what was expected there. */
export interface Fault {
  readonly file: string;
  /** Counted from 1; null where the file has no lines. */
  readonly line: number | null;
  readonly pointer: string;
  readonly expected: string;
}

export const faultText = ({ file, line, pointer, expected }: Fault): string =>
  `${file}${line === null ? '' : `:${line}`}: ${pointer === '' ? '' : `${pointer} `}expected ${expected}`;

/** The content of a file; one that cannot be read is a fault of the command. */
export const textOfFile = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageFailure(`${file} cannot be read`, 'give the path of a file');
  }
};

export interface JsonFile {
  readonly document: unknown;
  readonly faultAt: (pointer: string, expected: string) => Fault;
}

const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length;

/** A JSON document that somebody wrote by hand, with the lines of its parts. */
export const jsonFile = (file: string): E.Either<Fault, JsonFile> => {
  const text = textOfFile(file);
  const parsed = parseJson(text);
  if (E.isRight(parsed)) {
    const faultAt = (pointer: string, expected: string): Fault => ({
      file,
      line: lineInJson(text, pointer),
      pointer,
      expected,
    });
    const [repeated] = repeatedMembers(text);
    return repeated === undefined
      ? E.right({ document: parsed.right, faultAt })
      : E.left(faultAt(repeated, onlyOnce));
  }
  const { position } = parsed.left;
  const line = position === null ? null : lineAt(text, position);
  return E.left({ file, line, pointer: '', expected: 'a JSON document' });
};
