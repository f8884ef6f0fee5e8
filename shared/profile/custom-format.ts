import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as TE from 'fp-ts/TaskEither';
import { at } from '../codec/json-pointer';
import { underPointer } from '../codec/violation';
import { type Unavailable } from '../failure';
import {
  foundDraft,
  intakeOf,
  leave,
  refuse,
  skippedFor,
  type Format,
  type Found,
  type Intake,
  type Skipped,
} from '../formats/format';
import { type Evaluate, type EvaluationJudgement } from './evaluation';
import { type ExpressionFault } from './expression-fault';
import { readMapped } from './mapped';
import { type Profile } from './profile';

type Custom = Profile['custom'][number];

/** The most objects that a mapping may give, which is the most items of an event. */
const maxMapped = 10_000;

const nothing = (place: string): Skipped =>
  leave(place, 'no-indicator', 'the mapping found no observable here');

const readItem = (place: string, item: unknown): Found | Skipped =>
  item === null || item === undefined
    ? nothing(place)
    : pipe(
        readMapped(item),
        E.match(
          (violations): Found | Skipped =>
            skippedFor(place, {
              code: 'mapping-invalid',
              text: 'the mapping to give an object that describes an indicator; the violations say what to change in it',
              violations: violations.map(underPointer(place)),
              unreadable: true,
            }),
          (draft) => (draft.observed.length === 0 ? nothing(place) : foundDraft(place, draft)),
        ),
      );

/** Reads what a mapping gave: nothing, one object, or an array of objects. Places are places in that array. */
export const readMapping = (result: unknown): Intake => {
  const items: unknown = Array.isArray(result) && result.length === 0 ? undefined : result;
  if (!Array.isArray(items)) return intakeOf([readItem('', items)]);
  return items.length > maxMapped
    ? intakeOf([refuse('', 'mapping-failed', `at most ${maxMapped} objects from the mapping`)])
    : intakeOf(items.map((item: unknown, index) => readItem(at('', index), item)));
};

const failedMapping = ({ text }: ExpressionFault): Intake =>
  intakeOf([refuse('', 'mapping-failed', `a payload that the mapping of the profile can read: ${text}`)]);

const taking = (name: string, intake: Intake): Format => ({
  name,
  expects: 'its match expression',
  recognises: () => true,
  read: () => intake,
});

const notThis = (name: string, expects: string): Format => ({
  name,
  expects,
  recognises: () => false,
  read: () => ({ found: [], skipped: [] }),
});

const formatOf = (name: string, judgement: EvaluationJudgement): Format => {
  switch (judgement._tag) {
    case 'NotMatched':
      return notThis(name, 'a payload for which its match is true');
    case 'MatchFailed':
      return notThis(name, `a payload that its match can judge: ${judgement.fault.text}`);
    case 'MappingFailed':
      return taking(name, failedMapping(judgement.fault));
    case 'Mapped':
      return taking(name, readMapping(judgement.result));
  }
};

/** What evaluation may use: the time for `$now()`, and the milliseconds that the event has left, asked before each payload. */
export interface Evaluating {
  readonly evaluate: Evaluate;
  readonly now: () => Date;
  readonly maxMs: () => number;
}

/** The formats that were tried with a payload, with their answers, and how many milliseconds evaluation took. */
export interface OwnFormats {
  readonly formats: readonly Format[];
  readonly tookMs: number;
}

const candidatesOf = (custom: readonly Custom[], named: string | null): readonly Custom[] =>
  named === null ? custom : custom.filter(({ name }) => name.toLowerCase() === named.toLowerCase());

/**
 * The profile's formats with their answers for one payload: tried in order up to the first that takes it, or only the one that
 * is `named`. A Format answers at once and evaluation does not, so evaluation is done beforehand.
 */
export const customFormatsFor = (
  { custom }: Pick<Profile, 'custom'>,
  named: string | null,
  { evaluate, now, maxMs }: Evaluating,
) => {
  const candidates = candidatesOf(custom, named);
  const formats = candidates.map(({ match, mapping }) => ({ match: named === null ? match : null, mapping }));
  return (payload: unknown): TE.TaskEither<Unavailable, OwnFormats> =>
    candidates.length === 0
      ? TE.right({ formats: [], tookMs: 0 })
      : pipe(
          TE.fromIO(() => ({ formats, payload, now: now(), maxMs: maxMs() })),
          TE.flatMap(evaluate),
          TE.map(({ judgements, tookMs }) => ({
            formats: RA.zipWith(candidates, judgements, ({ name }, judgement) => formatOf(name, judgement)),
            tookMs,
          })),
        );
};
