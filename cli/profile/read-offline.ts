import path from 'node:path';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { parseJsonText } from '../../shared/envelopes/json-text';
import { evaluateInPlace } from '../../shared/expressions/evaluate-in-place';
import { formats } from '../../shared/formats';
import { read } from '../../shared/pipeline/reading/read';
import { type Reading } from '../../shared/pipeline/reading/merge-duplicates';
import { type Received } from '../../shared/pipeline/reading/read-event';
import { readProfile, type Profile } from '../../shared/profile/profile';
import { withWarningLists } from '../../functions/setup/warning-list-files';
import { Failure } from '../failure';
import { faultsOfProfile } from './faults-of-profile';
import { jsonFile, textOfFile, type Fault } from './json-file';

/** The profile in a file, or the one of all defaults. `folder` is the app's folder, against which warning lists are named. */
export const profileIn = (folder: string, file: string | undefined): E.Either<readonly Fault[], Profile> => {
  if (file === undefined) return E.mapLeft(() => [])(readProfile(undefined));
  const read = jsonFile(file);
  if (E.isLeft(read)) return E.left([read.left]);
  const { document, faultAt } = read.right;
  const faults = faultsOfProfile(folder, document);
  return pipe(
    withWarningLists(folder)(document),
    E.flatMap(readProfile),
    E.filterOrElse(
      () => faults.length === 0,
      () => faults,
    ),
    E.mapLeft(() => faults.map(({ pointer, expected }) => faultAt(pointer, expected))),
  );
};

/** The body in a file, as an HTTP request would bring it: JSON, lines of JSON or, where the name does not say .json, text. */
const bodyIn = (file: string): unknown => {
  const text = textOfFile(file);
  const parsed = parseJsonText(text);
  if (E.isRight(parsed)) return parsed.right;
  if (path.extname(file) !== '.json') return text;
  throw new Failure(`${file} is no JSON`, 'name a file of other text otherwise, such as .txt');
};

export interface Asked {
  readonly profile: Profile;
  readonly file: string;
  /** The format, as in `?format=`; null to detect it. */
  readonly format: string | null;
  readonly now: Date;
}

/** The event in a file; nobody looks at its provenance. */
export const eventIn = ({ file, format, now }: Asked): Received => ({
  intakeId: 'offline',
  origin: { eventId: 'offline', source: 'http', type: null, time: null },
  headers: path.extname(file).toLowerCase() === '.csv' ? { 'content-type': 'text/csv' } : {},
  body: bodyIn(file),
  receivedAt: now,
  format,
});

/** What the gateway would make of an event, by its formats, envelopes, profile and guard, without settings or storage. */
export const readOffline = async ({ profile, now }: Asked, event: Received): Promise<Reading> => {
  const environment = { formats, now: () => now, identityScope: '', profile, evaluate: evaluateInPlace };
  const reading = await read(environment)(event)();
  if (E.isLeft(reading)) throw new Failure('the expressions could not be evaluated', 'try again');
  return reading.right;
};
