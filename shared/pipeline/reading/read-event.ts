import * as E from 'fp-ts/Either';
import { underPointer, type Violation } from '../../codec/violation';
import { type Opened, type Origin, type Unopened } from '../../envelopes/envelope';
import { type Opening } from '../../envelopes/open';
import { type Format, type SkipReason } from '../../formats/format';
import { listsFrom } from '../../profile/rules-for';
import { chooseFormat, mismatch } from './choose-format';
import { exceedsItemLimit, maxItems } from './item-limit';
import { type Interruptible } from '../in-turns';
import { mergeDuplicates, type KeyedReading, type LeftOut, type Reading } from './merge-duplicates';
import { nameAsKept, type Planned, type Provenance } from '../outcome';
import { readPayload, type Ready, type ReadingEnvironment } from './read-payload';
import { formatRefused, senderNamed, sourceOf } from '../sender-rights';
import { type Sender } from '../../profile/sender';

/** An event as a trigger hands it over: the parsed body, and what its channel knows of it. */
export interface Received {
  readonly intakeId: string;
  readonly origin: Origin;
  /** Name of the sender, where it is one of the profile; then its rules hold for the event. */
  readonly sender?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The text of a body that came on a queue, so that it can be kept as it came. */
  readonly text?: string;
  readonly receivedAt: Date;
  /** For a part of an array: how many items of the whole come before it. */
  readonly firstItem?: number;
  /** Name of the format, where the sender or the channel gives it; null to detect it. */
  readonly format: string | null;
}

/** An event that was taken in before, to be read anew under its first ids. */
export const receivedAgain = (
  provenance: Provenance,
  body: unknown,
  format: string | null = null,
): Received => ({
  intakeId: provenance.intakeId,
  origin: {
    eventId: provenance.eventId,
    source: provenance.source,
    type: provenance.eventType,
    time: provenance.eventTime,
  },
  sender: provenance.sender,
  headers: {},
  body,
  receivedAt: new Date(provenance.receivedAt),
  format,
});

const provenance =
  (event: Received, senders: readonly Sender[] = []) =>
  (origin: Origin, format: string | null, place: string): Provenance => ({
    eventId: nameAsKept(origin.eventId),
    intakeId: event.intakeId,
    source: nameAsKept(sourceOf(origin.source, event.sender, senders)),
    ...(event.sender === undefined ? {} : { sender: event.sender }),
    eventType: origin.type === null ? null : nameAsKept(origin.type),
    eventTime: origin.time === null ? null : nameAsKept(origin.time),
    format,
    place: nameAsKept(place),
    receivedAt: event.receivedAt.toISOString(),
  });

/** The provenance of an event as a whole. */
export const provenanceOfEvent = (event: Received): Provenance => provenance(event)(event.origin, null, '');

const unreadable = (code: string, text: string, violations: readonly Violation[] = []): SkipReason => ({
  code,
  text,
  violations,
  unreadable: true,
});

/** A sender that polls does nothing wrong with an empty list, but it is reported, as everything is. */
const emptyList: SkipReason = {
  ...unreadable('envelope-empty', 'it holds an empty list'),
  unreadable: false,
};

const plannedAs = (
  from: (inside: string) => Provenance,
  { place, indicator, saidAt, item, endUnsaid, end }: Ready,
): Planned => ({
  provenance: from(place),
  indicator,
  ...(saidAt === undefined ? {} : { saidAt }),
  ...(item === undefined ? {} : { item }),
  ...(endUnsaid ? { endUnsaid } : {}),
  ...(end === undefined ? {} : { end }),
});

function* readOpened(
  environment: ReadingEnvironment,
  event: Received,
  { own, opened: { origin, place, payload } }: { readonly own: readonly Format[]; readonly opened: Opened },
): Interruptible<KeyedReading> {
  const { senders } = environment.profile;
  const sender = senderNamed(environment.profile, event.sender);
  const isList = origin.isList === true || listsFrom(environment.profile, origin.source);
  // Without custom formats the list itself is used, since look-ups in it are prepared once for each list.
  const formats = own.length === 0 ? environment.formats : [...own, ...environment.formats];
  const candidates = { formats, environment, named: event.format, isList };
  const format = yield* chooseFormat(candidates, payload);
  const refuseWhole = (name: string | null, reason: SkipReason): KeyedReading => ({
    found: [],
    left: [
      {
        provenance: provenance(event, senders)(origin, name, place),
        reason: { ...reason, violations: reason.violations.map(underPointer(place)) },
      },
    ],
  });
  if (E.isLeft(format)) return refuseWhole(null, format.left);
  const { name } = format.right;
  const refused = formatRefused(sender, name);
  if (refused !== undefined) return refuseWhole(name, refused);
  const from = { source: origin.source, sender };
  const read = yield* readPayload(environment, format.right, { from, payload });
  const misnamed = yield* mismatch(candidates, format.right, { payload, read });
  if (misnamed !== undefined) return refuseWhole(name, misnamed);
  if (read.ready.length + read.skipped.length === 0) return refuseWhole(name, emptyList);
  const whole = provenance(event, senders)(origin, name, place);
  const at = (inside: string): Provenance => ({
    ...whole,
    place: nameAsKept(`${place}${inside}`),
  });
  return {
    found: read.ready.map((ready) => ({ key: ready.key, planned: plannedAs(at, ready) })),
    left: read.skipped.map(({ place: inside, reason, withdrawn }) => ({
      provenance: at(inside),
      reason: { ...reason, violations: reason.violations.map(underPointer(place)) },
      ...(withdrawn.length === 0 ? {} : { withdrawn: withdrawn.map((ready) => plannedAs(at, ready)) }),
    })),
  };
}

const readUnopened =
  (event: Received, senders: readonly Sender[]) =>
  ({ origin, place, code, text, harmless = false }: Unopened): LeftOut => ({
    provenance: provenance(event, senders)(origin, null, place),
    reason: harmless
      ? { ...unreadable(code, text), unreadable: false }
      : unreadable(code, text, [{ pointer: place, expected: text }]),
  });

const tooManyText = ({ body }: Received): string =>
  `at most ${maxItems} items in one event${Array.isArray(body) ? '; over HTTP an array or lines of JSON may have as many as FEED_MAX_LINES says' : ''}`;

export const tooMany = (event: Received): Reading => ({
  found: [],
  left: [
    {
      provenance: provenanceOfEvent(event),
      reason: unreadable('too-many-items', tooManyText(event)),
    },
  ],
});

/** The items are counted before any is read; if there are too many, reading would be wasted. */
export const isTooMuch = ({ opened, unopened }: Opening): boolean =>
  opened.length + unopened.length > maxItems || opened.some(({ payload }) => exceedsItemLimit(payload));

/** Reads what was opened. `own` holds, by index, the formats that are tried first with that payload alone. */
export function* readOpening(
  environment: ReadingEnvironment,
  event: Received,
  { opening, own = [] }: { readonly opening: Opening; readonly own?: readonly (readonly Format[])[] },
): Interruptible<Reading> {
  if (isTooMuch(opening)) return tooMany(event);
  const { opened, unopened } = opening;
  const readings: KeyedReading[] = [];
  for (const [index, one] of opened.entries()) {
    yield;
    readings.push(yield* readOpened(environment, event, { own: own[index] ?? [], opened: one }));
  }
  const found = readings.flatMap((reading) => reading.found);
  const left = [
    ...readings.flatMap((reading) => reading.left),
    ...unopened.map(readUnopened(event, environment.profile.senders)),
  ];
  yield;
  return found.length + left.length > maxItems ? tooMany(event) : mergeDuplicates({ found, left });
}
