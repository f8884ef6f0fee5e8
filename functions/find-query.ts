import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { section } from '../shared/codec/document';
import { integerText, oneOfTexts, optional, withDefault } from '../shared/codec/text-value';
import { violations, type Violation } from '../shared/codec/violation';
import { lifeStates } from '../shared/delivery/ledger/life-state';
import { type IndicatorsQuery } from '../shared/pipeline/held/find-indicators';
import { markOfQuestion, notOfThis, readAsked, type Asked } from './http/query';
import { takeBackOf } from './take-back-query';

/** What `GET /api/indicators` is asked for: one page. */
export interface FindAsked extends IndicatorsQuery {
  readonly size: number;
  /** The place of the last item on the page before; null for the first page. */
  readonly after: string | null;
  /** The page that goes on behind a place, as an answer says it. */
  readonly nextFrom: (place: string) => string;
}

/** Where a page ends, as `next`: it goes on with this question alone. */
export const nextOf = (asked: Asked, place: string): string =>
  `${markOfQuestion(asked, place)}.${Buffer.from(place).toString('base64url')}`;

const placeIn = (text: string): string | undefined =>
  /^[0-9a-f]{12}\.[A-Za-z0-9_-]{1,16384}$/.test(text)
    ? Buffer.from(text.slice(13), 'base64url').toString()
    : undefined;

const codec = section({
  state: optional(`one of ${lifeStates.join(', ')}`, oneOfTexts(...lifeStates)),
  urls: optional('true or false', oneOfTexts('true', 'false')),
  size: withDefault('an integer from 1 to 1000', integerText(1, 1_000), 100),
  next: optional('what the page before answered as next', placeIn),
});

const own = ['state', 'urls', 'size', 'next'];

/** Parameters that only the DELETE at the same address has. */
const notHere = ['dryRun', 'count'];

const faultsOf = (names: readonly string[]): readonly Violation[] => [
  ...notHere
    .filter((name) => names.includes(name))
    .map((name) => ({ pointer: `/${name}`, expected: 'to be left out: nothing is taken back here' })),
  ...(names.includes('urls') && !names.includes('value')
    ? [{ pointer: '/urls', expected: 'to be left out, as it goes with value' }]
    : []),
];

const findOf = (all: Asked): E.Either<readonly Violation[], FindAsked> => {
  const faults = faultsOf(all.map(([name]) => name));
  if (faults.length > 0) return E.left(faults);
  const filters = takeBackOf(all.filter(([name]) => !own.includes(name)));
  return pipe(
    codec.decode(Object.fromEntries(all.filter(([name]) => own.includes(name)))),
    E.mapLeft(violations),
    E.flatMap(({ state, urls, size, next }) =>
      pipe(
        next !== undefined && !all.some(([name, text]) => name === 'next' && text === nextOf(all, next))
          ? E.left([notOfThis])
          : filters,
        E.map((asked): FindAsked => ({
          query: asked.query,
          state: state ?? null,
          withUrls: urls === 'true',
          size,
          after: next ?? null,
          nextFrom: (place) => nextOf(all, place),
        })),
      ),
    ),
  );
};

/** Reads the query: a filter as of taking back, and how it is shown. */
export const readFindQuery = (query: URLSearchParams): E.Either<readonly Violation[], FindAsked> =>
  pipe(readAsked(query), E.flatMap(findOf));
