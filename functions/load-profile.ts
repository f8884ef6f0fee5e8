import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { parseJson } from '../shared/codec/json';
import { onlyOnce, repeatedMembers } from '../shared/codec/json-places';
import { type Violation } from '../shared/codec/violation';
import { readProfile, type Profile } from '../shared/profile/profile';
import { withWarningLists } from './setup/warning-list-files';

/** The app's folder: this runs as dist/main.js in it. */
const root = path.resolve(__dirname, '..');

const whole = '/PROFILE';

const fault = (expected: string): readonly Violation[] => [{ pointer: whole, expected }];

const textOf = (setting: string): E.Either<readonly Violation[], string> =>
  setting.startsWith('{')
    ? E.right(setting)
    : E.tryCatch(
        () => readFileSync(path.resolve(root, setting), 'utf8'),
        () => fault('JSON, or the path of a JSON file in the app that can be read'),
      );

/** The document, where no object in it has a member twice. */
const documentIn = (text: string): E.Either<readonly Violation[], unknown> =>
  pipe(
    parseJson(text),
    E.mapLeft(() => fault('a JSON document')),
    E.flatMap((document) => {
      const repeated = repeatedMembers(text);
      return repeated.length === 0
        ? E.right(document)
        : E.left(repeated.map((pointer): Violation => ({ pointer, expected: onlyOnce })));
    }),
  );

const decode = (text: string): E.Either<readonly Violation[], Profile> =>
  pipe(
    documentIn(text),
    E.flatMap(withWarningLists(root)),
    E.flatMap(readProfile),
    E.mapLeft((faults) =>
      faults.map(({ pointer, expected }) => ({
        pointer: pointer === '' ? whole : pointer.startsWith(whole) ? pointer : `${whole} ${pointer}`,
        expected,
      })),
    ),
  );

/** The profile that the setting PROFILE names or holds; the default one where it is absent. Reports all faults at once. */
export const loadProfile = (setting: string | undefined): E.Either<readonly Violation[], Profile> =>
  setting === undefined ? readProfile(undefined) : pipe(textOf(setting), E.flatMap(decode));
