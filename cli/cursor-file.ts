import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { canonicalDateTime } from '../shared/codec/date-time';
import { placeOfCursor } from '../shared/pipeline/record/cursor';
import { UsageFailure } from './failure';

/** A file that says where to go on. */
export interface CursorFile {
  /** Undefined where there is none yet. */
  readonly read: () => string | undefined;
  readonly write: (cursor: string) => void;
}

const codeOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? 'unknown';

const orUsage = <A>(what: string, use: () => A): A => {
  try {
    return use();
  } catch (thrown) {
    throw new UsageFailure(`the file of --keep cannot be ${what}: ${codeOf(thrown)}`);
  }
};

export const cursorFile = (file: string): CursorFile => ({
  read: () => {
    const text = orUsage('read', () => (existsSync(file) ? readFileSync(file, 'utf8').trim() : ''));
    if (text === '') return undefined;
    if (placeOfCursor(text) === undefined && canonicalDateTime(text) === undefined)
      throw new UsageFailure('the file of --keep holds no cursor, and no moment');
    return text;
  },
  // Whole or not at all: who is ended in the middle must not find an empty file, which would begin anew.
  write: (cursor) =>
    orUsage('written', () => {
      writeFileSync(`${file}.new`, `${cursor}\n`);
      renameSync(`${file}.new`, file);
    }),
});
