// Over two hundred lines: what an outcome holds, how much of it, and how each kind is made.
import { cut } from '../codec/text';
import { type Violation } from '../codec/violation';
import { noRequestIds, type RequestIds } from '../failure';
import { type Indicator } from '../indicator/indicator';
import { observablesOf, type Observable } from '../indicator/observable';

export const outcomeStates = [
  'created',
  'updated',
  'revoked',
  'duplicate',
  'rejected',
  'skipped',
  'deferred',
  'parked',
] as const;

export type State = (typeof outcomeStates)[number];

/** Where an indicator came from: enough to find it again in the sender's own event. */
export interface Provenance {
  readonly eventId: string;
  /** Id of the invocation that took the event in; the same on every outcome of one call or message. */
  readonly intakeId: string;
  /** The source in the envelope; where a sender of the profile sent it, preceded by that sender's name. */
  readonly source: string;
  /** Name of the sender in the profile; absent where none is known. */
  readonly sender?: string;
  readonly eventType: string | null;
  readonly eventTime: string | null;
  /** Name of the format that read it; null when none did. */
  readonly format: string | null;
  /** JSON pointer into the body as it arrived. */
  readonly place: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
}

export interface Reason {
  /** Stable; docs/outcomes.md lists all with cause and remedy. */
  readonly code: string;
  readonly text: string;
  readonly violations: readonly Violation[];
  /** The destination's own error code and HTTP status, where it gave them. */
  readonly destinationCode: string | null;
  readonly status: number | null;
}

/** What became of one indicator at one destination. `destination` is null where it never got as far as one. */
export interface Outcome extends Provenance {
  readonly destination: string | null;
  readonly externalId: string | null;
  readonly observable: Observable | null;
  readonly state: State;
  /** The id that the destination gave. */
  readonly id: string | null;
  readonly reason: Reason | null;
  readonly requestIds: RequestIds;
  /** 1 for the first try. */
  readonly attempt: number;
  /** For `parked`: the id of what is kept. */
  readonly parkedAs: string | null;
  readonly settledAt: string;
}

/** An indicator on its way to a destination. */
export interface Planned {
  readonly provenance: Provenance;
  /** Where `isActive` is false, it is taken back. */
  readonly indicator: Indicator;
  /** When its source said it, where the event gives a time for each (ISO 8601, UTC). Absent: the time of the event. */
  readonly saidAt?: string | undefined;
  /** The end that its source gives, where that is later than the expiry asked for (ISO 8601, UTC). */
  readonly end?: string | undefined;
  /** The source's own id of the thing that says it. */
  readonly item?: string | undefined;
  /**
   * `everyone`: takes back what any source said of it until then. `named`: takes back what the ledger knows this source to have
   * said, and nothing where it knows nothing.
   */
  readonly takesBack?: 'everyone' | 'named' | undefined;
  /** In a job for a shadow: the outcome at the shadowed destination. */
  readonly expected?: { readonly state: State; readonly code: string | null } | undefined;
  /**
   * Names of its successors that had it too and decided on it by their own routes; it is not handed over to these. Absent: none
   * did.
   */
  readonly decidedAt?: readonly string[] | undefined;
  /** true: its source gives no end, so the profile's holds. Known only while its event is read. */
  readonly endUnsaid?: boolean | undefined;
}

const maxText = 500;
const maxValue = 1024;
const maxViolations = 20;

/** What a record must not hold, or might not. All surrogates, whole pairs included, are left to the slower way. */
const suspect = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;

/** A text cut to `most` UTF-16 units, never within a character, and without control characters and lone surrogates. */
export const brief = (text: string, most: number): string => {
  if (text.length <= most && !suspect.test(text)) return text;
  const short = text.length > most ? `${cut(text, most - 1)}…` : text;
  return short.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
};

/** A sender's names, however long, leave room for the rest of an outcome in a queue message. */
const maxName = 256;

/** The id of an event, a source or another name as what is kept has it. */
export const nameAsKept = (name: string): string => brief(name, maxName);

/** What an indicator looks for, as outcomes have it. */
export const valueAsKept = (value: string): string => brief(value, maxValue);

const maxCode = 100;

const briefOrNull = (text: string | null): string | null => (text === null ? null : brief(text, maxCode));

const briefIds = ({ request, client }: RequestIds): RequestIds => ({
  request: briefOrNull(request),
  client: briefOrNull(client),
});

/**
 * The most violations in one event, with at least one for each outcome. Ten thousand wrong items with twenty each would make an
 * answer of 25 MB.
 */
const maxInEvent = 10_000;

/** The most violations that each of so many outcomes of one event may have. */
export const violationsEach = (outcomes: number): number =>
  Math.min(maxViolations, Math.max(1, Math.floor(maxInEvent / Math.max(outcomes, 1))));

