import { type Call } from './call';
import { overlay } from './contract';
import { type JsonObject } from './json';
import { unset } from './properties';
import { createRefusal, defender, type Refusal } from './rules';
import { type StoredIndicator } from './store';

/** What became of one item of a call. */
export type ItemResult =
  | { readonly _tag: 'Done'; readonly indicator: StoredIndicator }
  | { readonly _tag: 'Refused'; readonly refusal: Refusal };

/** Stores an indicator whose body could be deserialised, or says why its provider will not have it. */
export const create = (call: Call, item: JsonObject, index: number): ItemResult => {
  const refusal =
    call.refuse(item, index) ??
    createRefusal(item, call.now.getTime()) ??
    quotaRefusal(call, item.targetProduct);
  if (refusal !== undefined) return { _tag: 'Refused', refusal };
  const indicator = Object.assign(overlay(unset, item), {
    id: call.store.nextId(item.targetProduct),
    azureTenantId: call.tenantId,
    ingestedDateTime: call.now.toISOString(),
  });
  call.store.add(call.app, indicator);
  return { _tag: 'Done', indicator };
};

const quotaRefusal = (call: Call, targetProduct: unknown): Refusal | undefined =>
  targetProduct === defender && call.store.defenderCount() >= call.switches.defenderQuota
    ? { code: 'quotaLimitReached', message: 'The tenant holds as many indicators as it may.' }
    : undefined;
