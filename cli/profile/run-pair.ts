import path from 'node:path';
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { dateTime } from '../../shared/codec/date-time';
import { list, maybe, or, section } from '../../shared/codec/document';
import { violations } from '../../shared/codec/violation';
import { type Reading } from '../../shared/pipeline/reading/merge-duplicates';
import { listDifferencesOf } from './differences';
import { jsonFile, type Fault } from './json-file';
import { eventIn, profileIn, readOffline } from './read-offline';
import { routedRows, type RoutedRow } from './routed-rows';

/** A body, and the file that says what should come of it. */
export interface Pair {
  readonly body: string;
  readonly expected: string;
}

/** Of `found` and `skipped` only the named members are compared; their numbers always are. */
const expectation = section({
  /** The profile's path, relative to this file. */
  profile: or(t.string, ''),
  format: or(t.string, ''),
  /** The time at which the body is received, since its indicators may have expired by now. */
  now: or(dateTime, ''),
  found: list(t.UnknownRecord),
  skipped: list(t.UnknownRecord),
  /** Where each indicator goes, in order, one row for each destination; not compared where it is left out. */
  routed: maybe(list(t.UnknownRecord)),
});

type Expectation = t.TypeOf<typeof expectation>;

const differencesOf = (
  { found, skipped, routed }: Expectation,
  reading: Reading,
  rows: readonly RoutedRow[],
) => [
  ...(routed === undefined ? [] : listDifferencesOf(routed, rows, '/routed')),
  ...listDifferencesOf(
    found,
    reading.found.map(({ indicator }) => indicator),
    '/found',
  ),
  ...listDifferencesOf(
    skipped,
    reading.left.map(({ provenance: { place, format }, reason: { code, text } }) => ({
      place,
      format,
      code,
      text,
    })),
    '/skipped',
  ),
];

export interface Setup {
  /** The app's folder. */
  readonly folder: string;
  /** The profile of pairs that name none. */
  readonly profile: string | undefined;
  readonly now: Date;
}

/** What is wrong with one pair: with what it names, or with what came of its body. */
export const runPair = async (setup: Setup, { body, expected }: Pair): Promise<readonly Fault[]> => {
  const file = jsonFile(expected);
  if (E.isLeft(file)) return [file.left];
  const { document, faultAt } = file.right;
  const decoded = expectation.decode(document);
  if (E.isLeft(decoded))
    return violations(decoded.left).map((fault) => faultAt(fault.pointer, fault.expected));
  const wanted = decoded.right;
  const own = wanted.profile === '' ? undefined : path.resolve(path.dirname(expected), wanted.profile);
  const named = own ?? setup.profile;
  if (named === undefined)
    return [faultAt('', 'the member profile, the path of a profile from this file, or --profile')];
  const profile = profileIn(setup.folder, named);
  if (E.isLeft(profile)) return profile.left;
  const format = wanted.format === '' ? null : wanted.format;
  const now = wanted.now === '' ? setup.now : new Date(wanted.now);
  const asked = { profile: profile.right, file: body, format, now };
  const reading = await readOffline(asked, eventIn(asked));
  const rows = routedRows(profile.right, now, reading);
  return differencesOf(wanted, reading, rows).map((fault) => faultAt(fault.pointer, fault.expected));
};
