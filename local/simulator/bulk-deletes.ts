import { type Answer } from './answer';
import { valueOf } from './bulk-actions';
import { type Call } from './call';
import { defender } from './rules';
import { undeserialisable } from './single-actions';
import { type Entry } from './store';

/** A resultInfo as seen live: `code` is a string, `message` begins with the key that was asked for. */
const resultInfo = (key: string, code: string, text: string): object => ({
  '@odata.type': '#microsoft.graph.ResultInfo',
  code,
  message: `${key} ${text}`,
  subCode: null,
});

const removeAll = (
  call: Call,
  { key, index }: { readonly key: string; readonly index: number },
  entries: readonly Entry[],
): object => {
  const asked = call.refuse({ id: key, externalId: key }, index);
  if (asked !== undefined) return resultInfo(key, '400', `${asked.code}: ${asked.message}`);
  if (entries.length === 0) return resultInfo(key, '404', 'Resource not found');
  if (entries.some((entry) => entry.indicator.targetProduct === defender))
    return resultInfo(key, '400', 'Bulk delete is not supported for this target product');
  for (const entry of entries) call.store.remove(entry);
  return resultInfo(key, '204', 'Deleted');
};

const deleteMany = (call: Call, entriesOf: (key: string) => readonly Entry[]): Answer => {
  const keys = valueOf(call);
  if ('status' in keys) return keys;
  const texts = keys.filter((key) => typeof key === 'string');
  if (texts.length < keys.length) return undeserialisable('/value', 'an array of strings');
  const value = texts.map((key, index) => removeAll(call, { key, index }, entriesOf(key)));
  const failed = value.some((result) => !('code' in result) || result.code !== '204');
  return {
    status: failed ? 206 : 200,
    json: {
      '@odata.context': `${call.graphUrl}/$metadata#Collection(microsoft.graph.ResultInfo)`,
      value,
    },
  };
};

export const deleteById = (call: Call): Answer =>
  deleteMany(call, (id) => {
    const entry = call.store.find(id);
    return entry?.owner === call.app ? [entry] : [];
  });

export const deleteByExternalId = (call: Call): Answer =>
  deleteMany(call, (externalId) => call.store.withExternalId(call.app, externalId));
