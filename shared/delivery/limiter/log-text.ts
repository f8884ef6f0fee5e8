import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import { parseJson } from '../../codec/json';
import { gathered, type Calls, type LimiterLog } from './limiter-log';

/** Of each kind. A window and what is kept beside it have some 290 slots, so that nothing is gathered in a usual log. */
export const maxEntries = 300;

/** More calls than any limit allows, in nine digits. */
const maxCalls = 999_999_999;

/**
 * Characters of a text, at the most: an entry is `{"end":…,"n":…},` with up to 16 and 9 digits, the key of one that is held
 * `"…":`, the rest is `{"used":[…],"held":{…},"pausedUntil":…,"by":…}`. A string of an Azure table may have 32 Ki characters
 * (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model).
 */
export const maxCharacters = maxEntries * (39 + 39 + 19) + 80;

const Entry = t.readonly(t.strict({ end: t.number, n: t.number }));

/** The key of a held entry is its end. An earlier build wrote one for each instance, under its id, and keeps what others wrote. */
const Text = t.readonly(
  t.strict({
    used: t.readonlyArray(Entry),
    held: t.readonly(t.record(t.string, Entry)),
    pausedUntil: t.number,
    by: t.union([t.number, t.undefined]),
  }),
);

const isCount = (number: number): boolean => Number.isSafeInteger(number) && number >= 0;

const isSound = ({ used, held, pausedUntil, by }: LimiterLog): boolean =>
  isCount(pausedUntil) && isCount(by) && used.concat(held).every(({ end, n }) => isCount(end) && isCount(n));

/** Null: it can't be read, and says nothing of the calls that were made. */
export const parseLog = (text: string): LimiterLog | null =>
  pipe(
    parseJson(text),
    E.flatMap((value) => Text.decode(value)),
    E.map(({ held, by = 0, ...log }): LimiterLog => ({ ...log, held: Object.values(held), by })),
    E.match(
      () => null,
      (log) => (isSound(log) ? log : null),
    ),
  );

const bounded = (entries: readonly Calls[]): readonly Calls[] =>
  gathered(entries, maxEntries).map(({ end, n }) => ({ end, n: Math.min(n, maxCalls) }));

/** At most `maxCharacters`, whatever is in a log that was read or decided upon. */
export const logTextOf = ({ used, held, pausedUntil, by }: LimiterLog): string =>
  JSON.stringify({
    used: bounded(used),
    held: Object.fromEntries(bounded(held).map((calls) => [String(calls.end), calls])),
    pausedUntil: Math.min(pausedUntil, Number.MAX_SAFE_INTEGER),
    by,
  });
