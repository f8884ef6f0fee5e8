import * as E from 'fp-ts/Either';
import { createRoom } from '../../shared/delivery/room/room';
import { defender } from '../../shared/destinations/defender/defender';
import { type HttpAnswer, type HttpCall } from '../../shared/destinations/destination';
import { answerOf } from '../destinations/graph-verdicts';

interface Entry {
  readonly indicatorValue: string;
}

export interface TenantOptions {
  /** Places that there are. */
  readonly max: number;
  /** Places that the gateway believes there are. */
  readonly maxKnown?: number;
  /** Entries of somebody else. */
  readonly others: number;
  readonly now: () => Date;
}

/** A Defender tenant in memory, as its API answers, and the room that the gateway sees there. An entry's id is its value. */
export const defenderTenant = ({ max, maxKnown = max, others, now }: TenantOptions) => {
  const values = new Set(Array.from({ length: others }, (_, n) => `other-${n}`));
  /** The values of each import, in order. */
  const imports: (readonly string[])[] = [];
  const answer = ({ method, path, body }: HttpCall): HttpAnswer => {
    if (method === 'GET') {
      const skip = Number(/skip=(\d+)/.exec(path)?.[1]);
      return answerOf(200, { value: [...values].slice(skip, skip + 4).map((id) => ({ id })) });
    }
    const entries = (body as { readonly Indicators: readonly Entry[] }).Indicators;
    imports.push(entries.map(({ indicatorValue }) => indicatorValue));
    return answerOf(200, {
      value: entries.map(({ indicatorValue: indicator }) => {
        const isFailed = !values.has(indicator) && values.size >= max;
        if (!isFailed) values.add(indicator);
        return isFailed
          ? { id: null, indicator, isFailed, failureReason: 'The maximum number was reached.' }
          : { id: indicator, indicator, isFailed, failureReason: null };
      }),
    });
  };
  const { capacity } = defender;
  if (capacity === null) throw new Error('Defender holds only so many');
  const room = createRoom({
    capacity: { ...capacity, max: maxKnown },
    exchange: (call) => () => Promise.resolve(E.right(answer(call))),
    now,
    countMs: 1000,
    onHeld: () => undefined,
  });
  return { values, imports, room, script: (call: HttpCall) => E.right(answer(call)) };
};
