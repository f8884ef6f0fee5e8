import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readMessageText } from '../../shared/envelopes/message-text';
import { formats } from '../../shared/formats';
import { observablesOf } from '../../shared/indicator/observable';
import { readAtOnce } from '../pipeline/read-at-once';
import { profileWith } from '../pipeline/profiles';

/** What came of one sample file: its formats, how many indicators by the kind they are known by, and reasons by code. */
export interface Came {
  readonly formats: readonly string[];
  readonly taken: Readonly<Record<string, number>>;
  readonly left: Readonly<Record<string, number>>;
}

const now = (): Date => new Date('2026-11-23T12:00:00.000Z');

const tally = (names: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

/** A raw request: headers up to the first empty line, then the body. */
const request = (
  text: string,
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } => {
  const [head = '', ...rest] = text.split(/\r?\n\r?\n/);
  const headers = head
    .split(/\r?\n/)
    .slice(1)
    .map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]);
  return {
    headers: Object.fromEntries(headers) as Readonly<Record<string, string>>,
    body: rest.join('\n\n'),
  };
};

/** Reads one sample as the gateway would, with the default profile. */
export const outcomeOf = (folder: string, file: string): Came => {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const { headers, body } = file.endsWith('.http') ? request(text) : { headers: {}, body: text };
  const decoded = readMessageText(body);
  const event = {
    intakeId: 'intake',
    origin: { eventId: 'event', source: 'sample', type: null, time: null },
    headers,
    body: decoded._tag === 'Right' ? decoded.right : body,
    receivedAt: now(),
    format: null,
  };
  const environment = { formats, now, identityScope: 'samples', profile: profileWith() };
  const { found, left } = readAtOnce(environment)(event);
  const named = [...found, ...left].flatMap(({ provenance }) => provenance.format ?? []);
  return {
    formats: [...new Set(named)].sort(),
    taken: tally(found.map(({ indicator }) => observablesOf(indicator)[0]?.kind ?? 'none')),
    left: tally(left.map(({ reason }) => reason.code)),
  };
};
