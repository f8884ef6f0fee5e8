import { type Answer, failure } from './answer';
import { type Call } from './call';
import { deserialise, overlay } from './contract';
import { create } from './create';
import { isObject } from './json';
import { declared } from './properties';
import { updateRefusal } from './rules';
import { type Entry, type StoredIndicator } from './store';

const entityContext = (call: Call): string => `${call.graphUrl}/$metadata#security/tiIndicators/$entity`;

export const undeserialisable = (at: string, expected: string): Answer =>
  failure(400, 'BadRequest', `The request body could not be deserialised: ${at}: ${expected} is expected.`);

export const createOne = (call: Call): Answer => {
  call.seen.items = 1;
  const wrong = deserialise(call.body, '', call.seen.undeclared);
  if (wrong !== undefined || !isObject(call.body))
    return undeserialisable(wrong?.at ?? '', wrong?.expected ?? 'a tiIndicator object');
  const made = create(call, call.body, 0);
  if ('refusal' in made) return failure(400, made.refusal.code, made.refusal.message);
  const { indicator } = made;
  const json = { '@odata.context': entityContext(call), ...indicator };
  const location = `${call.graphUrl}/security/tiIndicators/${indicator.id}`;
  return { status: 201, headers: { location }, json };
};

/** The caller's own indicator of that id; another app's is forbidden. */
const own = (call: Call): Entry | Answer => {
  const entry = call.store.find(call.rest);
  if (entry === undefined) return failure(404, 'ResourceNotFound', 'Resource not found.');
  return entry.owner === call.app
    ? entry
    : failure(403, 'accessDenied', 'The indicator belongs to another app.');
};

const selected = (indicator: StoredIndicator, select: string | null): object | undefined => {
  if (select === null) return indicator;
  const names = select.split(',').map((name) => name.trim());
  return names.every((name) => declared.has(name))
    ? Object.fromEntries(names.map((name) => [name, indicator[name]]))
    : undefined;
};

export const getOne = (call: Call): Answer => {
  const found = own(call);
  if ('status' in found) return found;
  const shown = selected(found.indicator, call.query.get('$select'));
  return shown === undefined
    ? failure(400, 'invalidRequest', '$select names an undeclared property.')
    : { status: 200, json: { '@odata.context': entityContext(call), ...shown } };
};

export const updateOne = (call: Call): Answer => {
  call.seen.items = 1;
  const found = own(call);
  if ('status' in found) return found;
  const wrong = deserialise(call.body, '', call.seen.undeclared);
  if (wrong !== undefined || !isObject(call.body))
    return undeserialisable(wrong?.at ?? '', wrong?.expected ?? 'a tiIndicator object');
  const refusal = call.refuse(call.body, 0) ?? updateRefusal(call.body, found.indicator, call.now.getTime());
  if (refusal !== undefined) return failure(400, refusal.code, refusal.message);
  const indicator = { ...overlay(found.indicator, call.body), id: found.indicator.id };
  call.store.replace(found, indicator);
  const wanted = String(call.headers.prefer).includes('return=representation');
  return wanted
    ? { status: 200, json: { '@odata.context': entityContext(call), ...indicator } }
    : { status: 204 };
};

export const deleteOne = (call: Call): Answer => {
  const found = own(call);
  if ('status' in found) return found;
  call.store.remove(found);
  return { status: 204 };
};
