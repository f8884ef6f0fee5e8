import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type * as t from 'io-ts';
import { expectedSize } from '../../codec/size';
import { anySizeTiIndicatorCodec, type TiIndicator, type TiIndicatorCodec } from '../../codec/ti-indicator';
import { underPointer, violations } from '../../codec/violation';
import {
  foundDraft,
  leave,
  refuse,
  skippedFor,
  withdraw,
  type Draft,
  type FoundDraft,
  type Skipped,
} from '../../formats/format';
import { fitTexts } from '../../indicator/fit-texts';
import { judgementOf } from '../../indicator/judgement';
import { momentOf } from '../../indicator/moment';
import { type Members } from '../../indicator/normalise';
import { observableKindOf } from '../../indicator/observable-kind';
import { isTlpTag, strictestTlp, type TlpLevel } from '../../indicator/tlp';
import { type Profile } from '../../profile/profile';
import { type Sender } from '../../profile/sender';
import { rulesFor } from '../../profile/rules-for';
import { confidenceOf, severityOf } from '../../profile/scores';
import { textsOfDraft, type DraftTexts } from './draft-texts';
import { observedMembers } from './observed-members';
import { threatTypeOf } from './threat-type';

/** Where a draft comes from, for the rules of the profile. */
export interface DraftSource {
  readonly format: string;
  readonly source: string;
  readonly sender?: Sender | undefined;
}

const day = 24 * 3600 * 1000;

/** The end that the source gives, limited by the profile's maximum; without one, now and the days for its kind. */
const expiryOf = (
  stated: unknown,
  members: Members,
  { profile: { expiryDays, maxExpiryDays }, now }: { readonly profile: Profile; readonly now: Date },
): string => {
  const kind = observableKindOf(Object.keys(members));
  const moment = momentOf(stated);
  const wanted = moment === undefined ? now.getTime() + expiryDays[kind] * day : Date.parse(moment);
  return new Date(Math.min(wanted, now.getTime() + maxExpiryDays * day)).toISOString();
};

/** What completes a draft; it is the same for all drafts of a payload. */
interface Completion {
  readonly profile: Profile;
  readonly from: DraftSource;
  readonly rules: Pick<Profile, 'defaults' | 'tags'>;
  readonly codec: TiIndicatorCodec;
}

const assemble = (
  draft: Draft,
  completion: Completion,
  { texts, members, now }: { readonly texts: DraftTexts; readonly members: Members; readonly now: Date },
): unknown => {
  const { profile, from, rules } = completion;
  const { action, passiveOnly, targetProduct, threatType, tlpLevel } = rules.defaults;
  // A single literal with few members after it: objects that are composed by spreading are several times slower to make and to
  // read.
  const whole = {
    action: draft.action ?? action,
    passiveOnly,
    targetProduct,
    threatType: threatTypeOf(draft.threat ?? [], profile) ?? threatType,
    tlpLevel: saidTlp(draft) ?? tlpLevel,
    description: texts.description,
    additionalInformation: texts.additionalInformation,
    expirationDateTime: expiryOf(draft.expires, members, { profile, now }),
    lastReportedDateTime: momentOf(draft.lastSeen),
    severity: severityOf(draft.severity, from.format, profile),
    confidence: confidenceOf(draft.confidence, from.format, profile),
    killChain: texts.killChain,
    tags: texts.tags,
    malwareFamilyNames: texts.malwareFamilyNames,
    activityGroupNames: texts.activityGroupNames,
    isActive: draft.revoked === true ? false : undefined,
  };
  return Object.assign(whole, members);
};

/** Markings, and the levels that labels and tags spell out; the strictest wins. */
const saidTlp = ({ tlp = [], tags = [], threat = [] }: Draft): TlpLevel | undefined =>
  strictestTlp([...tlp, ...tags.filter(isTlpTag), ...threat.filter(isTlpTag)]);

const isOver = (expires: unknown, now: Date): boolean => {
  const moment = momentOf(expires);
  return moment !== undefined && Date.parse(moment) <= now.getTime();
};

const invalid =
  (place: string) =>
  (errors: t.Errors): Skipped => {
    const found = violations(errors).map(underPointer(place));
    const text = found[0] === undefined ? 'a valid indicator' : found[0].expected;
    return skippedFor(place, {
      code: 'observable-invalid',
      text: `expected ${text}`,
      violations: found,
      unreadable: false,
    });
  };

/** Cuts an indicator's words as far as needed. Its observables are never cut. */
const fitted =
  (place: string, wasCut: boolean) =>
  (indicator: TiIndicator): E.Either<Skipped, TiIndicator> => {
    const fit = fitTexts(indicator, wasCut);
    if (fit !== undefined) return E.right(fit);
    const expected = `shorter observables: the indicator is to be ${expectedSize(indicator)}, without a word of description`;
    return E.left(refuse(place, 'too-large', expected));
  };

/** Drops the end of a take-back, which may have passed: the take-back has to be told all the same. */
const takenBack = (draft: Draft): Draft => ({ ...draft, expires: undefined });

/** An observable that can't be recognised again was never taken. */
const notKnown =
  (place: string) =>
  ({ reason }: Skipped): Skipped =>
    leave(place, 'revoked', `its source has revoked, deleted or deactivated it; ${reason.text}`);

/**
 * Makes a whole tiIndicator of a draft: refanged and normalised observables, and the profile's defaults for what the source
 * does not say. `isActive` is false where the source takes it back. A Left says why there is none.
 */
export const complete = (profile: Profile, now: () => Date, from: DraftSource) => {
  const completion = { profile, from, rules: rulesFor(profile, from), codec: anySizeTiIndicatorCodec(now) };
  const { targetProduct } = completion.rules.defaults;
  const assembled = ({ place, draft }: FoundDraft, at: Date): E.Either<Skipped, TiIndicator> =>
    pipe(
      observedMembers(draft, targetProduct),
      E.mapLeft(({ code, expected }) => leave(place, code, `expected ${expected}`)),
      E.flatMap((members) => {
        const texts = textsOfDraft(draft, from, completion.rules.tags);
        return pipe(
          completion.codec.decode(assemble(draft, completion, { texts, members, now: at })),
          E.mapLeft(invalid(place)),
          E.flatMap(fitted(place, texts.wasCut)),
        );
      }),
    );
  return (found: FoundDraft): E.Either<Skipped, TiIndicator> => {
    const { place, draft } = found;
    const at = now();
    const withdrawn = (code: string, text: string) => E.left(withdraw(leave(place, code, text), [found]));
    if (draft.revoked === true)
      return E.mapLeft(notKnown(place))(assembled(foundDraft(place, takenBack(draft)), at));
    const judged = judgementOf([...(draft.judgements ?? []), ...(draft.threat ?? []), ...(draft.tags ?? [])]);
    if (isOver(draft.expires, at)) return withdrawn('expired', 'it has expired at its source');
    if (judged !== undefined) return withdrawn(judged.code, judged.text);
    return assembled(found, at);
  };
};
