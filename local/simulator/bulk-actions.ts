import { randomUUID } from 'node:crypto';
import { type Answer, failure } from './answer';
import { type Call } from './call';
import { deserialise, overlay } from './contract';
import { create, type ItemResult } from './create';
import { isObject, type JsonObject } from './json';
import { defender, type Refusal, updateRefusal } from './rules';
import { undeserialisable } from './single-actions';

/** The documented maximum of one submit. No number is published for the other actions, so it applies to them, too. */
const maxItems = 100;

const failedId = 'Failed to create, check Error element for reason';
const itemType = '#microsoft.graph.tiIndicator';

/** `value` of the body, or the answer for a body that has none or too many. */
export const valueOf = (call: Call): readonly unknown[] | Answer => {
  const sent = isObject(call.body) ? call.body.value : undefined;
  if (!Array.isArray(sent)) return undeserialisable('/value', 'an array');
  const value: readonly unknown[] = sent;
  call.seen.items = value.length;
  if (value.length > maxItems)
    return failure(400, 'invalidRequest', `At most ${maxItems} items are accepted in one request.`);
  if (value.length > call.switches.maxItemsPerCall) return failure(500, 'UnknownError', '');
  return value;
};

/** Defender's reason is JSON text inside the string, Sentinel's a sentence. */
const errorText = (item: JsonObject, refusal: Refusal): string =>
  item.targetProduct === defender
    ? JSON.stringify({ error: { ...refusal, target: randomUUID() } })
    : `${refusal.code}: ${refusal.message}`;

const shown = (item: JsonObject, result: ItemResult): object =>
  result._tag === 'Refused'
    ? { '@odata.type': itemType, ...item, id: failedId, Error: errorText(item, result.refusal) }
    : { '@odata.type': itemType, ...result.indicator };

const each = (call: Call, act: (item: JsonObject, index: number) => ItemResult): Answer => {
  const items = valueOf(call);
  if ('status' in items) return items;
  const bodies: JsonObject[] = [];
  for (const [index, item] of items.entries()) {
    const wrong = deserialise(item, `/value/${index}`, call.seen.undeclared);
    if (wrong !== undefined) return undeserialisable(wrong.at, wrong.expected);
    if (isObject(item)) bodies.push(item);
  }
  const results = bodies.map(act);
  return {
    status: results.some((result) => result._tag === 'Refused') ? 206 : 200,
    json: {
      '@odata.context': `${call.graphUrl}/$metadata#Collection(tiIndicator)`,
      value: results.map((result, index) => shown(bodies[index] ?? {}, result)),
    },
  };
};

export const submit = (call: Call): Answer => each(call, (item, index) => create(call, item, index));

const updateItem = (call: Call, item: JsonObject, index: number): ItemResult => {
  const asked = call.refuse(item, index);
  if (asked !== undefined) return { _tag: 'Refused', refusal: asked };
  const entry = typeof item.id === 'string' ? call.store.find(item.id) : undefined;
  if (entry?.owner !== call.app)
    return { _tag: 'Refused', refusal: { code: 'ResourceNotFound', message: 'Resource not found' } };
  if (entry.indicator.targetProduct === defender || item.targetProduct === defender)
    return {
      _tag: 'Refused',
      refusal: { code: 'notSupported', message: 'Bulk update is not supported for this target product' },
    };
  const refusal = updateRefusal(item, entry.indicator, call.now.getTime());
  if (refusal !== undefined) return { _tag: 'Refused', refusal };
  const indicator = { ...overlay(entry.indicator, item), id: entry.indicator.id };
  call.store.replace(entry, indicator);
  return { _tag: 'Done', indicator };
};

export const updateMany = (call: Call): Answer => each(call, (item, index) => updateItem(call, item, index));
