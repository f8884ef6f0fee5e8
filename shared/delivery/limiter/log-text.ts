import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import { parseJson } from '../../codec/json';
import { mergedCalls, type Calls, type LimiterLog } from './limiter-log';

/**
 * The most entries of each kind. A window and what is kept beside it have some 290 slots, so nothing is joined in a usual log.
 */
export const maxEntries = 300;

/** More calls than any limit allows; it has nine digits. */
const maxCalls = 999_999_999;

/**
 * The most characters of a text. An entry is `{"end":…,"n":…},` with up to 16 and 9 digits, and a held one has a key `"…":`
 * before it. The rest is `{"used":[…],"held":{…},"pausedUntil":…,"by":…}`. A string of an Azure table may have 32 Ki characters
 * (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model).
 */
export const maxCharacters = maxEntries * (39 + 39 + 19) + 80;

const Entry = t.readonly(t.strict({ end: t.number, n: t.number }));

/**
 * The key of a held entry is its end. An earlier build wrote one entry for each instance, under its id, and keeps what others
 * wrote.
 */
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

/** Null where the text can't be read, and so says nothing of the calls that were made. */
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
  mergedCalls(entries, maxEntries).map(({ end, n }) => ({ end, n: Math.min(n, maxCalls) }));

/** At most `maxCharacters`, whatever a log that was read or decided upon holds. */
export const logTextOf = ({ used, held, pausedUntil, by }: LimiterLog): string =>
  JSON.stringify({
    used: bounded(used),
    held: Object.fromEntries(bounded(held).map((calls) => [String(calls.end), calls])),
    pausedUntil: Math.min(pausedUntil, Number.MAX_SAFE_INTEGER),
    by,
  });
