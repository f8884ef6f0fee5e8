import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { section } from '../shared/codec/document';
import { integerText, oneOfTexts, optional, withDefault } from '../shared/codec/text-value';
import { violations, type Violation } from '../shared/codec/violation';
import { lifeStates } from '../shared/delivery/life-state';
import { type IndicatorsQuery } from '../shared/pipeline/find-indicators';
import { readTakeBackQuery } from './take-back-query';

/** What `GET /api/indicators` is asked for: one page. */
export interface FindAsked extends IndicatorsQuery {
  readonly size: number;
  /** The place of the last item on the page before; null for the first page. */
  readonly after: string | null;
}

const placeIn = (text: string): string | undefined =>
  /^[A-Za-z0-9_-]{1,16384}$/.test(text) ? Buffer.from(text, 'base64url').toString() : undefined;

export const markOf = (place: string): string => Buffer.from(place).toString('base64url');

const codec = section({
  state: optional(`one of ${lifeStates.join(', ')}`, oneOfTexts(...lifeStates)),
  urls: optional('true or false', oneOfTexts('true', 'false')),
  size: withDefault('an integer from 1 to 1000', integerText(1, 1_000), 100),
  next: optional('what the page before answered as next', placeIn),
});

const own = ['state', 'urls', 'size', 'next'];

/** Parameters that only the DELETE at the same address has. */
const notHere = ['dryRun', 'count'];

const faultsOf = (names: readonly string[], query: URLSearchParams): readonly Violation[] => [
  ...notHere
    .filter((name) => names.includes(name))
    .map((name) => ({ pointer: `/${name}`, expected: 'to be left out: nothing is taken back here' })),
  ...own
    .filter((name) => names.filter((other) => other === name).length > 1)
    .map((name) => ({ pointer: `/${name}`, expected: 'to be said once' })),
  ...(query.has('urls') && !query.has('value')
    ? [{ pointer: '/urls', expected: 'to be left out, as it goes with value' }]
    : []),
];

export const readFindQuery = (query: URLSearchParams): E.Either<readonly Violation[], FindAsked> => {
  const all = [...query.entries()];
  const names = all.map(([name]) => name);
  const faults = faultsOf(names, query);
  if (faults.length > 0) return E.left(faults);
  const filters = readTakeBackQuery(new URLSearchParams(all.filter(([name]) => !own.includes(name))));
  return pipe(
    codec.decode(Object.fromEntries(all.filter(([name]) => own.includes(name)))),
    E.mapLeft(violations),
    E.flatMap(({ state, urls, size, next }) =>
      pipe(
        filters,
        E.map((asked): FindAsked => ({
          query: asked.query,
          state: state ?? null,
          withUrls: urls === 'true',
          size,
          after: next ?? null,
        })),
      ),
    ),
  );
};