export const reason = (
  code: string,
  text: string,
  more: Partial<Pick<Reason, 'violations' | 'destinationCode' | 'status'>> = {},
): Reason => ({
  code,
  text: brief(text, maxText),
  violations: (more.violations ?? []).slice(0, maxViolations),
  destinationCode: briefOrNull(more.destinationCode ?? null),
  status: more.status ?? null,
});

export interface Stamp {
  readonly attempt: number;
  readonly settledAt: string;
}

const knownBy = (indicator: Indicator): Observable | null => {
  const [first] = observablesOf(indicator);
  return first === undefined ? null : { kind: first.kind, value: valueAsKept(first.value) };
};

/** The part of an outcome that depends on more than its provenance and its stamp. */
type Fate = Omit<Outcome, keyof Provenance | keyof Stamp>;

/** A single literal: an object composed by spreading takes several times as long to make and to write. */
const withoutSender = (from: Provenance, fate: Fate, stamp: Stamp): Outcome => ({
  eventId: from.eventId,
  intakeId: from.intakeId,
  source: from.source,
  eventType: from.eventType,
  eventTime: from.eventTime,
  format: from.format,
  place: from.place,
  receivedAt: from.receivedAt,
  destination: fate.destination,
  externalId: fate.externalId,
  observable: fate.observable,
  state: fate.state,
  id: fate.id,
  reason: fate.reason,
  requestIds: fate.requestIds,
  parkedAs: fate.parkedAs,
  attempt: stamp.attempt,
  settledAt: stamp.settledAt,
});

/** Without a sender the member is missing. */
const outcomeFrom = (from: Provenance, fate: Fate, stamp: Stamp): Outcome => {
  const outcome = withoutSender(from, fate, stamp);
  return from.sender === undefined ? outcome : Object.assign(outcome, { sender: from.sender });
};

const nobody = { destination: null, externalId: null, observable: null, id: null, requestIds: noRequestIds };

/** The outcome of something that never became an indicator: skipped, or parked where it has no sender to tell. */
export const leftOut = (
  provenance: Provenance,
  result: { readonly state: 'skipped' | 'parked'; readonly why: Reason; readonly parkedAs?: string | null },
  stamp: Stamp,
): Outcome => {
  const { state, why, parkedAs = null } = result;
  return outcomeFrom(provenance, { ...nobody, state, reason: why, parkedAs }, stamp);
};

/** The part of an outcome that depends on more than the indicator, too. */
type OutcomeResult = Pick<Outcome, 'destination' | 'state' | 'id' | 'reason' | 'requestIds' | 'parkedAs'>;

const outcomeOf = ({ provenance, indicator }: Planned, result: OutcomeResult, stamp: Stamp): Outcome =>
  outcomeFrom(
    provenance,
    {
      destination: result.destination,
      externalId: brief(indicator.externalId, maxValue),
      observable: knownBy(indicator),
      state: result.state,
      id: result.id,
      reason: result.reason,
      requestIds: briefIds(result.requestIds),
      parkedAs: result.parkedAs,
    },
    stamp,
  );

/** The identity of an indicator, as it stands in its outcomes. */
export const outcomeIdOf = ({ indicator }: Planned): string => brief(indicator.externalId, maxValue);

interface ResultAt<A extends State> {
  readonly destination: string;
  readonly state: A;
}

type NotCreated = ResultAt<Exclude<State, 'created' | 'updated' | 'revoked' | 'duplicate'>> & {
  readonly why: Reason;
  readonly parkedAs?: string | null;
  readonly requestIds?: RequestIds;
};

/** The outcome of an indicator that is not, or not yet, at a destination. */
export const notCreated = (planned: Planned, result: NotCreated, stamp: Stamp): Outcome => {
  const { destination, state, why, parkedAs = null, requestIds = noRequestIds } = result;
  return outcomeOf(planned, { destination, state, id: null, reason: why, requestIds, parkedAs }, stamp);
};

/** The outcome of an indicator that goes to no destination. */
export const unrouted = (planned: Planned, why: Reason, stamp: Stamp): Outcome =>
  outcomeOf(
    planned,
    { destination: null, state: 'skipped', id: null, reason: why, requestIds: noRequestIds, parkedAs: null },
    stamp,
  );

type Held = ResultAt<'created' | 'updated' | 'revoked' | 'duplicate' | 'skipped'> & {
  readonly id: string;
  readonly why: Reason | null;
  readonly requestIds: RequestIds;
};

/** The outcome of an indicator that the destination holds, or held, under `id`. */
export const held = (planned: Planned, result: Held, stamp: Stamp): Outcome => {
  const { destination, state, why, requestIds } = result;
  const id = brief(result.id, maxValue);
  return outcomeOf(planned, { destination, state, id, reason: why, requestIds, parkedAs: null }, stamp);
};
