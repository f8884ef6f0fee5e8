import { pipe } from 'fp-ts/function';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { type Remark, type Verdict } from '../destinations/destination';
import { noRequestIds, type Unavailable } from '../failure';
import { type Indicator } from '../indicator/indicator';
import { type Environment, type Route } from './ports';

type DeliverEnvironment = Pick<Environment, 'now' | 'requestTimeoutMs'>;

const unsettled =
  (said: Remark) =>
  ({ externalId }: Indicator): Verdict => ({ _tag: 'Unsettled', externalId, ...said });

const ownRemark = (code: string, message: string): Remark => ({
  code,
  message,
  status: null,
  retryAfterSeconds: null,
  requestIds: noRequestIds,
});

const budgetSpent = ownRemark('budget-spent', 'there was no time left for this in the invocation');

const noAnswer = ownRemark('no-answer-for-item', 'the destination gave no verdict on this');

const fromFailure = ({ code, retryAfterSeconds, requestIds, dependency }: Unavailable): Remark => ({
  code,
  message: `${dependency} unavailable`,
  status: null,
  retryAfterSeconds,
  requestIds,
});

/**
 * Calls of at most `perCall`, none holding an `externalId` twice: answers are told apart by it. The positions say which
 * indicator of the input each one is.
 */
export const callsOf = (
  indicators: readonly Indicator[],
  perCall: number,
): readonly (readonly number[])[] => {
  const layers: number[][] = [];
  const seen = new Map<string, number>();
  indicators.forEach(({ externalId }, index) => {
    const layer = seen.get(externalId) ?? 0;
    seen.set(externalId, layer + 1);
    (layers[layer] ??= []).push(index);
  });
  return layers.flatMap((layer) =>
    Array.from({ length: Math.ceil(layer.length / perCall) }, (_, n) =>
      layer.slice(n * perCall, (n + 1) * perCall),
    ),
  );
};

const call =
  ({ now, requestTimeoutMs }: DeliverEnvironment, { destination, exchange }: Route, deadline: Date) =>
  (indicators: readonly Indicator[]): T.Task<readonly Verdict[]> => {
    const again = call({ now, requestTimeoutMs }, { destination, exchange }, deadline);
    const half = Math.ceil(indicators.length / 2);
    const halves = (): T.Task<readonly Verdict[]> =>
      pipe(
        T.traverseSeqArray(again)([indicators.slice(0, half), indicators.slice(half)]),
        T.map((verdicts) => verdicts.flat()),
      );
    const send = (timeoutMs: number): T.Task<readonly Verdict[]> =>
      pipe(
        exchange(destination.request(indicators), timeoutMs),
        TE.map((answer) => destination.read(indicators, answer)),
        TE.match(
          (failure) => T.of(indicators.map(unsettled(fromFailure(failure)))),
          (answer) => (answer._tag === 'Split' ? halves() : T.of(answer.verdicts)),
        ),
        T.flatten,
      );
    const left = (): number => deadline.getTime() - now().getTime();
    return pipe(
      T.fromIO(left),
      T.flatMap((ms) =>
        ms > 0 ? send(Math.min(ms, requestTimeoutMs)) : T.of(indicators.map(unsettled(budgetSpent))),
      ),
    );
  };

/** The remark of a call that settled nothing: the destination is busy or down, so the next call would only add to it. */
const outage = (verdicts: readonly Verdict[]): Remark | null => {
  const [first] = verdicts;
  if (first?._tag !== 'Unsettled' || verdicts.some(({ _tag }) => _tag !== 'Unsettled')) return null;
  const { code, message, status, retryAfterSeconds, requestIds } = first;
  return { code, message, status, retryAfterSeconds, requestIds };
};

/**
 * Delivers indicators to one destination, call after call until the deadline. Never fails: exactly one verdict for each
 * indicator, at its position. After a call that settles nothing the rest is given back unsettled, without a call.
 */
export const deliver =
  (environment: DeliverEnvironment, route: Route, deadline: Date) =>
  (indicators: readonly Indicator[]): T.Task<readonly Verdict[]> => {
    const verdicts = new Map<number, Verdict>();
    let down: Remark | null = null;
    const one = (positions: readonly number[]): T.Task<void> => {
      const batch = positions.flatMap((position) => indicators[position] ?? []);
      const keep = (said: readonly Verdict[]): void => {
        const byId = new Map(said.map((verdict) => [verdict.externalId, verdict]));
        positions.forEach((position, index) => {
          const verdict = byId.get(batch[index]?.externalId ?? '');
          if (verdict !== undefined) verdicts.set(position, verdict);
        });
        down = outage(said);
      };
      return pipe(
        T.fromIO(() => down),
        T.flatMap((said) =>
          said === null ? call(environment, route, deadline)(batch) : T.of(batch.map(unsettled(said))),
        ),
        T.map(keep),
      );
    };
    return pipe(
      T.traverseSeqArray(one)(callsOf(indicators, route.destination.perCall)),
      T.map(() =>
        indicators.map((indicator, index) => verdicts.get(index) ?? unsettled(noAnswer)(indicator)),
      ),
    );
  };
