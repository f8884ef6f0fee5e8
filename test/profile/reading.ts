import { formats } from '../../shared/formats';
import { read } from '../../shared/pipeline/reading/read';
import { type Reading } from '../../shared/pipeline/reading/merge-duplicates';
import { type Received } from '../../shared/pipeline/reading/read-event';
import { readProfile, type Profile } from '../../shared/profile/profile';
import { evaluateInProcesses } from '../expressions/pool-of-processes';
import { rightOf } from '../pipeline/right-of';

export const now = new Date('2026-01-01T00:00:00.000Z');

export const profileOf = (document?: unknown): Profile => rightOf(readProfile(document));

/** An event as an HTTP trigger would hand it over; `format` is what its sender names. */
export const eventOf = (body: unknown, format: string | null = null): Received => ({
  intakeId: 'intake-1',
  origin: { eventId: 'event-1', source: 'http', type: null, time: null },
  headers: {},
  body,
  receivedAt: now,
  format,
});

export const evaluate = evaluateInProcesses();

/** Reads a body as a deployment with this profile does. */
export const readWith = async (
  profile: Profile,
  body: unknown,
  format: string | null = null,
): Promise<Reading> =>
  rightOf(
    await read({ formats, now: () => now, identityScope: 'test', profile, evaluate })(
      eventOf(body, format),
    )(),
  );

export const foundIn = ({ found }: Reading) => found.map(({ indicator }) => indicator);

export const leftIn = ({ left }: Reading) =>
  left.map(({ provenance: { place, format }, reason: { code, violations } }) => ({
    place,
    format,
    code,
    violations,
  }));
