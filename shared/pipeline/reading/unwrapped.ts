import { at } from '../../codec/json-pointer';
import { isObject } from '../../codec/json-value';
import { type Opened } from '../../envelopes/envelope';
import { mergeOpenings, type Opening } from '../../envelopes/open';
import { unwrap } from '../../envelopes/unwrap';
import { type Format } from '../../formats/format';
import { isKnown } from './choose-format';
import { type Interruptible } from '../in-turns';

/** Wrappers nest: a message of SNS may hold the answer to a search. Anything deeper than this is a mistake or an attack. */
const maxWrappers = 6;

/** Who reads a payload as it is: all formats, or the one that is named. */
export interface Readers {
  readonly formats: readonly Format[];
  readonly named: string | null;
}

/** This many items tell what a list holds. */
const mostTelling = 10;

/** The items of a list, where some format knows one of them by itself: each is then a payload. */
function* itemsOf(readers: Readers, { origin, place, payload }: Opened): Interruptible<Opening | null> {
  if (!Array.isArray(payload)) return null;
  for (const item of payload.slice(0, mostTelling) as readonly unknown[]) {
    if (!isObject(item) || !(yield* isKnown(readers, item))) continue;
    const opened = payload.map((one: unknown, index) => ({ origin, place: at(place, index), payload: one }));
    return { opened, unopened: [] };
  }
  return null;
}

function* inside(readers: Readers, one: Opened, depth: number): Interruptible<Opening | null> {
  const within = depth < maxWrappers ? unwrap(one) : null;
  if (within === null && !Array.isArray(one.payload)) return null;
  if (yield* isKnown(readers, one.payload)) return null;
  // What another format knows as it is belongs to it, and is said so.
  if (readers.named !== null && (yield* isKnown({ ...readers, named: null }, one.payload))) return null;
  if (within === null) return yield* itemsOf(readers, one);
  const deeper = yield* opened(readers, within, { isTaken: () => false, depth: depth + 1 });
  // A named format judges the whole, unless it knows what is inside.
  if (readers.named === null) return deeper;
  for (const { payload } of deeper.opened) if (yield* isKnown(readers, payload)) return deeper;
  return null;
}

function* opened(
  readers: Readers,
  opening: Opening,
  { isTaken, depth }: { readonly isTaken: (index: number) => boolean; readonly depth: number },
): Interruptible<Opening> {
  const openings: Opening[] = [];
  let isSame = true;
  for (const [index, one] of opening.opened.entries()) {
    const found = isTaken(index) ? null : yield* inside(readers, one, depth);
    isSame &&= found === null;
    openings.push(found ?? { opened: [one], unopened: [] });
  }
  return isSame ? opening : mergeOpenings([...openings, { opened: [], unopened: opening.unopened }]);
}

/**
 * What was opened, without the wrappers around what no format knows as it is; unchanged where there are none. `isTaken` says
 * which payloads to leave alone.
 */
export const unwrapped = (
  readers: Readers,
  opening: Opening,
  isTaken: (index: number) => boolean = () => false,
): Interruptible<Opening> => opened(readers, opening, { isTaken, depth: 0 });
