import { under, type Violation } from '../codec/violation';
import { type Opened, type Origin, type Unopened } from '../envelopes/envelope';
import { open } from '../envelopes/open';
import { type Format, type SkipReason } from '../formats/format';
import { identify } from '../indicator/identity';
import { brief, type Planned, type Provenance } from './outcome';
import { type Environment } from './ports';

/** An event as a trigger hands it over: a parsed body and what its channel knows of it. */
export interface Received {
  readonly intakeId: string;
  readonly origin: Origin;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly receivedAt: Date;
}

/** Something in the event that did not become an indicator. */
export interface Left {
  readonly provenance: Provenance;
  readonly reason: SkipReason;
}

/** What an event came to: found + left = items in. */
export interface Reading {
  readonly found: readonly Planned[];
  readonly left: readonly Left[];
}

type ReadingEnvironment = Pick<Environment, 'formats' | 'now' | 'identityScope'>;

/** A sender's names, however long, leave room for the rest of an outcome in a queue message. */
const longestName = 256;

const provenance =
  (event: Received) =>
  (origin: Origin, format: string | null, place: string): Provenance => ({
    eventId: brief(origin.eventId, longestName),
    intakeId: event.intakeId,
    source: brief(origin.source, longestName),
    eventType: origin.type === null ? null : brief(origin.type, longestName),
    eventTime: origin.time === null ? null : brief(origin.time, longestName),
    format,
    place: brief(place, longestName),
    receivedAt: event.receivedAt.toISOString(),
  });

const unreadable = (code: string, text: string, violations: readonly Violation[] = []): SkipReason => ({
  code,
  text,
  violations,
  unreadable: true,
});

const tried = (formats: readonly Format[]): string =>
  `an event of a known format; tried ${formats.map(({ name, expects }) => `${name} (${expects})`).join(', ')}`;

const readPayload =
  ({ formats, now, identityScope }: ReadingEnvironment, event: Received) =>
  ({ origin, place, payload }: Opened): Reading => {
    const format = formats.find((candidate) => candidate.recognises(payload));
    if (format === undefined) {
      return {
        found: [],
        left: [
          {
            provenance: provenance(event)(origin, null, place),
            reason: unreadable('format-unknown', tried(formats)),
          },
        ],
      };
    }
    const from = (inside: string): Provenance => provenance(event)(origin, format.name, `${place}${inside}`);
    const intake = format.read(payload, now);
    return {
      found: intake.found.map((found) => ({
        provenance: from(found.place),
        indicator: identify(identityScope)(found.indicator),
      })),
      left: intake.skipped.map((skipped) => ({
        provenance: from(skipped.place),
        reason: { ...skipped.reason, violations: skipped.reason.violations.map(under(place)) },
      })),
    };
  };

const readUnopened =
  (event: Received) =>
  ({ origin, place, code, text }: Unopened): Left => ({
    provenance: provenance(event)(origin, null, place),
    reason: unreadable(code, text, [{ pointer: place, expected: text }]),
  });

/** Most items in one event: 1 MiB of `[{…},1,1,1,…` would else make hundreds of MiB of outcomes. */
export const mostItems = 10_000;

const tooMany = (event: Received): Reading => ({
  found: [],
  left: [
    {
      provenance: provenance(event)(event.origin, null, ''),
      reason: unreadable('too-many-items', `at most ${mostItems} items in one event`),
    },
  ],
});

/** Opens the envelopes, finds each payload's format and reads it. Pure; never fails: what it cannot read is `left`. */
export const readEvent =
  (environment: ReadingEnvironment) =>
  (event: Received): Reading => {
    const { opened, unopened } = open(event.body, event.headers, event.origin);
    const readings = opened.map(readPayload(environment, event));
    const found = readings.flatMap((reading) => reading.found);
    const left = [...readings.flatMap((reading) => reading.left), ...unopened.map(readUnopened(event))];
    return found.length + left.length > mostItems ? tooMany(event) : { found, left };
  };
