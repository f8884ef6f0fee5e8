import * as E from 'fp-ts/Either';
import { isObject } from '../codec/json-value';
import { textFromBase64 } from './base64';
import { type Envelope } from './envelope';
import { listMark } from './list-mark';

/** Members of the outputs of a Logic App's trigger or action, and of n8n's webhook. */
const beside = new Set([
  ...['body', 'headers', 'method', 'queries', 'relativePathParameters', 'statusCode'],
  ...['params', 'query', 'webhookUrl', 'executionMode'],
]);

/**
 * A body that a Logic App or n8n passes on: `{"body":…}` with the other outputs, or `{"$content-type":…,"$content":…}` in base64 where the
 * Logic App did not take it for JSON. Neither has an origin of its own.
 */
export const logicApp: Envelope = (value, outer) => {
  if (!isObject(value)) return null;
  if (typeof value['$content-type'] === 'string' && Object.hasOwn(value, '$content'))
    return {
      origin: { ...outer, ...listMark(value['$content-type']) },
      member: '$content',
      content: textFromBase64(value.$content),
    };
  return Object.hasOwn(value, 'body') && Object.keys(value).every((name) => beside.has(name))
    ? { origin: outer, member: 'body', content: E.right(value.body) }
    : null;
};
