import { type HttpAnswer, type HttpCall } from '../../shared/destinations/destination';
import { answerOf } from '../destinations/graph-verdicts';

/** A product in memory, with an entry of somebody else's. */
export interface Product {
  readonly answer: (call: HttpCall) => HttpAnswer;
  /** Descriptions of the live entries, without somebody else's. */
  readonly live: () => readonly string[];
  /** Whether somebody else's entry is unchanged. */
  readonly isForeignWell: () => boolean;
}

type Item = Readonly<Record<string, unknown>>;

/** Graph: no create is an upsert; a deletion by `externalId` takes all of that. */
export const graphProduct = (): Product => {
  const foreign: Item = { id: 'foreign', externalId: 'of somebody else', description: 'foreign' };
  const held = new Map<string, Item>([['foreign', foreign]]);
  let ids = 0;
  return {
    live: () => [...held.values()].flatMap((item) => (item === foreign ? [] : [String(item.description)])),
    isForeignWell: () => held.get('foreign') === foreign,
    answer: ({ method, path, body }) => {
      const id = path.split('/')[3] ?? '';
      if (method === 'PATCH') {
        const before = held.get(id);
        if (before === undefined) return answerOf(404, {});
        held.set(id, { ...before, ...(body as Item), id });
        return answerOf(204, undefined);
      }
      if (path.endsWith('/deleteTiIndicatorsByExternalId')) {
        const keys = (body as { readonly value: readonly string[] }).value;
        const value = keys.map((key) => {
          const own = [...held].filter(([, { externalId }]) => externalId === key);
          for (const [one] of own) held.delete(one);
          return { code: own.length === 0 ? '404' : '204', message: `${key} told` };
        });
        return answerOf(200, { value });
      }
      ids += 1;
      const item = { ...(body as Item), id: `id-${ids}` };
      held.set(item.id, item);
      return answerOf(201, item);
    },
  };
};

/** Sentinel: what was revoked stays so under its id. */
export const sentinelProduct = (): Product => {
  const foreign: Item = { id: 'indicator--foreign', description: 'foreign' };
  const held = new Map<unknown, Item>([[foreign.id, foreign]]);
  return {
    live: () =>
      [...held.values()].flatMap((item) =>
        item === foreign || item.revoked === true ? [] : [String(item.description)],
      ),
    isForeignWell: () => held.get(foreign.id) === foreign,
    answer: ({ body }) => {
      for (const item of (body as { readonly stixobjects: readonly Item[] }).stixobjects)
        held.set(item.id, held.get(item.id)?.revoked === true ? { ...item, revoked: true } : item);
      return answerOf(200, undefined);
    },
  };
};

/** Defender: one entry a value and action; a deletion is all or nothing. `said`: the descriptions of the live entries of a value. */
export const defenderProduct = (): Product & { readonly said: (value: string) => readonly unknown[] } => {
  const foreign: Item = { id: '1', indicatorValue: 'foreign.example', description: 'foreign' };
  const held = new Map<string, Item>([['1', foreign]]);
  let ids = 1;
  return {
    live: () => [...held.values()].flatMap((item) => (item === foreign ? [] : [String(item.description)])),
    isForeignWell: () => held.get('1') === foreign,
    said: (value) =>
      [...held.values()].flatMap((item) => (item.indicatorValue === value ? [item.description] : [])),
    answer: ({ path, body }) => {
      if (path.endsWith('/BatchDelete')) {
        const asked = (body as { readonly IndicatorIds: readonly string[] }).IndicatorIds;
        if (asked.some((id) => !held.has(id))) return answerOf(404, {});
        for (const id of asked) held.delete(id);
        return answerOf(204, undefined);
      }
      const value = (body as { readonly Indicators: readonly Item[] }).Indicators.map((item) => {
        const same = [...held.values()].find(
          (one) => one.indicatorValue === item.indicatorValue && one.action === item.action,
        );
        const id = same === undefined ? String((ids += 1)) : String(same.id);
        held.set(id, { ...item, id });
        return { id, indicator: item.indicatorValue, isFailed: false, failureReason: null };
      });
      return answerOf(200, { value });
    },
  };
};
