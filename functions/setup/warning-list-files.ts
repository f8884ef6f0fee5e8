import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { parseJson } from '../../shared/codec/json';
import { at } from '../../shared/codec/json-pointer';
import { isObject } from '../../shared/codec/json-value';
import { type Violation } from '../../shared/codec/violation';

/** MISP's largest list has about 20 MiB. */
const largestFile = 32 * 1024 * 1024;

const contentOf = (file: string): E.Either<string, unknown> =>
  pipe(
    E.tryCatch(
      () => (statSync(file).size <= largestFile ? readFileSync(file, 'utf8') : undefined),
      () => 'the path of a MISP warning list, a JSON file in the app that can be read',
    ),
    E.filterOrElse(
      (text): text is string => text !== undefined,
      () => 'a file of at most 32 MiB',
    ),
    E.flatMap((text) => E.mapLeft(() => 'the path of a file that is a JSON document')(parseJson(text))),
  );

/** Replaces each file name in `guard.warningLists` by the file's content. Reports all faults at once. */
export const withWarningLists =
  (root: string) =>
  (document: unknown): E.Either<readonly Violation[], unknown> => {
    if (!isObject(document) || !isObject(document.guard) || !Array.isArray(document.guard.warningLists))
      return E.right(document);
    const faults: Violation[] = [];
    const warningLists = document.guard.warningLists.map((entry: unknown, index) => {
      if (typeof entry !== 'string') return entry;
      const content = contentOf(path.resolve(root, entry));
      if (E.isRight(content)) return content.right;
      faults.push({ pointer: at('/guard/warningLists', index), expected: content.left });
      return undefined;
    });
    return faults.length > 0
      ? E.left(faults)
      : E.right({ ...document, guard: { ...document.guard, warningLists } });
  };
