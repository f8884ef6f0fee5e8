import * as E from 'fp-ts/Either';
import { isObject } from '../../codec/json-value';
import { nearNames } from '../../codec/near-names';
import { type Format, type NearMiss, type SkipReason } from '../../formats/format';
import { markedBy } from '../../formats/marks';
import { type Interruptible } from '../in-turns';
import { nextStep, strangerIn } from './next-step';
import { type ReadingEnvironment, type ReadPayload } from './read-payload';

/** The formats that may read a payload: first those that the profile made for it, then the built-in ones. */
export interface Candidates {
  readonly formats: readonly Format[];
  readonly environment: ReadingEnvironment;
  /** The name of the format, where the sender or the channel gives one; null to detect it. */
  readonly named: string | null;
  /** Whether text is a list of indicators, as its media type or the profile says. */
  readonly isList?: boolean;
}

const unreadable = (code: string, text: string, place?: string): SkipReason => ({
  code,
  text,
  violations: place === undefined ? [] : [{ pointer: place, expected: text }],
  unreadable: true,
});

/** This many items tell what a list holds. Asking every format about ten thousand would take longer than reading them. */
const mostTelling = 10;

const isLong = (value: unknown): boolean => Array.isArray(value) && value.length > mostTelling;

const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value.slice(0, mostTelling) : value);

/** A payload whose lists keep only their first items; the payload itself where they have no more. */
const headOf = (payload: unknown): unknown => {
  if (isLong(payload)) return firstOf(payload);
  return isObject(payload) && Object.values(payload).some(isLong)
    ? Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, firstOf(value)]))
    : payload;
};

function* first(formats: readonly Format[], payload: unknown): Interruptible<Format | undefined> {
  for (const candidate of markedBy(formats, payload)) {
    yield;
    if (candidate.recognises(payload)) return candidate;
  }
  return undefined;
}

function* recognised(formats: readonly Format[], payload: unknown): Interruptible<Format | undefined> {
  const head = headOf(payload);
  const found = yield* first(formats, head);
  return found ?? (head === payload ? undefined : yield* first(formats, payload));
}

/** Whether the named format knows a payload, or, without a name, any format does. */
export function* isKnown(
  { formats, named }: Pick<Candidates, 'formats' | 'named'>,
  payload: unknown,
): Interruptible<boolean> {
  const asked =
    named === null ? formats : formats.filter(({ name }) => name.toLowerCase() === named.toLowerCase());
  // A name that no format has is refused by name, and nothing is opened for it.
  return asked.length === 0 || (yield* recognised(asked, payload)) !== undefined;
}

/** What was tried. A custom format says why it did not take the payload; a built-in one is only named. */
const tried = ({ formats, environment }: Candidates): string =>
  formats
    .map((format) =>
      environment.formats.includes(format) ? format.name : `${format.name} (${format.expects})`,
    )
    .join(', ');

interface Near {
  readonly name: string;
  readonly miss: NearMiss;
}

/** The format that comes nearest to a payload that none recognises; of equals the first. */
function* nearest(formats: readonly Format[], payload: unknown): Interruptible<Near | undefined> {
  const head = headOf(payload);
  let best: Near | undefined;
  for (const { name, nearMiss } of formats) {
    yield;
    const miss = nearMiss?.(head);
    if (miss !== undefined && miss.share > (best?.miss.share ?? 0)) best = { name, miss };
  }
  return best;
}

function* unrecognised(candidates: Candidates, payload: unknown): Interruptible<SkipReason> {
  // A payload that is plainly another product's is near to no format.
  const near = strangerIn(payload) === undefined ? yield* nearest(candidates.formats, payload) : undefined;
  const hint =
    near === undefined ? '' : `; the nearest is ${near.name} (missing: ${near.miss.missing.join(', ')})`;
  return unreadable(
    'format-unknown',
    `an event of a known format${hint}; ${nextStep(payload)}; tried ${tried(candidates)}`,
    near?.miss.place,
  );
}

const alternatives = (names: readonly string[]): string => names.join(' or ');

function* noSuchFormat(
  { formats, environment, named }: Candidates,
  payload: unknown,
): Interruptible<SkipReason> {
  const names = [...environment.profile.custom, ...environment.formats].map(({ name }) => name);
  const near = nearNames(named ?? '', names);
  const fitting = yield* recognised(formats, payload);
  const meant = near.length > 0 ? near : fitting === undefined ? [] : [fitting.name];
  const hint = meant.length === 0 ? '' : `; did you mean ${alternatives(meant)}?`;
  return unreadable('format-unknown', `the name of a format, or none${hint} (there are ${names.join(', ')})`);
}

const namedIn = (formats: readonly Format[], name: string): Format | undefined =>
  formats.find((format) => format.name.toLowerCase() === name.toLowerCase());

/** The named format, or else the first that recognises the payload. A Left says why there is none. */
export function* chooseFormat(
  candidates: Candidates,
  payload: unknown,
): Interruptible<E.Either<SkipReason, Format>> {
  const { formats, named, isList = false } = candidates;
  if (named === null) {
    const found = yield* recognised(formats, payload);
    if (found === undefined) return E.left(yield* unrecognised(candidates, payload));
    return E.right(isList && found.takesAnyText === true ? (namedIn(formats, 'list') ?? found) : found);
  }
  const found = namedIn(formats, named);
  return found === undefined ? E.left(yield* noSuchFormat(candidates, payload)) : E.right(found);
}

/** Codes that a format also gives for things that are not its own. */
const saidOfAnything = new Set(['no-indicator', 'unsupported-type', 'observed-only', 'own-asset', 'link']);

const lists = new Set([
  'value',
  'objects',
  'results',
  'resources',
  'data',
  'urls',
  'response',
  'alerts',
  'records',
  'detections',
  'indicators',
  'stixobjects',
]);

/** The answer to a search without a hit, in any format: it holds nothing that could be lost. */
const isEmptyList = (payload: unknown): boolean =>
  Array.isArray(payload)
    ? payload.length === 0
    : isObject(payload) &&
      Object.entries(payload).some(
        ([name, value]) => lists.has(name) && Array.isArray(value) && value.length === 0,
      );

/**
 * Why a payload is not of the format that was named for it: the format neither recognises it nor took anything of it. Undefined
 * where it is of that format, or where the format's own reasons say more: each is a 400 already, or a judgement of the source.
 */
export function* mismatch(
  { formats, named }: Candidates,
  format: Format,
  { payload, read: { found, skipped } }: { readonly payload: unknown; readonly read: ReadPayload },
): Interruptible<SkipReason | undefined> {
  if (named === null || found > 0 || format.recognises(payload) || isEmptyList(payload)) return undefined;
  const other = yield* recognised(formats, payload);
  const says = skipped.some(({ reason }) => !reason.unreadable && !saidOfAnything.has(reason.code));
  const isRefused = skipped.length > 0 && skipped.every(({ reason }) => reason.unreadable);
  if (other === undefined && (says || isRefused)) return undefined;
  const hint = other === undefined ? '' : `; did you mean ${other.name}, which recognises it?`;
  return unreadable(
    'body-invalid',
    `a body of the format that is named, ${format.name}: ${format.expects}${hint}`,
  );
}
