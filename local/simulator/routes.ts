import { type Answer, failure } from './answer';
import { submit, updateMany } from './bulk-actions';
import { deleteByExternalId, deleteById } from './bulk-deletes';
import { type Call } from './call';
import { list } from './list';
import { createOne, deleteOne, getOne, updateOne } from './single-actions';

type Action = (call: Call) => Answer;

const onCollection: ReadonlyMap<string, Action> = new Map([
  ['GET', list],
  ['POST', createOne],
]);

const onItem: ReadonlyMap<string, Action> = new Map([
  ['GET', getOne],
  ['PATCH', updateOne],
  ['DELETE', deleteOne],
]);

const bulkActions: ReadonlyMap<string, Action> = new Map([
  ['submitTiIndicators', submit],
  ['updateTiIndicators', updateMany],
  ['deleteTiIndicators', deleteById],
  ['deleteTiIndicatorsByExternalId', deleteByExternalId],
]);

const actionFor = (call: Call): Action | undefined => {
  if (call.rest === '') return onCollection.get(call.method);
  const bulk = bulkActions.get(call.rest.replace(/^microsoft\.graph\./, ''));
  if (bulk === undefined) return onItem.get(call.method);
  return call.method === 'POST' ? bulk : undefined;
};

const contentRefusal = (call: Call): Answer | undefined => {
  if (call.method !== 'POST' && call.method !== 'PATCH') return undefined;
  const type = call.headers['content-type'];
  if (type === undefined) return failure(400, 'BadRequest', 'The content type header is required.');
  if (!/^application\/json\s*(;|$)/i.test(type))
    return failure(415, 'UnsupportedMediaType', 'The body has to be application/json.');
  return call.body === undefined
    ? failure(400, 'BadRequest', 'Unable to read JSON request payload.')
    : undefined;
};

/** Answers an authorised request on `/security/tiIndicators` or below it. */
export const answer: Action = (call) => {
  const { retired } = call.switches;
  if (retired !== 0) return failure(retired, 'notSupported', 'This API has been removed.');
  const action = actionFor(call);
  if (action === undefined) return failure(405, 'notAllowed', 'The method is not allowed here.');
  return contentRefusal(call) ?? action(call);
};
