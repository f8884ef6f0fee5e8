import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import { type TiIndicator } from '../../codec/ti-indicator';
import {
  leave,
  skippedFor,
  type Format,
  type Found,
  type Intake,
  type SkipReason,
  type Skipped,
} from '../../formats/format';
import { guardDangerOf } from '../../indicator/guard/guard';
import { type Danger } from '../../indicator/guard/judge';
import { externalIdOf } from '../../indicator/identity';
import { type Indicator } from '../../indicator/indicator';
import { momentOf } from '../../indicator/moment';
import { observablesOf } from '../../indicator/observable';
import { isTakenBack } from '../../indicator/taken-back';
import { stricterTlp, tlpInTags } from '../../indicator/tlp';
import { complete, type DraftSource } from './complete';
import { type Interruptible } from '../in-turns';
import { type Environment } from '../ports';
import { actionRefused } from '../sender-rights';
import { tlpAround } from './tlp-around';

export type ReadingEnvironment = Pick<Environment, 'formats' | 'now' | 'identityScope' | 'profile'>;

/** A found indicator, complete and past the guard. */
export interface Ready {
  readonly place: string;
  readonly indicator: Indicator;
  /** When its source said it (ISO 8601, UTC); undefined: the time of the event. */
  readonly saidAt: string | undefined;
  /** The end that its source gives, where the profile gives it a shorter life. */
  readonly end: string | undefined;
  /** The source's own id of the thing that says it. */
  readonly item: string | undefined;
  /** true: its source gives no end. */
  readonly endUnsaid: boolean;
  /** The same for the same observables under the same key of a sender. */
  readonly key: string;
}

/** What was left, and what its source no longer supports. */
export interface Left {
  readonly place: string;
  readonly reason: SkipReason;
  readonly withdrawn: readonly Ready[];
}

export interface ReadPayload {
  /** How many indicators the format found, including those that were then left. */
  readonly found: number;
  readonly ready: readonly Ready[];
  readonly skipped: readonly Left[];
}

const refusedByGuard = (place: string, { code, text }: Danger): Skipped => {
  const { reason } = leave(place, code, text);
  return skippedFor(place, { ...reason, endangers: true });
};

/** A tag may be stricter than the level beside it. The decoder made this indicator anew, so it may be changed. */
const heedTags = (indicator: TiIndicator): TiIndicator => {
  const tlpLevel = stricterTlp(indicator.tlpLevel, tlpInTags(indicator.tags ?? []));
  return tlpLevel === indicator.tlpLevel ? indicator : Object.assign(indicator, { tlpLevel });
};

const laterEnd = (stated: unknown, { expirationDateTime }: TiIndicator): string | undefined => {
  const end = momentOf(stated);
  return end !== undefined && Date.parse(end) > Date.parse(expirationDateTime) ? end : undefined;
};

/** A draft with the TLP of all that it stands in. */
const markedBy =
  (around: (place: string) => readonly string[]) =>
  (found: Found): Found => {
    if (found._tag === 'Whole') return found;
    const { tlp = [] } = found.draft;
    const more = around(found.place).filter((level) => !tlp.includes(level));
    return more.length === 0 ? found : { ...found, draft: { ...found.draft, tlp: [...tlp, ...more] } };
  };

/** Completes one find and lets the guard judge it. */
const prepare = ({ profile, now, identityScope }: ReadingEnvironment, from: DraftSource) => {
  const completed = complete(profile, now, from);
  return (found: Found): E.Either<Skipped, Ready> =>
    pipe(
      found._tag === 'Draft' ? completed(found) : E.right(found.indicator),
      E.flatMap((read) => {
        const indicator = heedTags(read);
        const observables = observablesOf(indicator);
        const isGoing = isTakenBack(indicator);
        // A take-back hurts nobody, whatever it names.
        const danger = isGoing
          ? undefined
          : guardDangerOf(indicator, profile.guard, { observables, isNative: found._tag === 'Whole' });
        if (danger !== undefined) return E.left(refusedByGuard(found.place, danger));
        const refused = isGoing ? undefined : actionRefused(from.sender, found.place, indicator);
        if (refused !== undefined) return E.left(refused);
        const computed = externalIdOf(identityScope, indicator, observables);
        const { externalId = computed } = indicator;
        return E.right({
          place: found.place,
          // The decoder made it anew, so it may be changed: copying a dozen members takes as long as a hash.
          indicator: Object.assign(indicator, { externalId }),
          key: `${computed} ${externalId === computed ? '' : externalId} ${isGoing}`,
          saidAt: found._tag === 'Draft' ? momentOf(found.draft.saidAt) : undefined,
          end: found._tag === 'Draft' ? laterEnd(found.draft.expires, indicator) : undefined,
          item: found._tag === 'Draft' ? found.draft.item : undefined,
          endUnsaid: found._tag === 'Draft' && momentOf(found.draft.expires) === undefined,
        });
      }),
    );
};

const going = (found: Found): Found =>
  found._tag === 'Draft'
    ? { ...found, draft: { ...found.draft, revoked: true } }
    : { ...found, indicator: { ...found.indicator, isActive: false } };

/**
 * Whether a judgement is about the value itself, as calling it harmless is. An end or a mark belongs to one thing, and another
 * may say otherwise.
 */
const isOfValue = ({ code }: SkipReason): boolean => code === 'called-benign';

/** What is left, with what its source takes back by it. */
const leftBy =
  (prepareOne: (found: Found) => E.Either<Skipped, Ready>) =>
  ({ place, reason, withdraws = [] }: Skipped): Left => {
    const withdrawn = withdraws
      .map((found) => prepareOne(going(found)))
      .flatMap((ready) => (E.isRight(ready) ? [ready.right] : []))
      .map((ready) => (isOfValue(reason) ? { ...ready, item: undefined } : ready));
    return { place, reason, withdrawn };
  };

/** So many finds take a fraction of a turn. Asking after each of them would cost more than it saves. */
const findsAtOnce = 50;

/** Reads one payload in one format: what is ready to be planned, and what was left, with reasons. */
export function* readPayload(
  environment: ReadingEnvironment,
  format: Format,
  { from, payload }: { readonly from: Omit<DraftSource, 'format'>; readonly payload: unknown },
): Interruptible<ReadPayload> {
  const { formats, now, profile } = environment;
  const options = {
    now,
    takeSuspicious: profile.take.suspicious,
    takeObserved: profile.take.observed,
    takeFreeText: profile.take.freeText,
  };
  const intake: Intake = format.read(payload, options);
  const prepareOne = prepare(environment, { ...from, format: format.name });
  // The places of a custom format count what its mapping gave, and are none in the payload.
  const marked = markedBy(formats.includes(format) ? tlpAround(payload) : () => []);
  const prepared: E.Either<Skipped, Ready>[] = [];
  for (const [index, found] of intake.found.entries()) {
    if (index % findsAtOnce === 0) yield;
    prepared.push(prepareOne(marked(found)));
  }
  const { left, right } = RA.separate(prepared);
  const skipped: Left[] = [];
  const withdrawal = leftBy(prepareOne);
  for (const [index, one] of [...intake.skipped, ...left].entries()) {
    if (index % findsAtOnce === 0) yield;
    skipped.push(withdrawal(one));
  }
  return { found: intake.found.length, ready: right, skipped };
}
