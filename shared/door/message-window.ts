import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { isObject } from '../codec/json-value';
import { parseJson } from '../codec/json';
import { type SharedText } from '../delivery/ports';
import { type Unavailable } from '../failure';

/** The answer to a message, as it is kept. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

/** What to do with a message. */
export type Claim =
  /** The message is new, or an earlier try failed; the caller may take it. */
  | { readonly _tag: 'Taken'; readonly version: string | null }
  /** Another instance is handling it. */
  | { readonly _tag: 'Running' }
  | { readonly _tag: 'Duplicate'; readonly answer: KeptAnswer };

/** Messages by key, over all instances, of today and the day before. A Left says that this can't be known now. */
export interface MessageWindow {
  readonly claim: (key: string) => TE.TaskEither<Unavailable, Claim>;
  /** Records the answer to a message that was taken; null where the message may be taken anew. */
  readonly settle: (
    key: string,
    version: string | null,
    answer: KeptAnswer | null,
  ) => TE.TaskEither<Unavailable, void>;
}

type Row =
  | { readonly _tag: 'Running'; readonly until: number }
  | { readonly _tag: 'Done'; readonly answer: KeptAnswer }
  | { readonly _tag: 'Free' };

const rowOf = (text: string): Row => {
  const read = E.getOrElseW(() => null)(parseJson(text));
  if (!isObject(read)) return { _tag: 'Free' };
  const { until, status, body } = read;
  if (typeof status === 'number' && typeof body === 'string')
    return { _tag: 'Done', answer: { status, body } };
  return typeof until === 'number' ? { _tag: 'Running', until } : { _tag: 'Free' };
};

export const dayMs = 24 * 3600 * 1000;

/** The name of a day, for the name of a table. */
export const dayName = (ms: number): string => new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');

/**
 * A window in shared texts, kept by day, so that a whole day is forgotten at once. A message is taken anew where the one that
 * took it has said nothing for `runMs`.
 */
export const createMessageWindow = (
  textsOf: (day: string) => SharedText,
  now: () => Date,
  runMs: number,
): MessageWindow => {
  const today = (): SharedText => textsOf(dayName(now().getTime()));
  const yesterday = (): SharedText => textsOf(dayName(now().getTime() - dayMs));
  const isDone = (row: Row): row is Extract<Row, { _tag: 'Done' }> => row._tag === 'Done';

  const take = (key: string, version: string | null): TE.TaskEither<Unavailable, Claim> =>
    pipe(
      today().write(key, JSON.stringify({ until: now().getTime() + runMs }), version),
      TE.map((written): Claim =>
        written.version === null ? { _tag: 'Running' } : { _tag: 'Taken', version: written.version },
      ),
    );

  const claimOf =
    (key: string) =>
    ({
      text,
      version,
    }: {
      readonly text: string;
      readonly version: string | null;
    }): TE.TaskEither<Unavailable, Claim> => {
      const row = rowOf(text);
      if (isDone(row)) return TE.right({ _tag: 'Duplicate', answer: row.answer });
      const isRunning = row._tag === 'Running' && row.until > now().getTime();
      return isRunning ? TE.right({ _tag: 'Running' }) : take(key, version);
    };

  return {
    claim: (key) =>
      pipe(
        TE.Do,
        TE.apS('before', yesterday().read(key)),
        TE.apS('known', today().read(key)),
        TE.flatMap(({ before, known }) => {
          const row = rowOf(before.text);
          return isDone(row)
            ? TE.right<Unavailable, Claim>({ _tag: 'Duplicate', answer: row.answer })
            : claimOf(key)(known);
        }),
      ),
    settle: (key, version, answer) =>
      pipe(today().write(key, answer === null ? '{}' : JSON.stringify(answer), version), TE.asUnit),
  };
};
